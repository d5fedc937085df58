import { grown } from '../interactions/typed-growth.js';
import type { SparseRows } from '../kernels/sparse.js';

/** Entries of a sparse matrix, in any order, in 12 bytes each. */
export class SparseEntries {
  #rows = new Int32Array(1024);
  #columns = new Int32Array(1024);
  #values = new Float32Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(row: number, column: number, value: number): void {
    const at = this.#count++;
    this.#rows = grown(this.#rows, this.#count);
    this.#columns = grown(this.#columns, this.#count);
    this.#values = grown(this.#values, this.#count);
    this.#rows[at] = row;
    this.#columns[at] = column;
    this.#values[at] = value;
  }

  /** Adds factor times every entry of a matrix. */
  addAll({ rowCount, start, columns, values }: SparseRows, factor: number): void {
    for (let row = 0; row < rowCount; row++)
      for (let at = start[row]!; at < start[row + 1]!; at++)
        this.add(row, columns[at]!, factor * values[at]!);
  }

  /** The matrix; entries of the same place are added up, columns ascend within a row. */
  toRows(rowCount: number, columnCount: number): SparseRows {
    const first = new Int32Array(rowCount + 1);
    for (let at = 0; at < this.#count; at++) first[this.#rows[at]! + 1]!++;
    for (let row = 0; row < rowCount; row++) first[row + 1]! += first[row]!;
    const order = new Int32Array(this.#count);
    const next = first.slice();
    for (let at = 0; at < this.#count; at++) order[next[this.#rows[at]!]!++] = at;
    const start = new Int32Array(rowCount + 1);
    const columns = new Int32Array(this.#count);
    const values = new Float32Array(this.#count);
    const sums = new Float64Array(columnCount);
    const isSeen = new Uint8Array(columnCount);
    let end = 0;
    for (let row = 0; row < rowCount; row++) {
      const from = end;
      for (const at of order.subarray(first[row], first[row + 1])) {
        const column = this.#columns[at]!;
        sums[column]! += this.#values[at]!;
        if (isSeen[column] === 0) columns[end++] = column;
        isSeen[column] = 1;
      }
      columns.subarray(from, end).sort();
      for (let at = from; at < end; at++) {
        const column = columns[at]!;
        values[at] = sums[column]!;
        sums[column] = isSeen[column] = 0;
      }
      start[row + 1] = end;
    }
    return { rowCount, columnCount, start, columns: columns.slice(0, end), values: values.slice(0, end) };
  }
}
