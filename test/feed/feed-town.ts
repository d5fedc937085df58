import { ulid } from 'ulid';
import type { UserId } from '../../graph-models/domain/ids.js';
import { friendPair } from '../../graph-models/domain/vocabulary.js';
import { Relay } from '../../src/events/relay.js';
import { actsFeature } from '../../src/features/acts/index.js';
import { catalogFeature } from '../../src/features/catalog/index.js';
import { circlesFeature } from '../../src/features/circles/index.js';
import { feedDesk, feedFeature } from '../../src/features/feed/index.js';
import { ordersFeature } from '../../src/features/orders/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { postsFeature } from '../../src/features/posts/index.js';
import { recommendationsFeature } from '../../src/features/recommendations/index.js';
import { withoutModel } from '../../src/features/recommendations/serving.js';
import { reviewsFeature } from '../../src/features/reviews/index.js';
import { socialFeature } from '../../src/features/social/index.js';
import { clearThread, talkFeature } from '../../src/features/talk/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { globalId } from '../../src/graphql/global-id.js';
import { LiveGraph } from '../../src/live-graph/live-graph.js';
import { LiveEvents } from '../../src/live/live-events.js';
import { RememberedLists } from '../../src/pipeline/remembered-lists.js';
import type { Store } from '../../src/store/graph-store.js';
import { perform } from '../../src/use-cases/perform.js';
import { openApi, type Answer, type Api } from '../support/api.js';
import { operation } from '../support/operations.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface FeedEdge {
  readonly cursor: string;
  readonly id: string;
  readonly kind: string;
  readonly at: string | null;
  readonly seen: boolean;
  readonly score: number;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
  readonly node: {
    readonly __typename: string;
    readonly id: string;
    readonly text?: string;
    readonly title?: string;
    readonly name?: string;
    readonly author?: Named | null;
    readonly item?: { readonly id: string; readonly title: string };
  };
  readonly why: readonly {
    readonly __typename: string;
    readonly deed?: string;
    readonly count?: number;
    readonly people?: readonly Named[];
    readonly [field: string]: unknown;
  }[];
}

export interface FeedList {
  readonly edges: readonly FeedEdge[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly degraded: boolean;
}

/** A shop whose people have feeds; people, items and posts go by the names under which they were made. */
export class FeedTown {
  /** How much time passes between what is done. */
  msBetween = 60_000;
  readonly #people = new Map<string, SignedIn>();
  readonly #ids = new Map<string, string>();

  private constructor(
    readonly api: Api,
    readonly live: LiveGraph,
    readonly desk: ReturnType<typeof feedDesk>,
    readonly close: () => Promise<void>,
    private readonly events: LiveEvents,
  ) {}

  static async open(store: Store, keptMs = Infinity, backgroundShare = 1): Promise<FeedTown> {
    const relay = new Relay(store, { pollMs: 3_600_000, retryMs: () => 0 });
    const live = await LiveGraph.start(store, relay);
    const serving = () => withoutModel(live.state);
    const lists = new RememberedLists<number>(ulid, { keptMs, now: () => clock().now });
    const events = new LiveEvents(store, relay, live);
    const atOnce = { pauseMs: 0, nearShare: 1, backgroundShare, lookMs: 1 };
    const desk = { ...feedDesk({ live, serving }, events, atOnce), lists };
    const recommendations = { live, serving, lists: new RememberedLists(ulid), openLists: null };
    const api = await openApi(store, [
      ...[peopleFeature(), catalogFeature(), socialFeature(), circlesFeature(), actsFeature()],
      ...[ordersFeature(), reviewsFeature(), postsFeature(clearThread), talkFeature()],
      ...[recommendationsFeature(() => recommendations), feedFeature(() => desk)],
    ]);
    const clock = (): Api['clock'] => api.clock;
    const close = async (): Promise<void> => {
      await desk.openFeeds.close();
      await events.close();
      await live.close();
      await relay.close();
    };
    return new FeedTown(api, live, desk, close, events);
  }

  async people(...names: string[]): Promise<void> {
    for (const name of names)
      this.#people.set(
        name,
        await this.api.person(`${name.toLowerCase()}-of-the-town`, { name, roles: ['SHOPPER', 'SELLER'] }),
      );
    await this.#announce('people');
  }

  /** An item; its name is its title. */
  async item(title: string, seller?: string, categorySlugs: string[] = []): Promise<string> {
    const id = this.api.shop.newId('Item');
    const props = {
      ...{ sku: ulid(), title, description: '', priceMinor: 1000, currency: 'EUR', categorySlugs },
      ...{ pictures: [], available: true, createdAt: 1, search: title.toLowerCase() },
      ...(seller !== undefined && { sellerId: this.who(seller).userId }),
    };
    await this.#commit('item', { kind: 'createNode', id, props });
    this.#ids.set(title, globalId(id));
    return globalId(id);
  }

