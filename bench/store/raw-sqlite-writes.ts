import type Database from 'libsql';
import type { NewEvent } from '../../src/store/graph-store.js';
import type { NewItem, Saved } from './verbs.js';

/** Transactions that write what the store writes for the same changes, row by row. */
export class RawSqliteWrites {
  readonly #db: Database.Database;
  readonly #code: (name: string) => number;
  readonly #statement: Record<keyof typeof STATEMENTS, Database.Statement>;

  constructor(db: Database.Database, code: (name: string) => number) {
    this.#db = db;
    this.#code = code;
    this.#statement = Object.fromEntries(
      Object.entries(STATEMENTS).map(([name, sql]) => {
        const statement = db.prepare(sql);
        return [name, statement.reader ? statement.raw() : statement];
      }),
    ) as Record<keyof typeof STATEMENTS, Database.Statement>;
  }

  saveOnce({ from, to, at }: Saved, event: NewEvent): number {
    return this.#transaction(event, () => {
      const type = this.#code('SAVED');
      const [src, dst] = [this.#rid(from), this.#rid(to)];
      if (this.#statement.edge.get([type, src, dst]) !== undefined) throw new Error('it is saved');
      this.#putEdge(type, src, dst, at, null);
      this.#count(type, src, dst);
    });
  }

  shareMany(shared: readonly Saved[], event: NewEvent): number {
    return this.#transaction(event, () => {
      const type = this.#code('SHARED');
      for (const { from, to, at } of shared) {
        const [src, dst] = [this.#rid(from), this.#rid(to)];
        const isThere = this.#statement.edge.get([type, src, dst]) !== undefined;
        this.#putEdge(type, src, dst, at, '{"times":1}');
        if (!isThere) this.#count(type, src, dst);
      }
    });
  }

  createItems(items: readonly NewItem[], event: NewEvent): number {
    return this.#transaction(event, () => {
      const key = this.#code('Item.sku');
      for (const { id, props } of items) {
        const rid = this.#statement.newId.run([id]).lastInsertRowid;
        this.#statement.newNode.run([rid, JSON.stringify(props)]);
        this.#statement.newKey.run([key, props.sku, rid]);
        this.#statement.newWords.run([rid, props.search]);
      }
    });
  }

  #transaction(event: NewEvent, work: () => void): number {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      const { id, kind, at, payload } = event;
      const { lastInsertRowid } = this.#statement.newEvent.run([id, kind, at, JSON.stringify(payload)]);
      this.#db.exec('COMMIT');
      return Number(lastInsertRowid);
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #rid(id: string): number {
    const row = this.#statement.rid.get([id]) as [number] | undefined;
    if (row === undefined) throw new Error(`${id} is not there`);
    return row[0];
  }

  #putEdge(type: number, src: number, dst: number, at: number, props: string | null): void {
    this.#statement.putEdge.run([type, src, dst, at, props]);
  }

  #count(type: number, src: number, dst: number): void {
    this.#statement.count.run([src, type, 0]);
    this.#statement.count.run([dst, type, 1]);
  }
}

const STATEMENTS = {
  rid: 'SELECT rid FROM ids WHERE id = ?',
  edge: 'SELECT 1 FROM edges WHERE type = ? AND src = ? AND dst = ?',
  putEdge: `INSERT INTO edges (type, src, dst, at, props) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (type, src, dst) DO UPDATE SET at = excluded.at, props = excluded.props`,
  count: `INSERT INTO degrees (rid, type, side, n) VALUES (?, ?, ?, 1)
    ON CONFLICT (rid, type, side) DO UPDATE SET n = n + 1`,
  newId: 'INSERT INTO ids (id) VALUES (?)',
  newNode: 'INSERT INTO nodes (rid, version, props) VALUES (?, 1, ?)',
  newKey: 'INSERT INTO keys (key, value, rid) VALUES (?, ?, ?)',
  newWords: 'INSERT INTO words (rowid, text) VALUES (?, ?)',
  newEvent: 'INSERT INTO outbox (id, kind, at, payload) VALUES (?, ?, ?, ?)',
} as const;
