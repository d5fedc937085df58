import { ACT_KINDS } from '../interactions/act-kinds.js';
import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { Numerics } from '../kernels/numerics.js';
import { CandidateColumns } from './candidate-columns.js';
import { Gru, packed } from './gru.js';
import type { ItemVectors } from './item-vectors.js';
import { unitRows } from './item-vectors.js';
import { normalised, throughNormalising } from './normalising.js';
import { fillGaussian, randomOf, shuffle } from './random.js';
import { sequencesOf, type Sequence } from './session-examples.js';
import { SessionGru } from './session-gru.js';
import { GAPS } from './session-steps.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface SessionOptions {
  /** τ */
  readonly temperature?: number;
  /** Share of the numbers that come in which are left out, step by step. */
  readonly dropout?: number;
  readonly learningRate?: number;
  /** Of the vectors of items, which begin where the item graph ended. */
  readonly vectorRate?: number;
  readonly l2?: number;
  /** Acts a step, at least, and steps. */
  readonly batch?: number;
  readonly steps?: number;
  readonly head?: number;
  readonly drawn?: number;
  readonly onStep?: (step: number, loss: number) => void;
}

const DEFAULTS = {
  temperature: 0.1,
  dropout: 0.2,
  learningRate: 0.005,
  vectorRate: 0.001,
  l2: 0,
  batch: 1024,
  steps: 200,
  head: 1500,
  drawn: 1000,
};
const MOST_PASSES = 20;
const FEWEST_STEPS = 40;
/** How much of the state an act leaves at first, as the item graph's decay; ln(z / (1 - z)). */
const KEPT_AT_FIRST = Math.log(0.7 / 0.3);
/** Root mean square of what comes in, by which tanh is still nearly a line. */
const INPUT_SIZE = 0.3;
const NOISE = 0.02;

/**
 * Learns `SessionGru`: softmax over the catalogue of the next new item, after every act of everybody (Hidasi et al. 2016, with
 * the full softmax or an estimate of it, see `CandidateColumns`, instead of BPR).
 *
 * It begins as what is known already, the linear item graph: W_n = I, z = .7, U = 0 but for noise, so that the state is the
 * decayed mean of the vectors of items; what order, kinds and gaps add is learnt from there, the vectors with it.
 *
 * @param start vectors of the item graph, smoothed
 */
export function fitSessionGru(
  graph: InteractionGraph,
  tastes: TasteMatrix,
  start: ItemVectors,
  seed: number,
  options: SessionOptions = {},
): SessionGru {
  const settled = { ...DEFAULTS, ...options };
  const random = randomOf(seed + 5);
  const numerics = new Numerics();
  const sequences = sequencesOf(graph);
  const training = new Training(numerics, start, settled, random);
  const acts = sequences.reduce((sum, { steps }) => sum + steps.items.length, 0);
  const passes = Math.ceil((MOST_PASSES * acts) / settled.batch);
  const steps =
    options.steps ?? Math.min(settled.steps, Math.max(Math.min(FEWEST_STEPS, settled.steps), passes));
  const counts = Int32Array.from({ length: tastes.columnCount }, (_, item) => tastes.peopleOf(item));
  const columns = new CandidateColumns(counts, settled, random);
  const order = Int32Array.from(sequences.keys());
  let at = order.length;
  for (let step = 0; step < steps && sequences.length > 0; step++) {
    const batch: Sequence[] = [];
    for (let rows = 0; rows < settled.batch && batch.length < order.length;) {
      if (at >= order.length) {
        shuffle(order, random);
        at = 0;
      }
      const sequence = sequences[order[at++]!]!;
      batch.push(sequence);
      rows += sequence.steps.items.length;
    }
    const loss = training.step(batch, columns, 1 - step / steps);
    settled.onStep?.(step, loss);
  }
  return training.result();
}

type Settled = typeof DEFAULTS;

class Training {
  readonly #gru: Gru;
  readonly #sent: Float32Array;
  readonly #found: Float32Array;
  readonly #kinds: Float32Array;
  readonly #gaps: Float32Array;
  readonly #dSent: Float32Array;
  readonly #dFound: Float32Array;
  readonly #dKinds: Float32Array;
  readonly #dGaps: Float32Array;
  readonly #moves: readonly ((rate: number, vectorRate: number) => void)[];

