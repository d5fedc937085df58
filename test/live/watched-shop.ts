import { ulid } from 'ulid';
import type { BlendWeights } from '../../graph-models/neural/history-group.js';
import { Ranker } from '../../graph-models/neural/ranker.js';
import { Relay } from '../../src/events/relay.js';
import { actsFeature } from '../../src/features/acts/index.js';
import { catalogFeature } from '../../src/features/catalog/index.js';
import { circlesFeature } from '../../src/features/circles/index.js';
import { feedFeature } from '../../src/features/feed/index.js';
import { ordersFeature } from '../../src/features/orders/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { postsFeature } from '../../src/features/posts/index.js';
import { recommendationDesk, recommendationsFeature } from '../../src/features/recommendations/index.js';
import { withoutModel, type Serving } from '../../src/features/recommendations/serving.js';
import { reviewsFeature } from '../../src/features/reviews/index.js';
import { socialFeature } from '../../src/features/social/index.js';
import { clearThread } from '../../src/features/talk/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { globalId } from '../../src/graphql/global-id.js';
import { LiveGraph } from '../../src/live-graph/live-graph.js';
import type { LiveState } from '../../src/live-graph/live-state.js';
import { LiveEvents } from '../../src/live/live-events.js';
import { RememberedLists } from '../../src/pipeline/remembered-lists.js';
import type { Store } from '../../src/store/graph-store.js';
import { openApi, type Answer, type Api } from '../support/api.js';
import { operation } from '../support/operations.js';
import { patched, type PatchOf } from '../support/patched-list.js';

export interface ListEdge {
  readonly node: { readonly id: string; readonly title: string };
  readonly score: number;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
  readonly reasons: readonly { readonly __typename: string; readonly contribution: number }[];
}

interface Update {
  readonly recommendationUpdates: {
    readonly position: string;
    readonly patches: readonly PatchOf<ListEdge>[];
  };
}

/** A client that keeps a list by patches. */
export class Watcher {
  list: readonly ListEdge[] = [];
  position: string | null = null;
  payloads = 0;
  #failure: Error | null = null;
  #source: AsyncIterableIterator<Answer<Update>> | null = null;

  constructor(
    private readonly shop: WatchedShop,
    readonly who: SignedIn,
  ) {}

  /** Subscribes, on from the position it has; resolves when the first payload is there. */
  async watch(): Promise<void> {
    const variables = { first: 10, after: this.position };
    const source = await this.shop.api.subscribe<Update>(
      operation('RecommendationUpdates'),
      variables,
      this.who,
    );
    this.#source = source;
    const took = async (): Promise<boolean> => {
      const result = await source.next();
      if (result.done === true) return false;
      this.#take(result.value);
      return true;
    };
    await took();
    void (async () => {
      while (await took());
    })().catch((error: unknown) => (this.#failure = error as Error));
  }

  /** The connection is cut: whatever was on its way is lost. */
  async cut(): Promise<void> {
    await this.#source?.return?.();
  }

  /** The list by the patches. @throws what went wrong on the way */
  seen(): readonly ListEdge[] {
    if (this.#failure !== null) throw this.#failure;
    return this.list;
  }

  #take({ data, errors }: Answer<Update>): void {
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    const { position, patches } = data.recommendationUpdates;
    this.payloads++;
    this.list = patched(this.list, patches, ({ node }) => node.id);
    this.position = position;
  }
}

/** A shop whose lists are watched, all in one process and as fast as it can. */
export class WatchedShop {
  private constructor(
    readonly api: Api,
    readonly live: LiveGraph,
    readonly desk: ReturnType<typeof recommendationDesk>,
    readonly close: () => Promise<void>,
    private readonly events: LiveEvents,
    private readonly model: { serves: (state: LiveState) => Serving },
  ) {}

  static async open(store: Store): Promise<WatchedShop> {
    const relay = new Relay(store, { pollMs: 3_600_000, retryMs: () => 0 });
    const live = await LiveGraph.start(store, relay);
    const events = new LiveEvents(store, relay, live);
    const model = { serves: withoutModel };
    const serving = (): Serving => model.serves(live.state);
    const desk = recommendationDesk(
      live,
      events,
      { serving },
      { pauseMs: 0, nearShare: 1, backgroundShare: 1, lookMs: 1 },
    );
    const api = await openApi(store, [
      ...[peopleFeature(), catalogFeature(), socialFeature(), circlesFeature(), actsFeature()],
      ...[ordersFeature(), reviewsFeature(), postsFeature(clearThread), recommendationsFeature(() => desk)],
      feedFeature(() => ({ live, serving, lists: new RememberedLists(ulid), openFeeds: null })),
    ]);
    const close = async (): Promise<void> => {
      await desk.openLists.close();
      await events.close();
      await live.close();
      await relay.close();
    };
    return new WatchedShop(api, live, desk, close, events, model);
  }

  /** Serves a model that likes what the one before did not. */
  serveUpsideDown(): void {
    this.model.serves = (state) => {
      const before = withoutModel(state);
      const { parts, weights } = before.rankers.ranker;
      const negated = Object.entries(weights).map(([group, given]) => [
        group,
        Object.fromEntries(Object.entries(given).map(([part, weight]) => [part, -weight])),
      ]);
      const turned = Object.fromEntries(negated) as BlendWeights;
      const ranker = new Ranker(parts, turned, () => state.graph.itemCount);
      return { ...before, rankers: { ...before.rankers, ranker }, version: 'upside down' };
    };
  }

  /** A new item of a seller; its global id. */
  async item(title: string, sellerId: SignedIn['userId'], categorySlugs: string[] = []): Promise<string> {
    const id = this.api.shop.newId('Item');
    const props = {
      ...{ sku: ulid(), title, description: '', priceMinor: 1000, currency: 'EUR', categorySlugs },
      ...{ sellerId, pictures: [], available: true, createdAt: 1, search: title.toLowerCase() },
    };
    await this.api.shop.store.commit({ changes: [{ kind: 'createNode', id, props }] });
    return globalId(id);
  }

  /** Does it, whatever it is answered; the answer's typename. */
  async did(who: SignedIn, name: string, input: object): Promise<string> {
    const { data, errors } = await this.api.execute<Record<string, { __typename: string }>>(
      operation(name),
      { input },
      who,
    );
    if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return Object.values(data)[0]!.__typename;
  }

  /** Resolves when every open list shows everything that was committed. */
  async settled(): Promise<void> {
    if (!(await this.live.refresh(20_000))) throw new Error('the live graph does not follow');
    await this.events.reach(this.live.state.seq);
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.desk.openLists.behind > 0);
  }

  /** What a query answers now. */
  async fresh(who: SignedIn): Promise<readonly ListEdge[]> {
    const { data, errors } = await this.api.execute<{ viewer: { recommendations: { edges: ListEdge[] } } }>(
      `{ viewer { recommendations(first: 10) { edges {
        node { id title } score parts { name value } reasons(first: 3) { __typename contribution }
      } } } }`,
      {},
      who,
    );
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data.viewer.recommendations.edges;
  }
}

/** A list to six digits: less is not told. */
export function rounded(list: readonly ListEdge[]): unknown {
  const six = (value: number): number => Number(value.toPrecision(5));
  return list.map(({ node, score, parts, reasons }) => ({
    ...{ ...node, score: six(score) },
    parts: Object.fromEntries(parts.map(({ name, value }) => [name, six(value)])),
    reasons: reasons.map(({ __typename, contribution }) => [__typename, six(contribution)]),
  }));
}
