import type { SparseRows } from '../kernels/sparse.js';
import { solvePositive } from './solve-positive.js';

/** Ridge regressions of this and that on a few rows of a sparse matrix X, with the columns' weights D. */
export class FewRows {
  /** Zeros between calls: a row of X D, spread out over the columns. */
  readonly #spread: Float64Array;

  /** @param weights float64 [columnCount], the diagonal of D; left out: ones */
  constructor(
    private readonly x: SparseRows,
    private readonly weights?: Float64Array,
  ) {
    this.#spread = new Float64Array(x.columnCount);
  }

  /** x_r D x_sᵀ of every other row s, float64 [others.length]. */
  products(row: number, others: readonly number[]): Float64Array {
    this.#lay(row);
    const products = Float64Array.from(others, (other) => this.#product(other));
    this.#clear(row);
    return products;
  }

  /** x_r D x_rᵀ + ridge, square root: the length of every row. */
  lengths(ridgeOf: (row: number) => number): Float32Array {
    return Float32Array.from({ length: this.x.rowCount }, (_, row) =>
      Math.sqrt(this.products(row, [row])[0]! + ridgeOf(row)),
    );
  }

  /** Puts (X_N D X_Nᵀ + Λ)⁻¹ c in the place of c, for the rows N. */
  solve(rows: readonly number[], ridgeOf: (row: number) => number, c: Float64Array): void {
    const n = rows.length;
    const gram = new Float64Array(n * n);
    for (let a = 0; a < n; a++) {
      this.#lay(rows[a]!);
      for (let b = 0; b <= a; b++) gram[a * n + b] = this.#product(rows[b]!);
      this.#clear(rows[a]!);
      gram[a * n + a]! += ridgeOf(rows[a]!);
    }
    solvePositive(gram, n, c);
  }

  #lay(row: number): void {
    const { start, columns, values } = this.x;
    const { weights } = this;
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const column = columns[at]!;
      this.#spread[column] = weights === undefined ? values[at]! : values[at]! * weights[column]!;
    }
  }

  #clear(row: number): void {
    const { start, columns } = this.x;
    for (let at = start[row]!; at < start[row + 1]!; at++) this.#spread[columns[at]!] = 0;
  }

  #product(row: number): number {
    const { start, columns, values } = this.x;
    let sum = 0;
    for (let at = start[row]!; at < start[row + 1]!; at++) sum += this.#spread[columns[at]!]! * values[at]!;
    return sum;
  }
}
