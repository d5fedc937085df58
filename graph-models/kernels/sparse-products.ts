import { mustHold, requireWidth, type KernelCalls } from './kernel-calls.js';
import type { SparseRows } from './sparse.js';

/** Columns of a product that are turned at once. */
export const COLUMNS_TURNED = 16;

/** out += matrix · x, both float32 [·, dim], dim a multiple of 16; all of them arrays of these numerics. */
export function addProductOn(
  calls: KernelCalls,
  matrix: SparseRows,
  x: Float32Array,
  dim: number,
  out: Float32Array,
): void {
  requireWidth(dim);
  const { rowCount, columnCount, start, columns, values } = matrix;
  mustHold('rows to multiply', columnCount, [x, dim]);
  mustHold('rows of a product', rowCount, [out, dim]);
  calls.run('spmm', [...calls.at(start, columns, values, x), dim, ...calls.at(out)], {
    count: rowCount,
    grain: 64,
    work: values.length * dim,
  });
}

/** out[r] += Σ_j m_rj ⟨x_r, t_j⟩ t_j in plain TypeScript. */
export function plainAddProjections(
  { rowCount, start, columns, values }: SparseRows,
  x: Float32Array,
  table: Float32Array,
  dim: number,
  out: Float32Array,
): void {
  for (let row = 0; row < rowCount; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const [own, to] = [row * dim, columns[at]! * dim];
      let along = 0;
      for (let d = 0; d < dim; d++) along += x[own + d]! * table[to + d]!;
      for (let d = 0; d < dim; d++) out[own + d]! += values[at]! * along * table[to + d]!;
    }
}

/** The same by kernels: rows of x, table and out dim long, a multiple of 16; all of them arrays of these numerics. */
export function addProjectionsOn(
  calls: KernelCalls,
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
  const arrays = calls.at(start, columns, values, x, table);
  calls.run('spmmProjected', [...arrays, dim, ...calls.at(out)], {
    count: rowCount,
    grain: 64,
    work: 2 * values.length * dim,
  });
}

/** out[c, r] = (matrix · x)[r, c] in plain TypeScript. */
export function plainTurnedProduct(
  { rowCount, start, columns, values }: SparseRows,
  x: Float32Array,
  out: Float32Array,
): void {
  for (let row = 0; row < rowCount; row++)
    for (let c = 0; c < COLUMNS_TURNED; c++) {
      let sum = 0;
      for (let at = start[row]!; at < start[row + 1]!; at++)
        sum += values[at]! * x[columns[at]! * COLUMNS_TURNED + c]!;
      out[c * rowCount + row] = sum;
    }
}

/** The same by kernels: x float32 [·, 16], out float32 [16, rowCount]; all of them arrays of these numerics. */
export function turnedProductOn(
  calls: KernelCalls,
  { rowCount, columnCount, start, columns, values }: SparseRows,
  x: Float32Array,
  out: Float32Array,
): void {
  mustHold('sixteen rows', rowCount, [out, COLUMNS_TURNED]);
  mustHold('columns', columnCount, [x, COLUMNS_TURNED]);
  calls.run('spmmTurned', [...calls.at(start, columns, values, x, out), rowCount], {
    count: rowCount,
    grain: 256,
    work: values.length * COLUMNS_TURNED,
  });
}
