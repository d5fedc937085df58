import { adamOn, type Adam } from './adam.js';
import { bprLossOn, type BprLoss } from './bpr-loss.js';
import { denseProduct, subtractLower, type DenseProduct } from './dense-product.js';
import { gruBackwardOn, gruForwardOn, type GruBackward, type GruForward } from './gru-gates.js';
import { KernelCalls, mustHold, requireWidth } from './kernel-calls.js';
import { listGainsOn, type ListGains } from './list-gains.js';
import { softmaxLossOn, type SoftmaxLoss } from './softmax-loss.js';
import type { SparseRows } from './sparse.js';
import { bestPositiveOn, topRowsOn, type TopRows } from './top-rows.js';

export type { DenseProduct } from './dense-product.js';
export { NumericsMemoryError } from './memory.js';
export { KernelError } from './threads.js';

/** Columns of a product that are turned at once. */
export const COLUMNS_TURNED = 16;

/**
 * Arrays in one WebAssembly memory, and SIMD kernels over them; both live as long as somebody holds them. float32
 * throughout, and synchronous; the same bits for the same input on every machine and for any number of threads.
 *
 * One memory holds 4 GiB. LightGCN of width 64 takes 1.8 KB a person, as much an item, and 16 bytes an act: some
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
    requireWidth(dim);
    const { rowCount, start, columns, values } = matrix;
    this.#calls.run('spmm', [...this.#calls.at(start, columns, values, x), dim, ...this.#calls.at(out)], {
      count: rowCount,
      grain: 64,
      work: values.length * dim,
    });
  }

  /** out[r] += Σ_j m_rj ⟨x_r, t_j⟩ t_j, rows of x, table and out dim long, a multiple of 16; all of them arrays of these numerics. */
  addProjections(
    matrix: SparseRows,
    x: Float32Array,
    table: Float32Array,
    dim: number,
    out: Float32Array,
  ): void {
    requireWidth(dim);
    const { rowCount, columnCount, start, columns, values } = matrix;
    mustHold('projected rows', rowCount, [x, dim], [out, dim]);
    mustHold('rows to project on', columnCount, [table, dim]);
    const arrays = this.#calls.at(start, columns, values, x, table);
    this.#calls.run('spmmProjected', [...arrays, dim, ...this.#calls.at(out)], {
      count: rowCount,
      grain: 64,
      work: 2 * values.length * dim,
    });
  }

  /** The columns of matrix · x as rows: out[c, r] = (matrix · x)[r, c], x float32 [·, 16], out float32 [16, rowCount]. */
  turnedProduct(matrix: SparseRows, x: Float32Array, out: Float32Array): void {
    const { rowCount, start, columns, values } = matrix;
    mustHold('sixteen rows', rowCount, [out, COLUMNS_TURNED]);
    mustHold('columns', matrix.columnCount, [x, COLUMNS_TURNED]);
    this.#calls.run('spmmTurned', [...this.#calls.at(start, columns, values, x, out), rowCount], {
      count: rowCount,
      grain: 256,
      work: values.length * COLUMNS_TURNED,
    });
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
    const dim = vector.length;
    requireWidth(dim);
    const [atTable, atVector, atOut] = this.#calls.at(table, vector, out);
    const span = { count: table.length / dim, grain: 1024, work: table.length };
    this.#calls.run('dots', [atTable!, dim, atVector!, atOut!], span);
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
    mustHold('a sum', out.length, [a, 1], [b, 1]);
    const [atA, atB, atOut] = this.#calls.at(a, b, out);
    const count = Math.ceil(out.length / 4) * 4;
    const span = { count, grain: 65_536, work: 4 * count };
    this.#calls.run('weightedSum', [atA!, wa, atB!, wb, atOut!], span);
  }

  /** Every row of x[·, dim] at length 1, in place; zeros stay zeros. `lengths` is float32 [rows]. */
  normaliseRows(x: Float32Array, dim: number, lengths: Float32Array): void {
    const span = { count: lengths.length, grain: 256, work: x.length };
    this.#calls.run('normaliseRows', [...this.#calls.at(x, lengths), dim], span);
  }

  /** Takes gradients by the rows that `normaliseRows` left to gradients by what it was given; in place. */
  backThroughLengths(gradients: Float32Array, x: Float32Array, dim: number, lengths: Float32Array): void {
    const span = { count: lengths.length, grain: 256, work: 2 * x.length };
    this.#calls.run('backThroughLengths', [...this.#calls.at(gradients, x, lengths), dim], span);
  }

  /** Ends the other threads; calls after it are made by the caller's alone. */
  close(): void {
    this.#calls.close();
  }
}
