import { GraphQLError } from 'graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { connection } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { badCursor } from '../../graphql/cursor.js';
import { freshness } from '../../graphql/freshness.js';
import { StoreUnavailableError } from '../../store/graph-store.js';
import type { Serving } from '../recommendations/index.js';
import { categoriesById } from '../catalog/index.js';
import { feedNow, feedPage, type FeedDeps } from './feed.js';
import { FeedExpiredError, nameOf, type FeedEntry, type FeedOf, type FeedPage } from './feed-request.js';
import { feedWithNews, type FeedWithNews, type KeptFeed } from './feed-news.js';
import { hotTopicsNow } from './hot-topics.js';
import type { ShownEntry } from './feed-positions.js';
import type { OpenLists } from '../../live/open-lists.js';
import type { FeedArgs } from './feed-args.js';
import { feedCursor, readFeedCursor } from './feed-cursors.js';
import { FeedEdge, type FeedConnection } from './feed-types.js';
import type { HotTopic } from './hot-topic-type.js';
import { shownThings } from './things.js';

/** How long an answer waits for the newest events of other processes. */
const PATIENCE_MS = 100;

/** What feeds need of the process that serves them. */
export interface FeedDesk extends Pick<FeedDeps, 'live' | 'lists' | 'serving'> {
  /** null where nothing is live. */
  readonly openFeeds: OpenLists | null;
}

/** Turns requests of the API into the use case and back. */
export class FeedAnswers {
  readonly #servings = new WeakMap<Context, Serving>();

  constructor(private readonly desk: () => FeedDesk) {}

  async of(viewerId: Id<'User'>, args: FeedArgs, context: Context): Promise<FeedConnection> {
    const { digest } = context.shop;
    const feed = args.of(viewerId);
    const after = args.after == null ? null : readFeedCursor(digest, nameOf(feed), args.after);
    if (args.after != null && after === null) throw badCursor();
    const page = await feedPage(this.#depsOf(context), { ...feed, first: args.first, after }).catch(
      (error: unknown) => {
        throw error instanceof FeedExpiredError ? cursorExpired() : error;
      },
    );
    const edges = page.entries.map((entry) => this.edgeOf(feed, entry, context));
    const { modelVersion, degraded, traces } = page;
    return {
      ...connection(edges, page.hasMore),
      ...freshness(page.asOf, context.shop.now()),
      ...{ modelVersion, degraded, traces },
    };
  }

  /** What is hot within two hops of the viewer, the hottest first. */
  async hotTopics(viewerId: Id<'User'>, first: number, context: Context): Promise<HotTopic[]> {
    const deps = this.#depsOf(context);
    await deps.live.refresh(PATIENCE_MS);
    const topics = hotTopicsNow(deps.serving(), viewerId, deps.now());
    const categories = await categoriesById(
      context,
      topics.map(({ id }) => id),
    );
    return topics
      .flatMap(({ people, expected, score }, i) => {
        const category = categories[i] ?? null;
        return category === null ? [] : { category, people, expectedPeople: expected, score };
      })
      .slice(0, first);
  }

  /** The beginning of a feed as the live graph has it at this moment, for a client that has `shown` of it. */
  now(feed: FeedOf, first: number, shown: readonly ShownEntry[], context: Context): Promise<FeedPage> {
    const request = { ...feed, first, after: null, keptUnseen: unseenOf(shown) };
    return feedNow(this.#depsOf(context), request, true);
  }

  /** What is new put into a feed that was ranked before; null when it has to be ranked anew. */
  async withNews(
    kept: KeptFeed,
    feed: FeedOf,
    first: number,
    shown: readonly ShownEntry[],
    news: readonly Id[],
    context: Context,
  ): Promise<FeedWithNews | null> {
    const request = { ...feed, first, after: null, keptUnseen: unseenOf(shown) };
    try {
      return await feedWithNews(this.#depsOf(context), kept, request, shown, news);
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      context.log.error({ err: error, model: kept.modelVersion }, 'nothing new was put in: ranked anew');
      return null;
    }
  }

  /** What the API shows of an entry. */
  edgeOf(feed: FeedOf, entry: FeedEntry, { shop }: Context): FeedEdge {
    return new FeedEdge(entry, feedCursor(shop.digest, nameOf(feed), entry.position));
  }

  get openFeeds(): OpenLists {
    const { openFeeds } = this.desk();
    if (openFeeds === null) throw new Error('nothing is live here');
    return openFeeds;
  }

  /** One request is answered by one model, however many feeds it asks for and whatever is published meanwhile. */
  #depsOf(context: Context): FeedDeps {
    const { live, lists, serving } = this.desk();
    return {
      live,
      lists,
      serving: () => {
        const pinned = this.#servings.get(context) ?? serving();
        this.#servings.set(context, pinned);
        return pinned;
      },
      things: (ids) => shownThings(context, ids),
      now: context.shop.now,
      log: context.log,
    };
  }
}

function unseenOf(shown: readonly ShownEntry[]): ReadonlySet<string> {
  return new Set(shown.filter(({ seen }) => !seen).map(({ id }) => id));
}

function cursorExpired(): GraphQLError {
  return new GraphQLError('`after` is of a feed that is not kept any more: begin anew without it.', {
    extensions: { code: 'CURSOR_EXPIRED' },
  });
}
