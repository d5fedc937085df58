import { Numerics } from '../../graph-models/kernels/numerics.js';
import { Gru, packed } from '../../graph-models/neural/gru.js';
import { fillGaussian, randomOf } from '../../graph-models/neural/random.js';

const [SEQUENCES, STEPS, DIM, NEGATIVES, ROUNDS] = [128, 50, 64, 256, 7];

/**
 * Sequences a second of one core through a GRU, forwards and backwards, with a softmax over shared negatives; by processor
 * time, the median of the rounds. The bar is 1,000.
 */
export function sequencesASecond(): string {
  const random = randomOf(1);
  const numerics = new Numerics({ threads: 1 });
  const gru = new Gru(numerics, DIM, DIM);
  for (const weights of Object.values(gru.weights) as Float32Array[]) fillGaussian(weights, 0.1, random);
  const { start } = packed(new Int32Array(SEQUENCES).fill(STEPS));
  const rows = SEQUENCES * STEPS;
  const table = (count: number): Float32Array => {
    const filled = numerics.float32(count * DIM);
    fillGaussian(filled, 0.3, random);
    return filled;
  };
  const [inputs, columns, dStates] = [table(rows), table(NEGATIVES), table(rows)];
  const targets = {
    start: Int32Array.from({ length: rows + 1 }, (_, row) => row),
    columns: Int32Array.from({ length: rows }, (_, row) => row % NEGATIVES),
    weights: new Float32Array(rows).fill(1 / rows),
  };
  const seconds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    const states = gru.forward(inputs, start);
    const bias = new Float32Array(NEGATIVES);
    const { dRows } = numerics.softmaxLoss({ dim: DIM, rows: states, columns, bias, targets, scale: 10 });
    dStates.set(dRows);
    gru.backward(dStates);
    return process.cpuUsage(before).user / 1e6;
  }).sort((a, b) => a - b);
  const perSecond = SEQUENCES / seconds[Math.floor(ROUNDS / 2)]!;
  return `${perSecond.toFixed(0)} sequences a second (bar: 1,000): ${STEPS} steps, H ${DIM}, ${NEGATIVES} shared negatives`;
}
