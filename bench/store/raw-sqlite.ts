import Database from 'libsql';
import type { Id, ItemId, UserId } from '../../graph-models/domain/ids.js';
import type { Direction, EdgePage, GraphEdge, GraphNode, NewEvent } from '../../src/store/graph-store.js';
import { RawSqliteWalks } from './raw-sqlite-walks.js';
import { RawSqliteWrites } from './raw-sqlite-writes.js';
import { SCAN_BATCH, type NewItem, type Saved, type ShopEdge, type Verbs } from './verbs.js';

type Row = readonly unknown[];

/**
 * The same work by the driver alone, as one would write it by hand for this shop: statements prepared once, one call
 * per argument, nothing checked.
 */
export class RawSqlite implements Verbs {
  readonly #db: Database.Database;
  readonly #codes: ReadonlyMap<string, number>;
  readonly #writes: RawSqliteWrites;
  readonly #walks: RawSqliteWalks;
  readonly #query: Record<keyof typeof QUERIES, Database.Statement>;

  constructor(path: string) {
    this.#db = new Database(path, { timeout: 5000 });
    for (const setting of SETTINGS) this.#db.exec(`PRAGMA ${setting}`);
    const names = this.#db.prepare('SELECT name, code FROM names').raw().all([]) as [string, number][];
    this.#codes = new Map(names);
    this.#query = Object.fromEntries(
      Object.entries(QUERIES).map(([name, sql]) => [name, this.#db.prepare(sql).raw()]),
    ) as Record<keyof typeof QUERIES, Database.Statement>;
    this.#writes = new RawSqliteWrites(this.#db, (name) => this.#code(name));
    this.#walks = new RawSqliteWalks(this.#db, (name) => this.#code(name));
  }

  nodes(ids: readonly UserId[]) {
    return ids.map((id) => userOf(this.#query.node.all([id])[0] as Row | undefined));
  }

  lookup(handles: readonly string[]) {
    const key = this.#code('User.handle');
    return handles.map((handle) => userOf(this.#query.lookup.all([key, handle])[0] as Row | undefined));
  }

  edges(type: ShopEdge, direction: Direction, ids: readonly Id[], first: number): EdgePage[] {
    const code = this.#code(type);
    const query = this.#query[direction];
    return ids.map((id) => {
      const rows = query.all([code, id, first + 1]) as Row[];
      const edges = rows
        .slice(0, first)
        .map(([at, other, out, props]) =>
          out === 1 ? edgeOf(type, id, other, at, props) : edgeOf(type, other, id, at, props),
        );
      return { edges, hasMore: rows.length > first };
    });
  }

  between(type: ShopEdge, pairs: readonly { readonly from: Id; readonly to: Id }[]) {
    const code = this.#code(type);
    return pairs.map(({ from, to }) => {
      const row = this.#query.between.all([code, from, to])[0] as Row | undefined;
      return row === undefined ? null : edgeOf(type, from, to, row[0], row[1]);
    });
  }

  counts(type: ShopEdge, direction: 'out' | 'in', ids: readonly Id[]) {
    const [code, side] = [this.#code(type), direction === 'out' ? 0 : 1];
    return ids.map((id) => {
      const row = this.#query.count.all([id, code, side])[0] as [number] | undefined;
      return row?.[0] ?? 0;
    });
  }

  friendsOfFriends(ids: readonly UserId[], limit: number) {
    return this.#walks.friendsOfFriends(ids, limit);
  }

  friendsWhoLiked(ids: readonly UserId[], items: readonly ItemId[], limit: number) {
    return this.#walks.friendsWhoLiked(ids, items, limit);
  }

  scanNodes(batches: number) {
    const found: GraphNode<'User'>[] = [];
    for (let batch = 0; batch < batches; batch++) {
      const rows = this.#query.nodesAfter.all([found.at(-1)?.id ?? 'usr_', SCAN_BATCH]) as Row[];
      for (const row of rows) found.push(userOf(row)!);
    }
    return found;
  }

  scanEdges(type: ShopEdge, batches: number) {
    const found: GraphEdge[] = [];
    for (let batch = 0; batch < batches; batch++) {
      const { from, to } = found.at(-1) ?? { from: '', to: '' };
      const rows = this.#query.edgesAfter.all([this.#code(type), from, to, SCAN_BATCH]) as Row[];
      for (const row of rows) found.push(edgeOf(type, row[0], row[1], row[2], row[3]));
    }
    return found;
  }

  eventsAfter(seq: number, limit: number) {
    const rows = this.#query.events.all([seq, limit]) as [number, string, string, number, string][];
    return rows.map(([seq, id, kind, at, payload]) => ({
      seq,
      id,
      kind,
      at,
      payload: JSON.parse(payload) as Record<string, unknown>,
    }));
  }

  search(words: readonly string[], first: number, prefix: boolean) {
    const match = words.map((word) => `"${word}"`).join(' AND ') + (prefix ? ' *' : '');
    return (this.#query.search.all([match, first]) as [ItemId][]).map(([id]) => id);
  }

  saveOnce(saved: Saved, event: NewEvent) {
    return this.#writes.saveOnce(saved, event);
  }

  shareMany(shared: readonly Saved[], event: NewEvent) {
    return this.#writes.shareMany(shared, event);
  }

  createItems(items: readonly NewItem[], event: NewEvent) {
    return this.#writes.createItems(items, event);
  }

  close() {
    this.#db.close();
  }

  #code(name: string): number {
    const code = this.#codes.get(name);
    if (code === undefined) throw new RangeError(`the database has no name "${name}"`);
    return code;
  }
}

/** As the store sets them. */
const SETTINGS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'cache_size = -65536',
  'wal_autocheckpoint = 4000',
  'temp_store = MEMORY',
];

const oneWay = (own: string, other: string, out: number) =>
  `SELECT e.at AS at, o.id AS id, ${out} AS out, e.props AS props FROM edges e JOIN ids o ON o.rid = e.${other}
   WHERE e.type = ?1 AND e.${own} = (SELECT rid FROM ids WHERE id = ?2) ORDER BY e.at DESC, o.id DESC LIMIT ?3`;

const QUERIES = {
  node: 'SELECT i.id, n.version, n.props FROM ids i JOIN nodes n ON n.rid = i.rid WHERE i.id = ?',
  lookup: `SELECT i.id, n.version, n.props FROM keys k JOIN nodes n ON n.rid = k.rid JOIN ids i ON i.rid = k.rid
    WHERE k.key = ? AND k.value = ?`,
  out: oneWay('src', 'dst', 1),
  in: oneWay('dst', 'src', 0),
  both: `SELECT * FROM (${oneWay('src', 'dst', 1)}) UNION ALL SELECT * FROM (${oneWay('dst', 'src', 0)})
    ORDER BY at DESC, id DESC LIMIT ?3`,
  between: `SELECT at, props FROM edges WHERE type = ?
    AND src = (SELECT rid FROM ids WHERE id = ?) AND dst = (SELECT rid FROM ids WHERE id = ?)`,
  count: 'SELECT n FROM degrees WHERE rid = (SELECT rid FROM ids WHERE id = ?) AND type = ? AND side = ?',
  nodesAfter: `SELECT i.id, n.version, n.props FROM ids i JOIN nodes n ON n.rid = i.rid
    WHERE i.id > ? AND i.id < 'usr\`' ORDER BY i.id LIMIT ?`,
  edgesAfter: `SELECT f.id, t.id, e.at, e.props
    FROM ids f CROSS JOIN edges e ON e.type = ?1 AND e.src = f.rid CROSS JOIN ids t ON t.rid = e.dst
    WHERE f.id >= ?2 AND (f.id > ?2 OR t.id > ?3) ORDER BY f.id, t.id LIMIT ?4`,
  events: 'SELECT seq, id, kind, at, payload FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?',
  search: `SELECT i.id FROM words w JOIN ids i ON i.rid = w.rowid
    WHERE words MATCH ? AND i.id > 'itm_' AND i.id < 'itm\`' ORDER BY i.id DESC LIMIT ?`,
} as const;

function userOf(row: Row | undefined): GraphNode<'User'> | null {
  if (row === undefined) return null;
  const props = JSON.parse(row[2] as string) as GraphNode<'User'>['props'];
  return { id: row[0] as UserId, label: 'User', version: row[1] as number, props };
}

function edgeOf(type: ShopEdge, from: unknown, to: unknown, at: unknown, props: unknown): GraphEdge {
  const read = (props === null ? {} : JSON.parse(props as string)) as GraphEdge['props'];
  return { type, from: from as Id, to: to as Id, at: at as number, props: read };
}