  /** A category; its slug is its name. */
  async category(slug: string): Promise<void> {
    const id = this.api.shop.newId('Category');
    await this.#commit('category', { kind: 'createNode', id, props: { slug, name: slug } });
    this.#ids.set(slug, globalId(id));
  }

  async friends(one: string, ...others: string[]): Promise<void> {
    for (const other of others)
      await this.#commit('befriend', {
        ...{ kind: 'putEdge', type: 'FRIEND', at: 1, props: {} },
        ...friendPair(this.who(one).userId, this.who(other).userId),
      });
  }

  async unfriend(one: string, other: string): Promise<void> {
    const pair = friendPair(this.who(one).userId, this.who(other).userId);
    await this.#commit('unfriend', { kind: 'deleteEdge', type: 'FRIEND', ...pair });
  }

  /** Posts; the text is the name. */
  async post(who: string, text: string, more: object = {}): Promise<string> {
    const { id } = await this.does(who, 'CreatePost', { text, ...more });
    this.#ids.set(text, id!);
    return id!;
  }

  /** Reviews; the text is the name. */
  async review(who: string, title: string, text = `${who} on ${title}`, more: object = {}): Promise<string> {
    const { id } = await this.does(who, 'ReviewItem', { itemId: this.id(title), rating: 5, text, ...more });
    this.#ids.set(text, id!);
    return id!;
  }

  async buy(who: string, title: string): Promise<void> {
    await this.does(who, 'PlaceOrder', { lines: [{ itemId: this.id(title), expectedPriceMinor: 1000 }] });
  }

  async react(who: string, name: string): Promise<void> {
    await this.does(who, 'React', { contentId: this.id(name), reaction: 'LOVE' });
  }

  /** Resolves when the live graph has everything that was committed, however busy the machine is. */
  async caughtUp(): Promise<void> {
    if (!(await this.live.refresh(20_000))) throw new Error('the live graph does not follow');
  }

  /** Resolves when open feeds were told of everything that was committed. */
  async told(): Promise<void> {
    await this.caughtUp();
    await this.events.reach(this.live.state.seq);
  }

  /** Resolves when every open feed shows everything that was committed. */
  async settled(): Promise<void> {
    await this.told();
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.desk.openFeeds.behind > 0);
  }

  /** Does it by the API, a while after what was done before. @throws when it is refused, but by `refused` */
  async does(who: string, name: string, input: object): Promise<{ __typename: string; id?: string }> {
    const done = await this.tries(who, name, input);
    if (REFUSALS.has(done.__typename)) throw new Error(`${name}: ${JSON.stringify(done)}`);
    return done;
  }

  /** The same, whatever it is answered. */
  async tries(
    who: string,
    name: string,
    input: object,
  ): Promise<{ __typename: string; id?: string; [field: string]: unknown }> {
    this.api.clock.now += this.msBetween;
    const { data, errors } = await this.api.execute<Record<string, { __typename: string; id?: string }>>(
      operation(name),
      { input },
      this.who(who),
    );
    if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return Object.values(data)[0]!;
  }

  async asks(who: string, variables: object = {}): Promise<Answer<{ viewer: { feed: FeedList } }>> {
    return this.api.execute(operation('Feed'), { ...variables }, this.who(who));
  }

  async feed(who: string, variables: object = {}): Promise<FeedList> {
    await this.caughtUp();
    const { data, errors } = await this.asks(who, variables);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data.viewer.feed;
  }

  /** The feed by the names of what its entries show. */
  async names(who: string, variables: object = {}): Promise<string[]> {
    return (await this.feed(who, { first: 100, ...variables })).edges.map(nameOf);
  }

  who(name: string): SignedIn {
    return this.#people.get(name)!;
  }

  /** The global id of a person, item, post or review. */
  id(name: string): string {
    const person = this.#people.get(name);
    return person === undefined ? this.#ids.get(name)! : globalId(person.userId);
  }

  async #commit(mutation: string, change: object): Promise<void> {
    await perform(this.api.shop, { mutation, by: null, input: null }, () =>
      Promise.resolve({ changes: [change as never], result: null }),
    );
  }

  /** Says again what was put into the store without an event. */
  async #announce(mutation: string): Promise<void> {
    for (const { userId } of this.#people.values())
      await this.#commit(mutation, { kind: 'updateNode', id: userId satisfies UserId, props: {} });
  }
}

const REFUSALS = new Set([
  'NotFound',
  'NotAllowed',
  'OwnItem',
  'ThatIsYou',
  'AlreadyReviewed',
  'CircleNeeded',
]);

/** What an entry shows: a text, a title or a person's name. */
export function nameOf({ node }: FeedEdge): string {
  return node.text ?? node.title ?? node.name ?? '';
}
