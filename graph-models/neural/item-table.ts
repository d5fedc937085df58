import type { SparseRows } from '../kernels/sparse.js';

/** What having an item says of others: that of item j in [start[j], start[j + 1]); nothing of items beyond the table. */
export type ItemTable = Pick<SparseRows, 'start' | 'columns' | 'values'>;

/** out += factor times what the item says. */
export function addItem(
  { start, columns, values }: ItemTable,
  had: number,
  factor: number,
  out: Float32Array,
): void {
  const end = start[had + 1] ?? 0;
  for (let at = start[had] ?? 0; at < end; at++) out[columns[at]!]! += factor * values[at]!;
}

/** What the one says of the other; 0 for nothing. */
export function saysOf({ start, columns, values }: ItemTable, had: number, item: number): number {
  const from = start[had] ?? 0;
  const at = columns.subarray(from, start[had + 1] ?? from).indexOf(item);
  return at < 0 ? 0 : values[from + at]!;
}
