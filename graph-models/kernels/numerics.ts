import { adamOn, type Adam } from './adam.js';
import { bprLossOn, type BprLoss } from './bpr-loss.js';
import { denseProduct, subtractLower, type DenseProduct } from './dense-product.js';
import { gruBackwardOn, gruForwardOn, type GruBackward, type GruForward } from './gru-gates.js';
import { KernelCalls } from './kernel-calls.js';
import { listGainsOn, type ListGains } from './list-gains.js';
import { backThroughLengthsOn, dotsOn, normaliseRowsOn, weightedSumOn } from './row-kernels.js';
import { softmaxLossOn, type SoftmaxLoss } from './softmax-loss.js';
import type { SparseRows } from './sparse.js';
import { addProductOn, addProjectionsOn, turnedProductOn } from './sparse-products.js';
import { bestPositiveOn, topRowsOn, type TopRows } from './top-rows.js';

export type { DenseProduct } from './dense-product.js';
export { NumericsMemoryError } from './memory.js';
export { COLUMNS_TURNED } from './sparse-products.js';
export { KernelError } from './threads.js';

/**
 * Arrays in one WebAssembly memory, and SIMD kernels over them; both live as long as somebody holds them. float32
 * throughout, and synchronous; the same bits for the same input on every machine and for any number of threads.
 *
 * One memory holds 4 GiB. Tastes in the graph, of width 64, take 1.6 KB a person, 2.2 KB an item, and 16 bytes an act: some
 * 1,000,000 of both and 20 M acts. A symmetric inverse takes 4 n² bytes: 30,000 a side.
 *
 * @throws NumericsMemoryError when the memory cannot be had; its message names the size
 */
export class Numerics {
  readonly #calls: KernelCalls;
  /** See `SoftmaxLoss`; what it answers is overwritten by the next call. */
  readonly softmaxLoss: SoftmaxLoss;
  /** See `BprLoss`; what it answers is overwritten by the next call. */
  readonly bprLoss: BprLoss;
  /** See `ListGains`; columns are arrays of these numerics, and what it answers is overwritten by the next call. */
  readonly listGains: ListGains;

  /** @param threads as many as there are cores is best; above 1, somebody has to `close()` */
  constructor({ threads = 1 }: { readonly threads?: number } = {}) {
    this.#calls = new KernelCalls(threads);
    this.softmaxLoss = softmaxLossOn(this.#calls);
    this.bprLoss = bprLossOn(this.#calls);
    this.listGains = listGainsOn(this.#calls);
  }

  /** float32 [count], zeros. */
  float32(count: number): Float32Array {
    return this.#calls.memory.float32(count);
  }

  /** The matrix, where kernels find it. */
  sparse({ rowCount, columnCount, start, columns, values }: SparseRows): SparseRows {
    const moved = this.float32(values.length);
    moved.set(values);
    const [starts, at] = [this.#calls.memory.int32(start), this.#calls.memory.int32(columns)];
    return { rowCount, columnCount, start: starts, columns: at, values: moved };
  }

  /** The matrix, where kernels find it, until the next is put under the same name. */
  sparseScratch(name: string, matrix: SparseRows): SparseRows {
    return this.#calls.sparseScratch(name, matrix);
  }

  /** float32 [count] that is used again under the same name; what is in it is left over. */
  scratch(name: string, count: number): Float32Array {
    return this.#calls.memory.scratch(`own.${name}`, count);
  }

  /** out += matrix · x, both float32 [·, dim], dim a multiple of 16; all of them arrays of these numerics. */
  addProduct(matrix: SparseRows, x: Float32Array, dim: number, out: Float32Array): void {
    addProductOn(this.#calls, matrix, x, dim, out);
  }

  /** out[r] += Σ_j m_rj ⟨x_r, t_j⟩ t_j, rows of x, table and out dim long, a multiple of 16; all of them arrays of these numerics. */
  addProjections(
    matrix: SparseRows,
    x: Float32Array,
    table: Float32Array,
    dim: number,
    out: Float32Array,
  ): void {
    addProjectionsOn(this.#calls, matrix, x, table, dim, out);
  }

  /** The columns of matrix · x as rows: out[c, r] = (matrix · x)[r, c], x float32 [·, 16], out float32 [16, rowCount]. */
  turnedProduct(matrix: SparseRows, x: Float32Array, out: Float32Array): void {
    turnedProductOn(this.#calls, matrix, x, out);
  }

  /** See `DenseProduct`; the sum over k is made in the same order whatever m and n are. */
  gemm(product: DenseProduct): void {
    denseProduct(this.#calls, product);
  }

  /** The lower triangle of a[n, n] -= w[n, k] p[n, k]ᵀ; above the diagonal, numbers are left over. */
  subtractLower(a: Float32Array, n: number, w: Float32Array, p: Float32Array, k: number): void {
    subtractLower(this.#calls, a, n, w, p, k);
  }

  /** out[r] = ⟨row r of table, vector⟩, vector float32 [dim], dim a multiple of 16; arrays of these numerics. */
  dots(table: Float32Array, vector: Float32Array, out: Float32Array): void {
    dotsOn(this.#calls, table, vector, out);
  }

  /**
   * The k rows of table[·, dim] with the highest ⟨row, vector⟩, best first, exactly; vector float32 [dim], dim a multiple
   * of 16; arrays of these numerics. Equal scores: the lower row first. NaN never enters.
   */
  topRows(table: Float32Array, vector: Float32Array, k: number): TopRows {
    return topRowsOn(this.#calls, table, vector, k);
  }

  /**
   * Of every row of scores[·, width] the k highest above 0, by index, in no order; an array of these numerics. Equal scores:
   * the lower index first. NaN never enters. What it answers is overwritten by the next call.
   */
  bestPositive(scores: Float32Array, width: number, k: number): Int32Array[] {
    return bestPositiveOn(this.#calls, scores, width, k);
  }

  gruForward(step: GruForward): void {
    gruForwardOn(this.#calls, step);
  }

  gruBackward(step: GruBackward): void {
    gruBackwardOn(this.#calls, step);
  }

  /** Adam's state for these parameters. */
  adam(parameters: Float32Array): Adam {
    return adamOn(this.#calls, parameters);
  }

  /** out = wa · a + wb · b; all as long as `out`, which may be one of them. Writes up to three numbers after it, to a multiple of 4. */
  weightedSum(a: Float32Array, wa: number, b: Float32Array, wb: number, out: Float32Array): void {
    weightedSumOn(this.#calls, a, wa, b, wb, out);
  }

  /** Every row of x[·, dim] at length 1, in place, dim a multiple of 4; zeros stay zeros. `lengths` is float32 [rows]. */
  normaliseRows(x: Float32Array, dim: number, lengths: Float32Array): void {
    normaliseRowsOn(this.#calls, x, dim, lengths);
  }

  /** Takes gradients by the rows that `normaliseRows` left to gradients by what it was given; in place. */
  backThroughLengths(gradients: Float32Array, x: Float32Array, dim: number, lengths: Float32Array): void {
    backThroughLengthsOn(this.#calls, gradients, x, dim, lengths);
  }

  /** Ends the other threads; calls after it are made by the caller's alone. */
  close(): void {
    this.#calls.close();
  }
}
