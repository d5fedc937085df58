import { ACT_KINDS } from '../interactions/act-kinds.js';
import type { Numerics } from '../kernels/numerics.js';
import { Gru } from './gru.js';
import type { ItemGraph } from './item-graph.js';
import { gathered } from './item-vectors.js';
import { fillGaussian } from './random.js';
import type { SessionBatch } from './session-batches.js';
import type { SessionWeights } from './session-cell.js';
import { SessionGru } from './session-gru.js';
import { GAPS } from './session-steps.js';

/** How much of the state an act leaves at first, as the item graph's decay; ln(z / (1 - z)). */
const KEPT_AT_FIRST = Math.log(0.7 / 0.3);
/** Root mean square of what comes in, by which tanh is still nearly a line. */
const INPUT_SIZE = 0.3;
const NOISE = 0.02;

/** The parameters that are learnt, or gradients by them. */
export type SessionParameters = Readonly<Record<(typeof SESSION_PARAMETERS)[number], Float32Array>>;
export const SESSION_PARAMETERS = ['input', 'carried', 'bias', 'kinds', 'gaps'] as const;

/** Learns from each batch with our own kernels; the parameters are moved in place. @param batches begins anew when called */
export function trainSession(
  training: SessionTraining,
  batches: () => Iterable<SessionBatch>,
  onStep: (step: number, loss: number) => void = () => undefined,
): Promise<void> {
  for (const batch of batches()) onStep(batch.step, training.step(batch));
  return Promise.resolve();
}

/** The parameters of a session model while they are learnt; `fitSessionGru` says how they begin. */
export class SessionTraining {
  /** What an item's vector is multiplied by as it comes in. */
  readonly scale: number;
  readonly parameters: SessionParameters;
  readonly gradients: SessionParameters;
  readonly #gru: Gru;
  readonly #moves: readonly ((learningRate: number) => void)[];

  /** @param start parameters of an earlier fit to go on from */
  constructor(
    private readonly numerics: Numerics,
    readonly itemGraph: ItemGraph,
    random: () => number,
    start?: SessionWeights,
  ) {
    const { dim, sent } = itemGraph.items;
    this.#gru = new Gru(numerics, dim, dim);
    const tables = () => ({
      kinds: numerics.float32(ACT_KINDS.length * dim),
      gaps: numerics.float32(GAPS * dim),
    });
    this.parameters = { ...this.#gru.weights, ...tables() };
    this.gradients = { ...this.#gru.gradients, ...tables() };
    const size = rootMeanSquare(sent);
    this.scale = size === 0 ? 0 : INPUT_SIZE / size;
    const { input, carried, bias, kinds, gaps } = this.parameters;
    for (const one of [input, carried, kinds, gaps]) fillGaussian(one, NOISE, random);
    for (let d = 0; d < dim; d++) input[d * 3 * dim + 2 * dim + d]! += 1;
    bias.fill(KEPT_AT_FIRST, dim, 2 * dim);
    if (start !== undefined) for (const name of SESSION_PARAMETERS) this.parameters[name].set(start[name]);
    this.#moves = SESSION_PARAMETERS.map((name) => {
      const move = numerics.adam(this.parameters[name]);
      return (learningRate) => move(this.gradients[name], learningRate, 0);
    });
  }

  /** Moves the parameters against the gradient of one batch; answers the loss before. */
  step(batch: SessionBatch): number {
    const loss = this.differentiate(batch);
    for (const move of this.#moves) move(batch.learningRate);
    return loss;
  }

  /** The loss of a batch; fills `gradients`. */
  differentiate({
    start,
    items,
    kinds,
    gaps,
    mask,
    wantedRows,
    columns,
    bias,
    targets,
    scale,
  }: SessionBatch): number {
    const { dim, sent, found } = this.itemGraph.items;
    const rows = items.length;
    const inputs = this.numerics.scratch('inputs', rows * dim);
    const { kinds: ofKinds, gaps: ofGaps } = this.parameters;
    for (let row = 0, at = 0; row < rows; row++) {
      const [item, kind, gap] = [items[row]! * dim, kinds[row]! * dim, gaps[row]! * dim];
      for (let d = 0; d < dim; d++, at++)
        inputs[at] = mask[at]! * (this.scale * sent[item + d]! + ofKinds[kind + d]! + ofGaps[gap + d]!);
    }
    const states = this.#gru.forward(inputs, start);
    const viewers = this.numerics.scratch('viewers', wantedRows.length * dim);
    gathered(states, wantedRows, dim, viewers);
    const lengths = this.numerics.scratch('lengths', wantedRows.length);
    this.numerics.normaliseRows(viewers, dim, lengths);
    const ranked = gathered(found, columns, dim);
    const { loss, dRows } = this.numerics.softmaxLoss({
      dim,
      rows: viewers,
      columns: ranked,
      bias,
      targets,
      scale,
    });
    const dStates = this.numerics.scratch('dStates', rows * dim).fill(0);
    this.numerics.backThroughLengths(dRows, viewers, dim, lengths);
    scattered(dRows, wantedRows, dStates, dim);
    const dInputs = this.#gru.backward(dStates);
    for (let at = 0; at < dInputs.length; at++) dInputs[at]! *= mask[at]!;
    scattered(dInputs, kinds, this.gradients.kinds.fill(0), dim);
    scattered(dInputs, gaps, this.gradients.gaps.fill(0), dim);
    return loss;
  }

  result(): SessionGru {
    const { input, carried, bias, kinds, gaps } = this.parameters;
    const weights = { input: input.slice(), carried: carried.slice(), bias: bias.slice() };
    return new SessionGru(
      { scale: this.scale, ...weights, kinds: kinds.slice(), gaps: gaps.slice() },
      this.itemGraph,
    );
  }
}

function rootMeanSquare(table: Float32Array): number {
  let square = 0;
  for (const one of table) square += one * one;
  return Math.sqrt(square / Math.max(1, table.length));
}

/** The transpose of `gathered`. */
function scattered(from: Float32Array, rows: ArrayLike<number>, into: Float32Array, dim: number): void {
  for (let at = 0; at < rows.length; at++) {
    const [to, own] = [rows[at]! * dim, at * dim];
    for (let d = 0; d < dim; d++) into[to + d]! += from[own + d]!;
  }
}
