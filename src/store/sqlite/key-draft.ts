import type { Label } from '../../../graph-models/domain/vocabulary.js';
import type { Change } from '../graph-store.js';
import { labelOfId, uniqueKeysOf } from '../values.js';
import type { Connection } from './connection.js';
import type { Names } from './names.js';

interface KeyState {
  readonly code: number;
  readonly value: string;
  /** Row numbers of the nodes that have it in the database and after the changes. */
  readonly stored: number | null;
  owner: number | null;
}

/** The unique keys that a run of changes takes and releases. */
export class KeyDraft {
  private readonly keys = new Map<string, KeyState>();

  constructor(
    private readonly db: Connection,
    private readonly names: Names,
    changes: readonly Change[],
  ) {
    const asked = new Map<string, readonly [number, string]>();
    for (const change of changes) {
      if (change.kind !== 'createNode' && change.kind !== 'updateNode') continue;
      const label = labelOfId(change.id);
      for (const key of uniqueKeysOf(label)) {
        const value = (change.props as Readonly<Record<string, unknown>>)[key];
        if (typeof value !== 'string') continue;
        const code = names.keyCode(label, key);
        asked.set(`${code}|${value}`, [code, value]);
      }
    }
    if (asked.size === 0) return;
    const rows = db.all(
      `SELECT k.key, k.value, k.rid FROM json_each(?) j
       CROSS JOIN keys k ON k.key = j.value ->> 0 AND k.value = j.value ->> 1`,
      [JSON.stringify([...asked.values()])],
    );
    for (const [code, value, rid] of rows) {
      const owner = Number(rid);
      this.keys.set(`${Number(code)}|${String(value)}`, {
        code: Number(code),
        value: String(value),
        stored: owner,
        owner,
      });
    }
  }

  /** Answers false when another node has it. */
  take(label: Label, key: string, value: string, rid: number): boolean {
    const code = this.names.keyCode(label, key);
    const state = this.keys.get(`${code}|${value}`);
    if (state === undefined) this.keys.set(`${code}|${value}`, { code, value, stored: null, owner: rid });
    else if (state.owner !== null) return state.owner === rid;
    else state.owner = rid;
    return true;
  }

  /** Gives up a value that a node had before these changes or through them. */
  release(label: Label, key: string, value: string, rid: number): void {
    const code = this.names.keyCode(label, key);
    const state = this.keys.get(`${code}|${value}`);
    if (state === undefined) this.keys.set(`${code}|${value}`, { code, value, stored: rid, owner: null });
    else state.owner = null;
  }

  write(): void {
    const released: unknown[] = [];
    const taken: unknown[] = [];
    for (const { code, value, stored, owner } of this.keys.values()) {
      if (owner === stored) continue;
      if (stored !== null) released.push([code, value]);
      if (owner !== null) taken.push([code, value, owner]);
    }
    if (released.length > 0) {
      this.db.run(
        'DELETE FROM keys WHERE (key, value) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))',
        [JSON.stringify(released)],
      );
    }
    if (taken.length > 0) {
      this.db.run(
        'INSERT INTO keys (key, value, rid) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)',
        [JSON.stringify(taken)],
      );
    }
  }
}
