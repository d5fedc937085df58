import { ACT_KINDS } from '../interactions/act-kinds.js';
import type { Numerics } from '../kernels/numerics.js';
import type { CandidateColumns } from './candidate-columns.js';
import { Gru, packed } from './gru.js';
import type { ItemGraph } from './item-graph.js';
import { fillGaussian } from './random.js';
import type { Sequence } from './session-examples.js';
import type { SessionWeights } from './session-cell.js';
import { SessionGru } from './session-gru.js';
import { GAPS } from './session-steps.js';

/** How much of the state an act leaves at first, as the item graph's decay; ln(z / (1 - z)). */
const KEPT_AT_FIRST = Math.log(0.7 / 0.3);
/** Root mean square of what comes in, by which tanh is still nearly a line. */
const INPUT_SIZE = 0.3;
const NOISE = 0.02;

export interface SessionTrainingOptions {
  /** τ */
  readonly temperature: number;
  readonly dropout: number;
  readonly random: () => number;
  /** Parameters of an earlier fit to go on from. */
  readonly start?: SessionWeights;
}

/** The parameters of a session model while they are learnt; `fitSessionGru` says how they begin. */
export class SessionTraining {
  readonly #gru: Gru;
  readonly #scale: number;
  readonly #kinds: Float32Array;
  readonly #gaps: Float32Array;
  readonly #dKinds: Float32Array;
  readonly #dGaps: Float32Array;
  readonly #moves: readonly ((learningRate: number) => void)[];

  constructor(
    private readonly numerics: Numerics,
    private readonly itemGraph: ItemGraph,
    private readonly options: SessionTrainingOptions,
  ) {
    const { dim, sent } = itemGraph.items;
    const table = (length: number): Float32Array => numerics.float32(length);
    this.#gru = new Gru(numerics, dim, dim);
    [this.#kinds, this.#dKinds] = [table(ACT_KINDS.length * dim), table(ACT_KINDS.length * dim)];
    [this.#gaps, this.#dGaps] = [table(GAPS * dim), table(GAPS * dim)];
    const size = rootMeanSquare(sent);
    this.#scale = size === 0 ? 0 : INPUT_SIZE / size;
    const { weights, gradients } = this.#gru;
    for (const one of [weights.input, weights.carried, this.#kinds, this.#gaps])
      fillGaussian(one, NOISE, options.random);
    for (let d = 0; d < dim; d++) weights.input[d * 3 * dim + 2 * dim + d]! += 1;
    weights.bias.fill(KEPT_AT_FIRST, dim, 2 * dim);
    if (options.start !== undefined) this.#startFrom(options.start);
    const moved: readonly [Float32Array, Float32Array][] = [
      [weights.input, gradients.input],
      [weights.carried, gradients.carried],
      [weights.bias, gradients.bias],
      [this.#kinds, this.#dKinds],
      [this.#gaps, this.#dGaps],
    ];
    this.#moves = moved.map(([parameters, gradient]) => {
      const move = numerics.adam(parameters);
      return (learningRate) => move(gradient, learningRate, 0);
    });
  }

  #startFrom({ input, carried, bias, kinds, gaps }: SessionWeights): void {
    const { weights } = this.#gru;
    weights.input.set(input);
    weights.carried.set(carried);
    weights.bias.set(bias);
    this.#kinds.set(kinds);
    this.#gaps.set(gaps);
  }

  /** Moves the parameters against the gradient of one batch; answers the loss. */
  step(batch: readonly Sequence[], columns: CandidateColumns, learningRate: number): number {
    const { dim, sent, found } = this.itemGraph.items;
    const { start, items, kinds, gaps, wantedRows, wanted, wishes } = rowsOf(batch);
    const rows = items.length;
    const mask = this.#mask(rows * dim);
    const inputs = this.numerics.scratch('inputs', rows * dim);
    for (let row = 0, at = 0; row < rows; row++) {
      const [item, kind, gap] = [items[row]! * dim, kinds[row]! * dim, gaps[row]! * dim];
      for (let d = 0; d < dim; d++, at++)
        inputs[at] =
          mask[at]! * (this.#scale * sent[item + d]! + this.#kinds[kind + d]! + this.#gaps[gap + d]!);
    }
    const states = this.#gru.forward(inputs, start);
    const drawn = columns.draw(wanted);
    const total = wishes.reduce((sum, one) => sum + one, 0);
    const viewers = this.numerics.scratch('viewers', wanted.length * dim);
    viewers.set(gathered(states, wantedRows, dim));
    const lengths = this.numerics.scratch('lengths', wanted.length);
    this.numerics.normaliseRows(viewers, dim, lengths);
    const { loss, dRows } = this.numerics.softmaxLoss({
      dim,
      rows: viewers,
      columns: gathered(found, drawn.items, dim),
      bias: drawn.bias,
      targets: {
        start: Int32Array.from({ length: wanted.length + 1 }, (_, at) => at),
        columns: Int32Array.from(wanted, (item) => columns.columnOf(item)),
        weights: Float32Array.from(wishes, (one) => one / total),
      },
      scale: 1 / this.options.temperature,
    });
    const dStates = this.numerics.scratch('dStates', rows * dim).fill(0);
    this.numerics.backThroughLengths(dRows, viewers, dim, lengths);
    scattered(dRows, wantedRows, dStates, dim);
    const dInputs = this.#gru.backward(dStates);
    for (let at = 0; at < dInputs.length; at++) dInputs[at]! *= mask[at]!;
    scattered(dInputs, kinds, this.#dKinds.fill(0), dim);
    scattered(dInputs, gaps, this.#dGaps.fill(0), dim);
    for (const move of this.#moves) move(learningRate);
    return loss;
  }

  result(): SessionGru {
    const { weights } = this.#gru;
    return new SessionGru(
      {
        scale: this.#scale,
        input: weights.input.slice(),
        carried: weights.carried.slice(),
        bias: weights.bias.slice(),
        kinds: this.#kinds.slice(),
        gaps: this.#gaps.slice(),
      },
      this.itemGraph,
    );
  }

  /** 0 where a number is left out, else what makes up for those that are. */
  #mask(count: number): Float32Array {
    const { dropout, random } = this.options;
    const mask = this.numerics.scratch('mask', count);
    for (let at = 0; at < count; at++) mask[at] = random() < dropout ? 0 : 1 / (1 - dropout);
    return mask;
  }
}

/** The acts of a batch, packed by step, and what was wanted after which. */
function rowsOf(batch: readonly Sequence[]) {
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
  return { start, items, kinds, gaps, wantedRows, wanted, wishes };
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
