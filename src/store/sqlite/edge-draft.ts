import type { Change } from '../graph-store.js';
import type { Connection } from './connection.js';
import { insertion, insertRows } from './insert-rows.js';
import type { Names } from './names.js';
import { encodeProperties } from './properties.js';

interface EdgeState {
  readonly type: number;
  readonly src: number;
  readonly dst: number;
  readonly stored: boolean;
  present: boolean;
  at: number;
  /** As text; null for none. */
  props: string | null;
}

const PUT_EDGE = insertion(
  'edges (type, src, dst, at, props)',
  5,
  'ON CONFLICT (type, src, dst) DO UPDATE SET at = excluded.at, props = excluded.props',
);
const ADD_DEGREE = insertion(
  'degrees (rid, type, side, n)',
  4,
  'ON CONFLICT (rid, type, side) DO UPDATE SET n = n + excluded.n',
);

type EdgeChange = Extract<Change, { kind: 'putEdge' | 'deleteEdge' }>;

/** The relationships that a run of changes puts and deletes, and the degrees that follow from them. */
export class EdgeDraft {
  private readonly edges = new Map<number | string, EdgeState>();

  constructor(
    private readonly db: Connection,
    private readonly names: Names,
  ) {}

  /** Reads which of the relationships to be changed there are; `ridOf` knows the ends that there are. */
  read(changes: readonly Change[], ridOf: (id: string) => number | undefined): void {
    const asked: (readonly [number, number, number])[] = [];
    for (const change of changes) {
      if (change.kind !== 'putEdge' && change.kind !== 'deleteEdge') continue;
      const [src, dst] = [ridOf(change.from), ridOf(change.to)];
      if (src !== undefined && dst !== undefined) asked.push([this.names.typeCode(change.type), src, dst]);
    }
    if (asked.length === 0) return;
    const [found] = this.db.first(
      `SELECT json_group_array(j.key) FROM json_each(?) j WHERE EXISTS (
         SELECT 1 FROM edges WHERE type = j.value ->> 0 AND src = j.value ->> 1 AND dst = j.value ->> 2)`,
      [JSON.stringify(asked)],
    ) ?? ['[]'];
    for (const at of JSON.parse(String(found)) as number[]) {
      const [type, src, dst] = asked[at] ?? [0, 0, 0];
      const state = { type, src, dst, stored: true, present: true, at: 0, props: null };
      this.edges.set(keyOf(type, src, dst), state);
    }
  }

  apply(change: EdgeChange, src: number, dst: number): void {
    const type = this.names.typeCode(change.type);
    const key = keyOf(type, src, dst);
    const before = this.edges.get(key);
    if (change.kind === 'deleteEdge') {
      if (before !== undefined) before.present = false;
      if (before !== undefined) this.touched.add(before);
      return;
    }
    const state = before ?? { type, src, dst, stored: false, present: true, at: 0, props: null };
    const props = encodeProperties(change.props);
    state.present = true;
    state.at = change.at;
    state.props = props === '{}' ? null : props;
    this.edges.set(key, state);
    this.touched.add(state);
  }

  write(): void {
    const put: EdgeState[] = [];
    const deleted: EdgeState[] = [];
    const degrees = new Map<number, number>();
    for (const edge of this.touched) {
      const { type, src, dst, stored, present } = edge;
      if (present) put.push(edge);
      else if (stored) deleted.push(edge);
      const difference = Number(present) - Number(stored);
      if (difference === 0) continue;
      add(degrees, src, type, 0, difference);
      add(degrees, dst, type, 1, difference);
    }
    put.sort((a, b) => a.type - b.type || a.src - b.src || a.dst - b.dst);
    this.writeEdges(put, deleted);
    this.writeDegrees(degrees);
  }

  private readonly touched = new Set<EdgeState>();

  private writeEdges(put: readonly EdgeState[], deleted: readonly EdgeState[]): void {
    insertRows(this.db, PUT_EDGE, put, (values, { type, src, dst, at, props }) =>
      values.push(type, src, dst, at, props),
    );
    if (deleted.length > 0) {
      this.db.run(
        `DELETE FROM edges WHERE (type, src, dst) IN
           (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`,
        [JSON.stringify(deleted.map(({ type, src, dst }) => [type, src, dst]))],
      );
    }
  }

  private writeDegrees(degrees: ReadonlyMap<number, number>): void {
    const changed = [...degrees].filter(([, n]) => n !== 0);
    insertRows(this.db, ADD_DEGREE, changed, (values, [key, n]) => {
      const [side, rest] = [key % 2, Math.floor(key / 2)];
      values.push(Math.floor(rest / TYPES), rest % TYPES, side, n);
    });
  }
}

/** More than there will be codes: row number, type and side make one number, which maps find faster than text. */
const TYPES = 1024;

/** A number while that is exact, which maps find faster than text. */
function keyOf(type: number, src: number, dst: number): number | string {
  const isExact = src < ROWS_IN_NUMBER && dst < ROWS_IN_NUMBER && type < TYPES_IN_NUMBER;
  return isExact ? (type * ROWS_IN_NUMBER + src) * ROWS_IN_NUMBER + dst : `${type},${src},${dst}`;
}

const ROWS_IN_NUMBER = 2 ** 23;
const TYPES_IN_NUMBER = 2 ** 7;

function add(degrees: Map<number, number>, rid: number, type: number, side: 0 | 1, by: number): void {
  const key = (rid * TYPES + type) * 2 + side;
  degrees.set(key, (degrees.get(key) ?? 0) + by);
}
