import type { EdgeType } from '../../../graph-models/domain/vocabulary.js';
import type { Change } from '../graph-store.js';
import type { Connection } from './connection.js';
import type { Names } from './names.js';
import { encodeProperties } from './properties.js';

interface EdgeState {
  readonly type: number;
  readonly from: string;
  readonly to: string;
  readonly stored: boolean;
  present: boolean;
  at: number;
  /** As text; null for none. */
  props: string | null;
}

/** The relationships that a run of changes puts and deletes, and the degrees that follow from them. */
export class EdgeDraft {
  private readonly edges = new Map<string, EdgeState>();

  constructor(
    private readonly db: Connection,
    private readonly names: Names,
    changes: readonly Change[],
  ) {
    const asked: EdgeState[] = [];
    const seen = new Set<string>();
    for (const change of changes) {
      if (change.kind !== 'putEdge' && change.kind !== 'deleteEdge') continue;
      const key = keyOf(change.type, change.from, change.to);
      if (seen.has(key)) continue;
      seen.add(key);
      const { from, to } = change;
      asked.push({
        type: names.typeCode(change.type),
        from,
        to,
        stored: true,
        present: true,
        at: 0,
        props: null,
      });
    }
    if (asked.length === 0) return;
    const [found] = db.first(
      `SELECT json_group_array(j.key) FROM json_each(?) j WHERE EXISTS (
         SELECT 1 FROM edges WHERE type = j.value ->> 0 AND src = j.value ->> 1 AND dst = j.value ->> 2)`,
      [JSON.stringify(asked.map(({ type, from, to }) => [type, from, to]))],
    ) ?? ['[]'];
    const keys = [...seen];
    for (const at of JSON.parse(String(found)) as number[]) {
      const edge = asked[at];
      if (edge !== undefined) this.edges.set(keys[at] ?? '', edge);
    }
  }

  put(type: EdgeType, from: string, to: string, at: number, props: object): void {
    const key = keyOf(type, from, to);
    const text = encodeProperties(props as Readonly<Record<string, unknown>>);
    const stored = this.edges.get(key)?.stored ?? false;
    this.edges.set(key, {
      type: this.names.typeCode(type),
      from,
      to,
      stored,
      present: true,
      at,
      props: text === '{}' ? null : text,
    });
    this.touched.add(key);
  }

  delete(type: EdgeType, from: string, to: string): void {
    const key = keyOf(type, from, to);
    const edge = this.edges.get(key);
    if (edge === undefined) return;
    edge.present = false;
    this.touched.add(key);
  }

  write(): void {
    const put: unknown[] = [];
    const deleted: unknown[] = [];
    const degrees = new Map<string, number>();
    for (const key of this.touched) {
      const edge = this.edges.get(key);
      if (edge === undefined) continue;
      const { type, from, to, at, props, stored, present } = edge;
      if (present) put.push([type, from, to, at, props]);
      else if (stored) deleted.push([type, from, to]);
      const difference = Number(present) - Number(stored);
      if (difference === 0) continue;
      add(degrees, `${from}|${type}|0`, difference);
      add(degrees, `${to}|${type}|1`, difference);
    }
    this.writeEdges(put, deleted);
    this.writeDegrees(degrees);
  }

  private readonly touched = new Set<string>();

  private writeEdges(put: readonly unknown[], deleted: readonly unknown[]): void {
    if (put.length > 0) {
      this.db.run(
        `INSERT INTO edges (type, src, dst, at, props)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
         ON CONFLICT (type, src, dst) DO UPDATE SET at = excluded.at, props = excluded.props`,
        [JSON.stringify(put)],
      );
    }
    if (deleted.length > 0) {
      this.db.run(
        `DELETE FROM edges WHERE (type, src, dst) IN
           (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`,
        [JSON.stringify(deleted)],
      );
    }
  }

  private writeDegrees(degrees: ReadonlyMap<string, number>): void {
    const rows = [...degrees].filter(([, n]) => n !== 0).map(([key, n]) => [...key.split('|'), n]);
    if (rows.length === 0) return;
    this.db.run(
      `INSERT INTO degrees (id, type, side, n)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
       ON CONFLICT (id, type, side) DO UPDATE SET n = n + excluded.n`,
      [JSON.stringify(rows)],
    );
  }
}

function keyOf(type: EdgeType, from: string, to: string): string {
  return `${type}|${from}|${to}`;
}

function add(degrees: Map<string, number>, key: string, by: number): void {
  degrees.set(key, (degrees.get(key) ?? 0) + by);
}
