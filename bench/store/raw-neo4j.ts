import neo4j, { type Driver } from 'neo4j-driver';
import type { Id, ItemId, UserId } from '../../graph-models/domain/ids.js';
import type {
  Direction,
  EdgePage,
  GraphEdge,
  GraphNode,
  NewEvent,
  StoredEvent,
  WalkEnd,
} from '../../src/store/graph-store.js';
import * as cypher from './raw-neo4j-statements.js';
import { SCAN_BATCH, type NewItem, type Saved, type ShopEdge, type Verbs } from './verbs.js';

/** A record's values; integers are bigints, as the store asks for them too. */
type Row = readonly unknown[];
type Properties = Readonly<Record<string, unknown>>;

/** The same work by the driver alone, as one would write it by hand for this shop: one statement a batch. */
export class RawNeo4j implements Verbs {
  readonly #driver: Driver;

  constructor(url: string) {
    const { protocol, host, username, password } = new URL(url);
    this.#driver = neo4j.driver(`${protocol}//${host}`, neo4j.auth.basic(username, password), {
      useBigInt: true,
      telemetryDisabled: true,
    });
  }

  async nodes(ids: readonly UserId[]) {
    const found = new Map<string, GraphNode<'User'>>();
    for (const [node] of await this.#read(cypher.NODES, { ids })) {
      const user = userOf(node as Properties);
      found.set(user.id, user);
    }
    return ids.map((id) => found.get(id) ?? null);
  }

  async lookup(handles: readonly string[]) {
    const found = new Map<string, GraphNode<'User'>>();
    for (const [node] of await this.#read(cypher.LOOKUP, { handles })) {
      const user = userOf(node as Properties);
      found.set(user.props.handle, user);
    }
    return handles.map((handle) => found.get(handle) ?? null);
  }

  async edges(type: ShopEdge, direction: Direction, ids: readonly Id[], first: number): Promise<EdgePage[]> {
    const rows = await this.#read(cypher.pages(type, direction), { ids, limit: BigInt(first + 1) });
    const pages = new Map<string, GraphEdge[]>(ids.map((id) => [id, []]));
    for (const [start, edge] of rows) pages.get(start as string)?.push(edgeOf(type, edge as Properties));
    return ids.map((id) => {
      const edges = pages.get(id) ?? [];
      if (direction === 'both') edges.sort(newestFirst(id));
      return { edges: edges.slice(0, first), hasMore: edges.length > first };
    });
  }

  async between(type: ShopEdge, pairs: readonly { readonly from: Id; readonly to: Id }[]) {
    const rows = await this.#read(cypher.between(type), { pairs: pairs.map(({ from, to }) => [from, to]) });
    const found = new Map<string, GraphEdge>();
    for (const [properties] of rows) {
      const edge = edgeOf(type, properties as Properties);
      found.set(edge.from + edge.to, edge);
    }
    return pairs.map(({ from, to }) => found.get(from + to) ?? null);
  }

  async counts(type: ShopEdge, direction: 'out' | 'in', ids: readonly Id[]) {
    const rows = await this.#read(cypher.counts(type, direction), { ids });
    const found = new Map(rows.map(([id, count]) => [id, Number(count)]));
    return ids.map((id) => found.get(id) ?? 0);
  }

  friendsOfFriends(ids: readonly UserId[], limit: number) {
    return this.#walk(cypher.FRIENDS_OF_FRIENDS, ids, { limit: BigInt(limit) });
  }

  friendsWhoLiked(ids: readonly UserId[], items: readonly ItemId[], limit: number) {
    return this.#walk(cypher.FRIENDS_WHO_LIKED, ids, { items, limit: BigInt(limit) });
  }

  async scanNodes(batches: number) {
    const found: GraphNode<'User'>[] = [];
    for (let batch = 0; batch < batches; batch++) {
      const after = found.at(-1)?.id ?? '';
      const rows = await this.#read(cypher.NODES_AFTER, { after, limit: BigInt(SCAN_BATCH) });
      for (const [node] of rows) found.push(userOf(node as Properties));
    }
    return found;
  }

  async scanEdges(type: ShopEdge, batches: number) {
    const found: GraphEdge[] = [];
    for (let batch = 0; batch < batches; batch++) {
      const { from, to } = found.at(-1) ?? { from: '', to: '' };
      const rows = await this.#read(cypher.edgesAfter(type), { from, to, limit: BigInt(SCAN_BATCH) });
      for (const [edge] of rows) found.push(edgeOf(type, edge as Properties));
    }
    return found;
  }

  async eventsAfter(seq: number, limit: number): Promise<StoredEvent[]> {
    const rows = await this.#read(cypher.EVENTS_AFTER, { seq: BigInt(seq), limit: BigInt(limit) });
    return rows.map(([seq, id, kind, at, payload]) => ({
      seq: Number(seq),
      id: id as string,
      kind: kind as string,
      at: Number(at),
      payload: JSON.parse(payload as string) as StoredEvent['payload'],
    }));
  }

  async search(words: readonly string[], first: number, prefix: boolean) {
    const query = words.map((word) => `+${word}`).join(' ') + (prefix ? '*' : '');
    const rows = await this.#read(cypher.SEARCH, { query, limit: BigInt(first) });
    return rows.map(([id]) => id as ItemId);
  }

  saveOnce({ from, to, at }: Saved, event: NewEvent) {
    return this.#write(cypher.SAVE, { from, to, at: BigInt(at), event: eventOf(event) });
  }

  shareMany(shared: readonly Saved[], event: NewEvent) {
    const edges = shared.map(({ from, to, at }) => ({ from, to, at: BigInt(at), times: 1n }));
    return this.#write(cypher.SHARE, { edges, event: eventOf(event) });
  }

  createItems(items: readonly NewItem[], event: NewEvent) {
    const rows = items.map(({ id, props }) => ({ ...props, ...integersOf(props), id, version: 1n }));
    return this.#write(cypher.CREATE_ITEMS, { rows, event: eventOf(event) });
  }

  close() {
    return this.#driver.close();
  }

  async #walk(statement: string, ids: readonly Id[], parameters: Properties): Promise<WalkEnd[][]> {
    const found = new Map<string, WalkEnd[]>(ids.map((id) => [id, []]));
    for (const [start, id, paths, via] of await this.#read(statement, { ids, ...parameters })) {
      found.get(start as string)?.push({ id: id as Id, paths: Number(paths), via: via as Id[] });
    }
    return ids.map((id) => found.get(id) ?? []);
  }

  async #read(statement: string, parameters: Properties): Promise<Row[]> {
    return this.#run('READ', statement, parameters);
  }

  async #write(statement: string, parameters: Properties): Promise<number> {
    const [row] = await this.#run('WRITE', statement, parameters);
    if (row === undefined) throw new Error('nothing was written');
    return Number(row[0]);
  }

  async #run(mode: 'READ' | 'WRITE', statement: string, parameters: Properties): Promise<Row[]> {
    const session = this.#driver.session({ defaultAccessMode: neo4j.session[mode] });
    try {
      const { records } = await session.run(statement, parameters);
      return records.map((record) => [...record.values()]);
    } finally {
      await session.close();
    }
  }
}

function userOf(properties: Properties): GraphNode<'User'> {
  const { id, version, ...props } = properties;
  const read = { ...props, joinedAt: Number(props['joinedAt']) } as unknown as GraphNode<'User'>['props'];
  return { id: id as UserId, label: 'User', version: Number(version), props: read };
}

function edgeOf(type: ShopEdge, properties: Properties): GraphEdge {
  const { from, to, at, ...rest } = properties;
  const props: Record<string, number> = {};
  for (const name in rest) props[name] = Number(rest[name]);
  return { type, from: from as Id, to: to as Id, at: Number(at), props: props };
}

function newestFirst(start: Id): (a: GraphEdge, b: GraphEdge) => number {
  const other = (edge: GraphEdge): Id => (edge.from === start ? edge.to : edge.from);
  return (a, b) => b.at - a.at || (other(a) < other(b) ? 1 : -1);
}

const integersOf = ({ priceMinor, createdAt }: NewItem['props']) => ({
  priceMinor: BigInt(priceMinor),
  createdAt: BigInt(createdAt),
});

const eventOf = ({ id, kind, at, payload }: NewEvent) => ({
  id,
  kind,
  at: BigInt(at),
  payload: JSON.stringify(payload),
});
