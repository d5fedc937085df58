import type { Bindable, Connection } from './connection.js';

/** One statement for a row, and one for many. */
export interface Insertion {
  readonly one: string;
  readonly many: string;
}

/** Rows a call: it costs as much as several rows, and beyond this little is gained. */
const ROWS_A_CALL = 100;

/** @param width how many values a row has */
export function insertion(into: string, width: number, onConflict: string): Insertion {
  const row = `(${Array(width).fill('?').join()})`;
  const sql = (count: number): string =>
    `INSERT INTO ${into} VALUES ${Array(count).fill(row).join()} ${onConflict}`;
  return { one: sql(1), many: sql(ROWS_A_CALL) };
}

/** Inserts rows with their values bound as they are; `bind` adds those of one row. */
export function insertRows<T>(
  db: Connection,
  { one, many }: Insertion,
  rows: readonly T[],
  bind: (values: Bindable[], row: T) => void,
): void {
  for (let at = 0; at < rows.length;) {
    const count = rows.length - at < ROWS_A_CALL ? 1 : ROWS_A_CALL;
    const values: Bindable[] = [];
    for (const end = at + count; at < end; at++) bind(values, rows[at]!);
    db.run(count === 1 ? one : many, values);
  }
}
