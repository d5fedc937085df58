import { ID_PREFIX, type Id } from '../../../graph-models/domain/ids.js';
import type { EdgeProps, EdgeType, Label, NodeProps } from '../../../graph-models/domain/vocabulary.js';
import type { Direction, EdgePage, GraphEdge, GraphNode, PageRequest, StoredEvent } from '../graph-store.js';
import { checkDirection, checkPage, checkUniqueKey, isWellFormed } from '../values.js';
import { answerPairs, answerValues, overPairs, overValues } from './arguments.js';
import type { Connection } from './connection.js';
import type { Names } from './names.js';
import { decodeProperties } from './properties.js';

const OUT = 0;
const IN = 1;

export function readNodes<L extends Label>(
  db: Connection,
  label: L,
  ids: readonly Id<L>[],
): (GraphNode<L> | null)[] {
  const prefix = `${ID_PREFIX[label]}_`;
  const wanted = ids.map((id) => (id.startsWith(prefix) ? id : ''));
  return answerValues(db, NODES, wanted, [], (row) => toNode<L>(label, row[1], row[2], row[3]));
}

const NODES = overValues(
  (asked) => `SELECT j.key, i.id, n.version, n.props FROM ${asked} j
    CROSS JOIN ids i ON i.id = j.value CROSS JOIN nodes n USING (rid)`,
);

export function lookUp<L extends Label>(
  db: Connection,
  names: Names,
  label: L,
  key: string,
  values: readonly string[],
): (GraphNode<L> | null)[] {
  checkUniqueKey(label, key);
  // Text that cannot be stored must not be changed into text that can, and found.
  const wanted = values.map((value) => (isWellFormed(value) && !value.includes('\0') ? value : null));
  return answerValues(db, LOOKUP, wanted, [names.keyCode(label, key)], (row) =>
    toNode<L>(label, row[1], row[2], row[3]),
  );
}

const LOOKUP = overValues(
  (asked) => `SELECT j.key, i.id, n.version, n.props FROM ${asked} j
    CROSS JOIN keys k ON k.key = ?2 AND k.value = j.value
    CROSS JOIN nodes n USING (rid) CROSS JOIN ids i USING (rid)`,
);

export function readBetween<T extends EdgeType>(
  db: Connection,
  names: Names,
  type: T,
  pairs: readonly { readonly from: Id; readonly to: Id }[],
): (GraphEdge<T> | null)[] {
  const asked = pairs.map(({ from, to }) => [from, to] as const);
  return answerPairs(db, BETWEEN, asked, names.typeCode(type), (row, at) => {
    const [from, to] = asked[at] ?? ['' as Id, '' as Id];
    return toEdge<T>(type, from, to, row[1], row[2]);
  });
}

const BETWEEN = overPairs(
  (asked) => `SELECT j.key, e.at, e.props FROM ${asked} j
    CROSS JOIN ids f ON f.id = j.first CROSS JOIN ids t ON t.id = j.second
    CROSS JOIN edges e ON e.type = ?3 AND e.src = f.rid AND e.dst = t.rid`,
);

export function readCounts(
  db: Connection,
  names: Names,
  type: EdgeType,
  direction: Direction,
  ids: readonly Id[],
): number[] {
  checkDirection(type, direction);
  const code = names.typeCode(type);
  const [query, sides] = direction === 'both' ? [COUNT_BOTH, []] : [COUNT, [direction === 'out' ? OUT : IN]];
  return answerValues(db, query, ids, [code, ...sides], (row) => Number(row[1])).map((n) => n ?? 0);
}

const COUNT = overValues(
  (asked) => `SELECT j.key, d.n FROM ${asked} j CROSS JOIN ids i ON i.id = j.value
    CROSS JOIN degrees d ON d.rid = i.rid AND d.type = ?2 AND d.side = ?3`,
);

/** Both sides are read at one moment. */
const COUNT_BOTH = overValues(
  (asked) => `SELECT j.key, (SELECT sum(n) FROM degrees d WHERE d.rid = i.rid AND d.type = ?2)
    FROM ${asked} j CROSS JOIN ids i ON i.id = j.value`,
);

export function readPages<T extends EdgeType>(
  db: Connection,
  names: Names,
  type: T,
  direction: Direction,
  ids: readonly Id[],
  page: PageRequest,
): EdgePage<T>[] {
  checkDirection(type, direction);
  checkPage(page);
  const { first, after } = page;
  const position = after === undefined ? [] : [after.at, after.id];
  const sql = pageSql(direction, after !== undefined);
  const code = names.typeCode(type);
  return ids.map((id) => {
    const rows = db.all(sql, [code, id, first + 1, ...position]);
    const edges = rows.slice(0, first).map(([at, other, side, props]) => {
      const [from, to] = side === OUT ? [id, other as Id] : [other as Id, id];
      return toEdge<T>(type, from, to, at, props);
    });
    return { edges, hasMore: rows.length > first };
  });
}

export function readEvents(db: Connection, seq: number, limit: number): StoredEvent[] {
  return db
    .all('SELECT seq, id, kind, at, payload FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?', [seq, limit])
    .map((row) => ({
      seq: Number(row[0]),
      id: String(row[1]),
      kind: String(row[2]),
      at: Number(row[3]),
      payload: JSON.parse(String(row[4])) as StoredEvent['payload'],
    }));
}

export function toNode<L extends Label>(
  label: L,
  id: unknown,
  version: unknown,
  props: unknown,
): GraphNode<L> {
  return {
    id: id as Id<L>,
    label,
    version: Number(version),
    props: decodeProperties(props as string) as NodeProps[L],
  };
}

export function toEdge<T extends EdgeType>(
  type: T,
  from: Id,
  to: Id,
  at: unknown,
  props: unknown,
): GraphEdge<T> {
  return { type, from, to, at: Number(at), props: decodeProperties(props as string | null) as EdgeProps[T] };
}

/** Newest first from either index; both of them for `both`, merged. Only edges of one time are sorted, by id. */
function pageSql(direction: Direction, after: boolean): string {
  const side = (index: string, own: string, other: string, code: number) =>
    `SELECT e.at AS at, o.id AS other, ${code} AS side, e.props AS props
     FROM ids i CROSS JOIN edges e INDEXED BY ${index} CROSS JOIN ids o ON o.rid = e.${other}
     WHERE i.id = ?2 AND e.type = ?1 AND e.${own} = i.rid ${after ? 'AND e.at <= ?4 AND (e.at < ?4 OR o.id < ?5)' : ''}
     ORDER BY e.at DESC, o.id DESC LIMIT ?3`;
  const out = side('edges_out', 'src', 'dst', OUT);
  const into = side('edges_in', 'dst', 'src', IN);
  if (direction !== 'both') return direction === 'out' ? out : into;
  return `SELECT * FROM (${out}) UNION ALL SELECT * FROM (${into}) ORDER BY at DESC, other DESC LIMIT ?3`;
}
