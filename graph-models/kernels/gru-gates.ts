import { mustHold, requireWidth, type KernelCalls } from './kernel-calls.js';
import { plainGemm } from './plain-gemm.js';

/**
 * What the gates of a gated recurrent unit do with some rows at one step; float32, row-major, H hidden units.
 *
 *   r = σ(x_r + u_r + b_r),  z = σ(x_z + u_z + b_z),  m = u_n + c,  n = tanh(x_n + b_n + r ⊙ m)
 *   after = (1 - z) ⊙ n + z ⊙ before                                            Cho et al. 2014
 *
 * where x = inputs and u = carried. The reset gate stands behind the product, as in cuDNN, so that all of it is one product.
 */
export interface GruForward {
  readonly rows: number;
  /** H, a multiple of 4. */
  readonly hidden: number;
  /** [rows, 3 H]: what comes in, times W; r, z, n side by side. */
  readonly inputs: Float32Array;
  /** [rows, 3 H]: the state before, times U. */
  readonly carried: Float32Array;
  /** [4 H]: b_r, b_z, b_n, c. */
  readonly bias: Float32Array;
  /** [rows, H] */
  readonly before: Float32Array;
  /** [rows, 4 H], written: r, z, n, m. */
  readonly gates: Float32Array;
  /** [rows, H], written. */
  readonly after: Float32Array;
}

/** The way back of `GruForward`. */
export interface GruBackward {
  readonly rows: number;
  readonly hidden: number;
  /** [rows, 4 H], as written on the way forward. */
  readonly gates: Float32Array;
  readonly before: Float32Array;
  /** [rows, H]: the loss's gradient by `after`. */
  readonly dAfter: Float32Array;
  /** [rows, 3 H], written. */
  readonly dInputs: Float32Array;
  /** [rows, 3 H], written. */
  readonly dCarried: Float32Array;
  /** [rows, H], added to: what reaches the state before other than through `carried`. */
  readonly dBefore: Float32Array;
}

/** What a GRU is computed with; arrays are the engine's own. */
export interface GruEngine {
  float32(count: number): Float32Array;
  gemm(product: Parameters<typeof plainGemm>[0]): void;
  gruForward(step: GruForward): void;
  gruBackward(step: GruBackward): void;
}

/** The same in plain TypeScript: what the kernels are held against. */
export const plainGru: GruEngine = {
  float32: (count) => new Float32Array(count),
  gemm: plainGemm,
  gruForward({ rows, hidden, inputs, carried, bias, before, gates, after }) {
    for (let row = 0; row < rows; row++) {
      const [in3, out4, own] = [row * 3 * hidden, row * 4 * hidden, row * hidden];
      for (let d = 0; d < hidden; d++) {
        const [atZ, atN] = [in3 + hidden + d, in3 + 2 * hidden + d];
        const r = sigmoid(inputs[in3 + d]! + carried[in3 + d]! + bias[d]!);
        const z = sigmoid(inputs[atZ]! + carried[atZ]! + bias[hidden + d]!);
        const m = carried[atN]! + bias[3 * hidden + d]!;
        const n = Math.tanh(inputs[atN]! + bias[2 * hidden + d]! + r * m);
        gates[out4 + d] = r;
        gates[out4 + hidden + d] = z;
        gates[out4 + 2 * hidden + d] = n;
        gates[out4 + 3 * hidden + d] = m;
        after[own + d] = (1 - z) * n + z * before[own + d]!;
      }
    }
  },
  gruBackward({ rows, hidden, gates, before, dAfter, dInputs, dCarried, dBefore }) {
    for (let row = 0; row < rows; row++) {
      const [out3, in4, own] = [row * 3 * hidden, row * 4 * hidden, row * hidden];
      for (let d = 0; d < hidden; d++) {
        const [r, z] = [gates[in4 + d]!, gates[in4 + hidden + d]!];
        const [n, m] = [gates[in4 + 2 * hidden + d]!, gates[in4 + 3 * hidden + d]!];
        const slope = dAfter[own + d]!;
        const dn = slope * (1 - z) * (1 - n * n);
        const dz = slope * (before[own + d]! - n) * z * (1 - z);
        const dr = dn * m * r * (1 - r);
        dInputs[out3 + d] = dCarried[out3 + d] = dr;
        dInputs[out3 + hidden + d] = dCarried[out3 + hidden + d] = dz;
        dInputs[out3 + 2 * hidden + d] = dn;
        dCarried[out3 + 2 * hidden + d] = dn * r;
        dBefore[own + d]! += slope * z;
      }
    }
  },
};

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function gruForwardOn(
  calls: KernelCalls,
  { rows, hidden, inputs, carried, bias, before, gates, after }: GruForward,
): void {
  requireWidth(hidden, 4);
  mustHold('the gates', rows * hidden, [inputs, 3], [carried, 3], [before, 1], [gates, 4], [after, 1]);
  mustHold('the gates', hidden, [bias, 4]);
  const arrays = calls.at(inputs, carried, bias, before, gates, after);
  const span = { count: rows, grain: 64, work: 64 * rows * hidden };
  calls.run('gruForward', [...arrays, hidden], span);
}

export function gruBackwardOn(
  calls: KernelCalls,
  { rows, hidden, gates, before, dAfter, dInputs, dCarried, dBefore }: GruBackward,
): void {
  requireWidth(hidden, 4);
  mustHold('the gates', rows * hidden, [gates, 4], [before, 1], [dAfter, 1]);
  mustHold('the gates', rows * hidden, [dInputs, 3], [dCarried, 3], [dBefore, 1]);
  const arrays = calls.at(gates, before, dAfter, dInputs, dCarried, dBefore);
  const span = { count: rows, grain: 64, work: 16 * rows * hidden };
  calls.run('gruBackward', [...arrays, hidden], span);
}
