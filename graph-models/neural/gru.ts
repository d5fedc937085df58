import type { GruEngine } from '../kernels/gru-gates.js';

/** Weights of a gated recurrent unit, or gradients by them: D inputs, H hidden units, float32, row-major. */
export interface GruWeights {
  /** W [D, 3 H], columns of r, z and n side by side. */
  readonly input: Float32Array;
  /** U [H, 3 H] */
  readonly carried: Float32Array;
  /** [4 H]: b_r, b_z, b_n, c. */
  readonly bias: Float32Array;
}

/**
 * A gated recurrent unit over many sequences at once; see `GruForward` for the equations (Cho et al. 2014).
 *
 * Sequences are packed by step, longest first: rows start[t] to start[t + 1] are the t-th steps of those that are so long.
 * So row b of step t continues row b of step t - 1, and every step is one product over all of them.
 */
export class Gru {
  readonly weights: GruWeights;
  readonly gradients: GruWeights;
  readonly #rooms = new Map<string, Float32Array>();
  #start: Int32Array = new Int32Array(1);
  #inputs: Float32Array = new Float32Array(0);

  constructor(
    private readonly engine: GruEngine,
    readonly dim: number,
    readonly hidden: number,
  ) {
    const weights = (): GruWeights => ({
      input: engine.float32(dim * 3 * hidden),
      carried: engine.float32(hidden * 3 * hidden),
      bias: engine.float32(4 * hidden),
    });
    this.weights = weights();
    this.gradients = weights();
  }

  /**
   * The states after every step, from zeros.
   *
   * @param inputs float32 [rows, D], of the engine
   * @returns float32 [rows, H], of the engine; overwritten by the next call
   */
  forward(inputs: Float32Array, start: Int32Array): Float32Array {
    const { engine, hidden, dim } = this;
    const rows = start[start.length - 1]!;
    this.#start = start;
    this.#inputs = inputs;
    const x = this.#room('x', rows * 3 * hidden);
    const u = this.#room('u', rows * 3 * hidden);
    const states = this.#room('states', rows * hidden);
    const gates = this.#room('gates', rows * 4 * hidden);
    engine.gemm({ m: rows, n: 3 * hidden, k: dim, a: inputs, b: this.weights.input, out: x });
    this.#eachStep((first, count, before) => {
      const carried = piece(u, first, count, 3 * hidden);
      const b = this.weights.carried;
      engine.gemm({ m: count, n: 3 * hidden, k: hidden, a: before, b, out: carried });
      engine.gruForward({
        rows: count,
        hidden,
        inputs: piece(x, first, count, 3 * hidden),
        carried,
        bias: this.weights.bias,
        before,
        gates: piece(gates, first, count, 4 * hidden),
        after: piece(states, first, count, hidden),
      });
    });
    return states;
  }

  /**
   * Fills `gradients` for the sequences of the last `forward`.
   *
   * @param dStates float32 [rows, H], of the engine: the loss's gradient by every state; overwritten
   * @returns float32 [rows, D]: the gradient by the inputs; overwritten by the next call
   */
  backward(dStates: Float32Array): Float32Array {
    const { engine, hidden, dim, gradients } = this;
    const rows = this.#start[this.#start.length - 1]!;
    const gates = this.#room('gates', rows * 4 * hidden);
    const dx = this.#room('dx', rows * 3 * hidden);
    const du = this.#room('du', rows * 3 * hidden);
    gradients.carried.fill(0);
    this.#eachStep((first, count, before, previous) => {
      const dCarried = piece(du, first, count, 3 * hidden);
      const dBefore =
        previous < 0 ? this.#room('nowhere', count * hidden) : piece(dStates, previous, count, hidden);
      engine.gruBackward({
        rows: count,
        hidden,
        gates: piece(gates, first, count, 4 * hidden),
        before,
        dAfter: piece(dStates, first, count, hidden),
        dInputs: piece(dx, first, count, 3 * hidden),
        dCarried,
        dBefore,
      });
      if (previous < 0) return;
      const across = { n: hidden, k: 3 * hidden, b: this.weights.carried, transposeB: true };
      engine.gemm({ m: count, a: dCarried, out: dBefore, add: true, ...across });
      const own = { m: hidden, n: 3 * hidden, k: count, out: gradients.carried };
      engine.gemm({ a: before, transposeA: true, b: dCarried, add: true, ...own });
    }, true);
    const [input, bias] = [gradients.input, gradients.bias];
    engine.gemm({ m: dim, n: 3 * hidden, k: rows, a: this.#inputs, transposeA: true, b: dx, out: input });
    bias.fill(0);
    for (let row = 0; row < rows; row++) {
      const first = row * 3 * hidden;
      for (let d = 0; d < 3 * hidden; d++) bias[d]! += dx[first + d]!;
      for (let d = 0; d < hidden; d++) bias[3 * hidden + d]! += du[first + 2 * hidden + d]!;
    }
    const out = this.#room('dInputs', rows * dim);
    engine.gemm({ m: rows, n: dim, k: 3 * hidden, a: dx, b: this.weights.input, transposeB: true, out });
    return out;
  }

  /** Visits the steps with their rows, the states before them, and where those are (-1: zeros, before everything). */
  #eachStep(
    visit: (first: number, count: number, before: Float32Array, previous: number) => void,
    backwards = false,
  ): void {
    const { hidden } = this;
    const start = this.#start;
    const states = this.#room('states', start[start.length - 1]! * hidden);
    for (let nth = 0; nth + 1 < start.length; nth++) {
      const t = backwards ? start.length - 2 - nth : nth;
      const [first, count] = [start[t]!, start[t + 1]! - start[t]!];
      if (t === 0) visit(first, count, this.#room('zeros', count * hidden), -1);
      else visit(first, count, piece(states, start[t - 1]!, count, hidden), start[t - 1]!);
    }
  }

  #room(name: string, count: number): Float32Array {
    const known = this.#rooms.get(name);
    if (known !== undefined && known.length >= count) return known.subarray(0, count);
    const fresh = this.engine.float32(Math.ceil(count * 1.2));
    this.#rooms.set(name, fresh);
    return fresh.subarray(0, count);
  }
}

function piece(array: Float32Array, first: number, count: number, width: number): Float32Array {
  return array.subarray(first * width, (first + count) * width);
}

/** Steps of sequences of these lengths, packed: `start` as `Gru` takes it, and which sequence each row is of. */
export function packed(lengths: ArrayLike<number>): {
  readonly start: Int32Array;
  /** The sequences, longest first: row start[t] + b is the t-th step of order[b]. */
  readonly order: Int32Array;
} {
  const order = Int32Array.from({ length: lengths.length }, (_, at) => at);
  order.sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const steps = order.length === 0 ? 0 : lengths[order[0]!]!;
  const start = new Int32Array(steps + 1);
  for (let t = 0, count = order.length; t < steps; t++) {
    while (lengths[order[count - 1]!]! <= t) count--;
    start[t + 1] = start[t]! + count;
  }
  return { start, order };
}
