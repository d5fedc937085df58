import { denseProduct } from './dense-product.js';
import { mustHold, type KernelCalls } from './kernel-calls.js';

/** Rows of logits go to a multiple of this. */
const LANES = 4;
/** A logit of nothing. */
const NEVER = -1e30;

/** What each row wants, by column, with weights: that of row r is [start[r], start[r + 1]). */
export interface SoftmaxTargets {
  readonly start: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float32Array;
}

/** Cross-entropy of softmax(scale · rows columnsᵀ + bias) against weighted targets, and its gradients. */
export type SoftmaxLoss = (of: {
  readonly dim: number;
  /** float32 [rowCount, dim] */
  readonly rows: Float32Array;
  /** float32 [columnCount, dim] */
  readonly columns: Float32Array;
  /** float32 [columnCount], added to the logits */
  readonly bias: Float32Array;
  readonly targets: SoftmaxTargets;
  readonly scale: number;
}) => { readonly loss: number; readonly dRows: Float32Array; readonly dColumns: Float32Array };

/** The loss in plain TypeScript, one row at a time, in 64-bit sums. */
export const plainSoftmaxLoss: SoftmaxLoss = ({ dim, rows, columns, bias, targets, scale }) => {
  const [dRows, dColumns] = [new Float32Array(rows.length), new Float32Array(columns.length)];
  let loss = 0;
  for (let row = 0; row < rows.length / dim; row++) {
    const own = rows.subarray(row * dim, (row + 1) * dim);
    const logits = Float64Array.from(bias, (one, column) => {
      const inner = own.reduce((sum, a, d) => sum + a * columns[column * dim + d]!, 0);
      return scale * inner + one;
    });
    const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
    const logSum = most + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
    const wanted = new Float64Array(bias.length);
    for (let at = targets.start[row]!; at < targets.start[row + 1]!; at++) {
      wanted[targets.columns[at]!]! += targets.weights[at]!;
      loss += targets.weights[at]! * (logSum - logits[targets.columns[at]!]!);
    }
    const weight = wanted.reduce((sum, one) => sum + one, 0);
    wanted.forEach((one, column) => {
      const slope = scale * (weight * Math.exp(logits[column]! - logSum) - one);
      for (let d = 0; d < dim; d++) {
        dRows[row * dim + d]! += slope * columns[column * dim + d]!;
        dColumns[column * dim + d]! += slope * own[d]!;
      }
    });
  }
  return { loss, dRows, dColumns };
};

/** The loss by kernels, for arrays of their memory or others; what it answers is overwritten by the next call. */
export const softmaxLossOn =
  (calls: KernelCalls): SoftmaxLoss =>
  ({ dim, rows, columns, bias, targets, scale }) => {
    const memory = calls.memory;
    const [m, columnCount] = [rows.length / dim, columns.length / dim];
    const n = Math.ceil(columnCount / LANES) * LANES;
    mustHold('the logits', columnCount, [bias, 1]);
    const wanted = calls.sparseScratch('targets', {
      rowCount: m,
      columnCount,
      start: targets.start,
      columns: targets.columns,
      values: targets.weights,
    });
    const u = memory.filled('rows', m * dim, rows);
    const v = memory.filled('columns', n * dim, columns);
    const slopes = memory.scratch('slopes', m * n);
    const losses = memory.scratch('losses', m);
    const [dRows, dColumns] = [memory.scratch('dRows', m * dim), memory.scratch('dColumns', n * dim)];
    const inputs = calls.at(u, v, memory.filled('bias', n, bias, NEVER));
    const { start, columns: wants, values } = wanted;
    calls.run(
      'softmaxRows',
      [...inputs, ...calls.at(start, wants, values, slopes, losses, dRows), n, dim, scale],
      { count: m, grain: 64, work: 2 * m * n * dim },
    );
    denseProduct(calls, { m: n, n: dim, k: m, a: slopes, transposeA: true, b: u, out: dColumns });
    const loss = losses.reduce((sum, one) => sum + one, 0);
    return { loss, dRows, dColumns: dColumns.subarray(0, columns.length) };
  };