  constructor(
    private readonly numerics: Numerics,
    start: ItemVectors,
    private readonly options: Settled,
    private readonly random: () => number,
  ) {
    const { dim } = start;
    const table = (length: number): Float32Array => numerics.float32(length);
    this.#gru = new Gru(numerics, dim, dim);
    [this.#sent, this.#dSent] = [table(start.sent.length), table(start.sent.length)];
    [this.#found, this.#dFound] = [table(start.found.length), table(start.found.length)];
    [this.#kinds, this.#dKinds] = [table(ACT_KINDS.length * dim), table(ACT_KINDS.length * dim)];
    [this.#gaps, this.#dGaps] = [table(GAPS * dim), table(GAPS * dim)];
    const size = rootMeanSquare(start.sent);
    start.sent.forEach((one, at) => (this.#sent[at] = size === 0 ? 0 : (one * INPUT_SIZE) / size));
    this.#found.set(start.found);
    const { weights, gradients } = this.#gru;
    for (const one of [weights.input, weights.carried, this.#kinds, this.#gaps])
      fillGaussian(one, NOISE, random);
    for (let d = 0; d < dim; d++) weights.input[d * 3 * dim + 2 * dim + d]! += 1;
    weights.bias.fill(KEPT_AT_FIRST, dim, 2 * dim);
    const moves = (parameters: Float32Array, gradient: Float32Array, ofVectors: boolean) => {
      const move = numerics.adam(parameters);
      return (rate: number, vectorRate: number) =>
        move(gradient, ofVectors ? vectorRate : rate, ofVectors ? options.l2 : 0);
    };
    this.#moves = [
      moves(weights.input, gradients.input, false),
      moves(weights.carried, gradients.carried, false),
      moves(weights.bias, gradients.bias, false),
      moves(this.#kinds, this.#dKinds, false),
      moves(this.#gaps, this.#dGaps, false),
      moves(this.#sent, this.#dSent, true),
      moves(this.#found, this.#dFound, true),
    ];
  }

  step(batch: readonly Sequence[], columns: CandidateColumns, left: number): number {
    const { dim } = this.#gru;
    const { start, order } = packed(batch.map(({ steps }) => steps.items.length));
    const rows = start[start.length - 1]!;
    const [items, kinds, gaps] = [new Int32Array(rows), new Uint8Array(rows), new Uint8Array(rows)];
    const wantedRows: number[] = [];
    const wanted: number[] = [];
    const wishes: number[] = [];
    for (let t = 0, row = 0; t + 1 < start.length; t++)
      for (let b = 0; b < start[t + 1]! - start[t]!; b++, row++) {
        const { steps, next, wish } = batch[order[b]!]!;
        items[row] = steps.items[t]!;
        kinds[row] = steps.kinds[t]!;
        gaps[row] = steps.gaps[t]!;
        if (next[t]! < 0) continue;
        wantedRows.push(row);
        wanted.push(next[t]!);
        wishes.push(wish[t]!);
      }
    const mask = this.#mask(rows * dim);
    const inputs = this.numerics.scratch('inputs', rows * dim);
    for (let row = 0, at = 0; row < rows; row++) {
      const [item, kind, gap] = [items[row]! * dim, kinds[row]! * dim, gaps[row]! * dim];
      for (let d = 0; d < dim; d++, at++)
        inputs[at] = mask[at]! * (this.#sent[item + d]! + this.#kinds[kind + d]! + this.#gaps[gap + d]!);
    }
    const states = this.#gru.forward(inputs, start);
    const drawn = columns.draw(wanted);
    const total = wishes.reduce((sum, one) => sum + one, 0);
    const viewers = normalised(gathered(states, wantedRows, dim), dim);
    const ranked = normalised(gathered(this.#found, drawn.items, dim), dim);
    const { loss, dRows, dColumns } = this.numerics.softmaxLoss({
      dim,
      rows: viewers.rows,
      columns: ranked.rows,
      bias: drawn.bias,
      targets: {
        start: Int32Array.from({ length: wanted.length + 1 }, (_, at) => at),
        columns: Int32Array.from(wanted, (item) => columns.columnOf(item)),
        weights: Float32Array.from(wishes, (one) => one / total),
      },
      scale: 1 / this.options.temperature,
    });
    const dStates = this.numerics.scratch('dStates', rows * dim).fill(0);
    scattered(throughNormalising(dRows, viewers, dim), wantedRows, dStates, dim);
    scattered(throughNormalising(dColumns, ranked, dim), drawn.items, this.#dFound.fill(0), dim);
    const dInputs = this.#gru.backward(dStates);
    for (let at = 0; at < dInputs.length; at++) dInputs[at]! *= mask[at]!;
    scattered(dInputs, kinds, this.#dKinds.fill(0), dim);
    scattered(dInputs, gaps, this.#dGaps.fill(0), dim);
    scattered(dInputs, items, this.#dSent.fill(0), dim);
    const { learningRate, vectorRate } = this.options;
    for (const move of this.#moves) move(learningRate * left, vectorRate * left);
    return loss;
  }

  result(): SessionGru {
    const { dim, weights } = this.#gru;
    return new SessionGru(
      {
        input: weights.input.slice(),
        carried: weights.carried.slice(),
        bias: weights.bias.slice(),
        kinds: this.#kinds.slice(),
        gaps: this.#gaps.slice(),
      },
      { dim, sent: this.#sent.slice(), found: unitRows(this.#found, dim) },
    );
  }

  /** 0 where a number is left out, else what makes up for those that are. */
  #mask(count: number): Float32Array {
    const { dropout } = this.options;
    const mask = this.numerics.scratch('mask', count);
    for (let at = 0; at < count; at++) mask[at] = this.random() < dropout ? 0 : 1 / (1 - dropout);
    return mask;
  }
}

function rootMeanSquare(table: Float32Array): number {
  let square = 0;
  for (const one of table) square += one * one;
  return Math.sqrt(square / Math.max(1, table.length));
}

function gathered(table: Float32Array, rows: ArrayLike<number>, dim: number): Float32Array {
  const out = new Float32Array(rows.length * dim);
  for (let at = 0; at < rows.length; at++)
    out.set(table.subarray(rows[at]! * dim, (rows[at]! + 1) * dim), at * dim);
  return out;
}

/** The transpose of `gathered`. */
function scattered(from: Float32Array, rows: ArrayLike<number>, into: Float32Array, dim: number): void {
  for (let at = 0; at < rows.length; at++) {
    const [to, own] = [rows[at]! * dim, at * dim];
    for (let d = 0; d < dim; d++) into[to + d]! += from[own + d]!;
  }
}
