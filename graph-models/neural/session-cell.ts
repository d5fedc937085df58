import type { GruWeights } from './gru.js';
import type { ItemVectors } from './item-vectors.js';
import type { Steps } from './session-steps.js';

/** A fitted GRU over acts: D = H = the vectors' dim. */
export interface SessionWeights extends GruWeights {
  /** What the item's vector is multiplied by. */
  readonly scale: number;
  /** float32 [kinds of acts, D], added to that. */
  readonly kinds: Float32Array;
  /** float32 [GAPS, D], likewise. */
  readonly gaps: Float32Array;
}

/** What came of one step. */
export interface Moved {
  /** z, float32 [H]: how much of the state before has stayed. */
  readonly kept: Float32Array;
  /** (1 - z) ⊙ n, float32 [H]: what the act has written. */
  readonly written: Float32Array;
}

/** Moves a state by one act at a time; see `GruForward`. A step costs 6 H² multiply-adds: 46 µs at H 64 (`bench:kernels`). */
export class SessionCell {
  readonly hidden: number;
  readonly #input: Float32Array;
  readonly #x: Float64Array;
  readonly #u: Float64Array;

  constructor(
    private readonly weights: SessionWeights,
    private readonly vectors: ItemVectors,
  ) {
    this.hidden = vectors.dim;
    this.#input = new Float32Array(vectors.dim);
    this.#x = new Float64Array(3 * this.hidden);
    this.#u = new Float64Array(3 * this.hidden);
  }

  /** The state after step `at`, in place. */
  move(state: Float32Array, steps: Steps, at: number): Moved {
    const { hidden } = this;
    const { bias, carried, input } = this.weights;
    inputInto(this.#input, this.weights, this.vectors, steps, at);
    timesMatrix(this.#input, input, this.#x);
    timesMatrix(state, carried, this.#u);
    const [kept, written] = [new Float32Array(hidden), new Float32Array(hidden)];
    for (let d = 0; d < hidden; d++) {
      const [z3, n3] = [hidden + d, 2 * hidden + d];
      const r = sigmoid(this.#x[d]! + this.#u[d]! + bias[d]!);
      const z = sigmoid(this.#x[z3]! + this.#u[z3]! + bias[z3]!);
      const n = Math.tanh(this.#x[n3]! + bias[n3]! + r * (this.#u[n3]! + bias[3 * hidden + d]!));
      kept[d] = z;
      written[d] = (1 - z) * n;
      state[d] = written[d]! + z * state[d]!;
    }
    return { kept, written };
  }
}

/** What comes in at step `at`: the item's vector, and those of the act's kind and of the gap before it; float32 [dim]. */
export function inputInto(
  out: Float32Array,
  { scale, kinds: ofKinds, gaps: ofGaps }: SessionWeights,
  { sent, dim }: ItemVectors,
  { items, kinds, gaps }: Steps,
  at: number,
): void {
  const [item, kind, gap] = [items[at]! * dim, kinds[at]! * dim, gaps[at]! * dim];
  for (let d = 0; d < dim; d++) out[d] = scale * sent[item + d]! + ofKinds[kind + d]! + ofGaps[gap + d]!;
}

/** out = row · matrix [row.length, out.length]. */
function timesMatrix(row: Float32Array, matrix: Float32Array, out: Float64Array): void {
  const width = out.length;
  out.fill(0);
  for (let k = 0; k < row.length; k++) {
    const one = row[k]!;
    if (one === 0) continue;
    for (let d = 0, at = k * width; d < width; d++, at++) out[d]! += one * matrix[at]!;
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
