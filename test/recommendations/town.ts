import { pino } from 'pino';
import { ulid } from 'ulid';
import { friendPair, type ActType, type NodeProps } from '../../graph-models/domain/vocabulary.js';
import { makeId, type ItemId, type UserId } from '../../graph-models/domain/ids.js';
import { graphChanged } from '../../src/events/graph-changed.js';
import { Relay } from '../../src/events/relay.js';
import { recommend, type RecommendDeps } from '../../src/features/recommendations/recommend.js';
import { RememberedLists } from '../../src/pipeline/remembered-lists.js';
import type { Recommendations, RecommendationsRequest } from '../../src/features/recommendations/request.js';
import { withoutModel, type Serving } from '../../src/features/recommendations/serving.js';
import { LiveGraph } from '../../src/live-graph/live-graph.js';
import type { LiveState } from '../../src/live-graph/live-state.js';
import type { Change, Store } from '../../src/store/graph-store.js';

export const NOW = Date.UTC(2026, 0, 1);

/** A small shop in a store, told in names: people and items are named when they are first spoken of. */
export class Town {
  readonly lists = new RememberedLists(() => ulid(), { most: 100 });
  serve: (state: LiveState) => Serving = withoutModel;
  readonly #ids = new Map<string, string>();
  #minute = 0;

  private constructor(
    readonly store: Store,
    readonly live: LiveGraph,
    readonly close: () => Promise<void>,
  ) {}

  static async open(store: Store): Promise<Town> {
    const relay = new Relay(store, { pollMs: 3_600_000, retryMs: () => 0 });
    const live = await LiveGraph.start(store, relay, { now: () => NOW });
    return new Town(store, live, async () => {
      await live.close();
      await relay.close();
    });
  }

  async person(name: string): Promise<UserId> {
    const id = this.#id('User', name);
    const props = { handle: name.toLowerCase(), name, bio: '', locale: 'en', joinedAt: 1 };
    await this.commit({ kind: 'createNode', id, props: { ...props, visibility: 'PUBLIC' } });
    return id;
  }

  async people(...names: string[]): Promise<void> {
    for (const name of names) await this.person(name);
  }

  async item(title: string, more: Partial<NodeProps['Item']> = {}): Promise<ItemId> {
    const id = this.#id('Item', title);
    const props: NodeProps['Item'] = {
      sku: title.toUpperCase().replaceAll(' ', '-'),
      title,
      description: '',
      priceMinor: 1000,
      currency: 'EUR',
      categorySlugs: [],
      pictures: [],
      available: true,
      createdAt: 1,
      search: title.toLowerCase(),
      ...more,
    };
    await this.commit({ kind: 'createNode', id, props });
    return id;
  }

  async items(...titles: string[]): Promise<void> {
    for (const title of titles) await this.item(title);
  }

  async act(name: string, type: ActType, title: string, props: object = {}): Promise<void> {
    const [from, to] = [this.user(name), this.thing(title)];
    this.#minute++;
    const needed = type === 'VIEWED' || type === 'PURCHASED' ? { times: 1 } : {};
    await this.commit({
      ...{ kind: 'putEdge', type, from, to, at: NOW - 86_400_000 + this.#minute * 60_000 },
      props: { ...needed, ...props },
    } as Change);
  }

  /** From now on friends are told what the person buys. */
  async announces(name: string): Promise<void> {
    await this.commit({ kind: 'updateNode', id: this.user(name), props: { announced: ['PURCHASES'] } });
  }

  async friends(one: string, ...others: string[]): Promise<void> {
    for (const other of others)
      await this.commit({
        ...{ kind: 'putEdge', type: 'FRIEND', at: 1, props: {} },
        ...friendPair(this.user(one), this.user(other)),
      });
  }

  /** Resolves when the live graph has it, however busy the machine is. */
  async commit(...changes: Change[]): Promise<void> {
    const events = [graphChanged(makeId('Act', ulid()), NOW, 'test', null, changes)];
    const done = await this.store.commit({ changes, events });
    if (done.kind === 'conflict') throw new Error(JSON.stringify(done.conflict));
    if (!(await this.live.refresh(20_000))) throw new Error('the live graph does not follow');
  }

  user(name: string): UserId {
    return this.#ids.get(`User ${name}`) as UserId;
  }

  thing(title: string): ItemId {
    return this.#ids.get(`Item ${title}`) as ItemId;
  }

  nameOf(id: string): string {
    const found = [...this.#ids].find(([, known]) => known === id);
    return found?.[0].split(' ').slice(1).join(' ') ?? id;
  }

  get deps(): RecommendDeps {
    return {
      items: (ids) => this.store.nodes('Item', ids),
      live: this.live,
      lists: this.lists,
      serving: () => this.serve(this.live.state),
      now: () => NOW,
      log: pino({ level: 'silent' }),
      patienceMs: 10_000,
    };
  }

  recommend(name: string, more: Partial<RecommendationsRequest> = {}): Promise<Recommendations> {
    const request: RecommendationsRequest = {
      viewerId: this.user(name),
      scenario: 'HOME',
      itemIds: [],
      wish: {},
      first: 20,
      after: null,
      reasons: 10,
      ...more,
    };
    return recommend(this.deps, request);
  }

  /** Titles in order. */
  async titles(name: string, more: Partial<RecommendationsRequest> = {}): Promise<string[]> {
    return (await this.recommend(name, more)).edges.map(({ item }) => item.props.title);
  }

  #id<L extends 'User' | 'Item'>(label: L, name: string) {
    const id = makeId(label, ulid(NOW + this.#ids.size));
    this.#ids.set(`${label} ${name}`, id);
    return id;
  }
}
