/** A sparse matrix by rows: row r has the columns [start[r], start[r + 1]). */
export interface SparseRows {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly start: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** The transpose; columns ascend within a row. */
export function transposed({ rowCount, columnCount, start, columns, values }: SparseRows): SparseRows {
  const out = new Int32Array(columnCount + 1);
  for (const column of columns) out[column + 1]!++;
  for (let column = 0; column < columnCount; column++) out[column + 1]! += out[column]!;
  const next = out.slice();
  const rows = new Int32Array(columns.length);
  const moved = new Float32Array(columns.length);
  for (let row = 0; row < rowCount; row++) {
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const to = next[columns[at]!]!++;
      rows[to] = row;
      moved[to] = values[at]!;
    }
  }
  return { rowCount: columnCount, columnCount: rowCount, start: out, columns: rows, values: moved };
}

/**
 * The matrix with nothing in any row but these; null when they have more than `most` entries.
 *
 * @param rows in any order, some of them twice
 */
export function someRows(matrix: SparseRows, rows: Int32Array, most: number): SparseRows | null {
  const { rowCount, columnCount } = matrix;
  const start = new Int32Array(rowCount + 1);
  for (const row of rows) start[row + 1] = matrix.start[row + 1]! - matrix.start[row]!;
  for (let row = 0; row < rowCount; row++) start[row + 1]! += start[row]!;
  const count = start[rowCount]!;
  if (count > most) return null;
  const columns = new Int32Array(count);
  const values = new Float32Array(count);
  for (let row = 0; row < rowCount; row++) {
    if (start[row + 1] === start[row]) continue;
    const [first, end] = [matrix.start[row]!, matrix.start[row + 1]!];
    columns.set(matrix.columns.subarray(first, end), start[row]);
    values.set(matrix.values.subarray(first, end), start[row]);
  }
  return { rowCount, columnCount, start, columns, values };
}

/** D_r^-½ M D_c^-½, where degrees are the sums of rows and of columns; also the degrees. */
export function symmetricallyNormalised(matrix: SparseRows): {
  readonly matrix: SparseRows;
  readonly rowDegrees: Float64Array;
  readonly columnDegrees: Float64Array;
} {
  const rowDegrees = new Float64Array(matrix.rowCount);
  const columnDegrees = new Float64Array(matrix.columnCount);
  eachEntry(matrix, (row, column, value) => {
    rowDegrees[row]! += value;
    columnDegrees[column]! += value;
  });
  const values = new Float32Array(matrix.values.length);
  eachEntry(matrix, (row, column, value, at) => {
    values[at] = value / Math.sqrt(rowDegrees[row]! * columnDegrees[column]!);
  });
  return { matrix: { ...matrix, values }, rowDegrees, columnDegrees };
}

function eachEntry(
  { rowCount, start, columns, values }: SparseRows,
  visit: (row: number, column: number, value: number, at: number) => void,
): void {
  for (let row = 0; row < rowCount; row++)
    for (let at = start[row]!; at < start[row + 1]!; at++) visit(row, columns[at]!, values[at]!, at);
}

/** out += matrix · x, both float32 [·, dim], row-major. */
export function addProduct(matrix: SparseRows, x: Float32Array, dim: number, out: Float32Array): void {
  const { rowCount, start, columns, values } = matrix;
  for (let row = 0; row < rowCount; row++) {
    const to = row * dim;
    for (let at = start[row]!; at < start[row + 1]!; at++) {
      const from = columns[at]! * dim;
      const value = values[at]!;
      for (let d = 0; d < dim; d++) out[to + d]! += value * x[from + d]!;
    }
  }
}
