import Database from 'libsql';
import type { Id, ItemId, UserId } from '../../graph-models/domain/ids.js';
import type { Direction, EdgePage, GraphEdge, GraphNode, NewEvent } from '../../src/store/graph-store.js';
import { QUERIES, SETTINGS } from './raw-sqlite-statements.js';
import { RawSqliteWalks } from './raw-sqlite-walks.js';
import { RawSqliteWrites } from './raw-sqlite-writes.js';
import { SCAN_BATCH, type NewItem, type Saved, type ShopEdge, type Verbs } from './verbs.js';

type Row = readonly unknown[];

/**
 * The same work by the driver alone, as one would write it by hand for this shop: statements prepared once, nothing
 * checked, and for each verb the fastest of the forms tried: one call per argument, or one for all by `json_each`.
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
    if (ids.length === 1) return [userOf(this.#query.node.get(ids))];
    return this.#users(ids.length, this.#query.nodes.all([JSON.stringify(ids)]));
  }

  lookup(handles: readonly string[]) {
    const key = this.#code('User.handle');
    if (handles.length === 1) return [userOf(this.#query.lookup.get([key, handles[0]]))];
    return this.#users(handles.length, this.#query.lookups.all([key, JSON.stringify(handles)]));
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
    const found = new Array<GraphEdge | null>(pairs.length).fill(null);
    const [only] = pairs;
    if (pairs.length === 1 && only !== undefined) {
      const row = this.#query.between.get([code, only.from, only.to]) as Row | undefined;
      return row === undefined ? found : [edgeOf(type, only.from, only.to, row[0], row[1])];
    }
    const asked = JSON.stringify(pairs.map(({ from, to }) => [from, to]));
    for (const [at, from, to, time, props] of this.#query.betweens.all([code, asked]) as Row[]) {
      found[at as number] = edgeOf(type, from, to, time, props);
    }
    return found;
  }

  counts(type: ShopEdge, direction: 'out' | 'in', ids: readonly Id[]) {
    const [code, side] = [this.#code(type), direction === 'out' ? 0 : 1];
    if (ids.length === 1) {
      const row = this.#query.count.get([ids[0], code, side]) as [number] | undefined;
      return [row?.[0] ?? 0];
    }
    const counts = new Array<number>(ids.length).fill(0);
    const rows = this.#query.counts.all([JSON.stringify(ids), code, side]) as [number, number][];
    for (const [at, n] of rows) counts[at] = n;
    return counts;
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

  #users(length: number, rows: readonly unknown[]) {
    const found = new Array<GraphNode<'User'> | null>(length).fill(null);
    for (const row of rows as Row[]) found[row[3] as number] = userOf(row);
    return found;
  }

  #code(name: string): number {
    const code = this.#codes.get(name);
    if (code === undefined) throw new RangeError(`the database has no name "${name}"`);
    return code;
  }
}

function userOf(found: unknown): GraphNode<'User'> | null {
  if (found === undefined) return null;
  const row = found as Row;
  const props = JSON.parse(row[2] as string) as GraphNode<'User'>['props'];
  return { id: row[0] as UserId, label: 'User', version: row[1] as number, props };
}

function edgeOf(type: ShopEdge, from: unknown, to: unknown, at: unknown, props: unknown): GraphEdge {
  const read = (props === null ? {} : JSON.parse(props as string)) as GraphEdge['props'];
  return { type, from: from as Id, to: to as Id, at: at as number, props: read };
}
