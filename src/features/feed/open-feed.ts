import type { Id } from '../../../graph-models/domain/ids.js';
import type { Context } from '../../graphql/context.js';
import type { FeedAnswers } from './feed-answers.js';
import type { KeptFeed } from './feed-news.js';
import { shownEntry, type ShownEntry } from './feed-positions.js';
import type { FeedEntry, FeedOf } from './feed-request.js';

/** The beginning of a feed as it is to be shown now. */
export interface FeedNow {
  readonly shown: readonly ShownEntry[];
  /** Of what is shown, all that a patch can need. */
  readonly entries: ReadonlyMap<string, FeedEntry>;
  /** What the shown entries are about, and what they show. */
  readonly things: readonly Id[];
  readonly asOf: number;
  readonly modelVersion: string | null;
}

/** One feed that somebody looks at: ranked anew, or what is new put in. */
export class OpenFeed {
  #kept: KeptFeed | null = null;

  constructor(
    private readonly answers: FeedAnswers,
    private readonly feed: FeedOf,
    private readonly first: number,
  ) {}

  async rank(context: Context, shown: readonly ShownEntry[], news: readonly Id[]): Promise<FeedNow> {
    const withNews = news.length === 0 ? null : await this.#withNews(context, shown, news);
    return withNews ?? this.#anew(context, shown);
  }

  async #anew(context: Context, before: readonly ShownEntry[]): Promise<FeedNow> {
    const page = await this.answers.now(this.feed, this.first, before, context);
    this.#kept = page.keep();
    const { asOf, modelVersion } = page;
    return {
      ...{ asOf, modelVersion },
      shown: page.entries.map(shownEntry),
      entries: new Map(page.entries.map((entry) => [entry.id, entry])),
      things: page.entries.flatMap(({ id, shownId }) => thingsOf(id, shownId)),
    };
  }

  /** Null when something would come in that is neither new nor on the screen. */
  async #withNews(
    context: Context,
    before: readonly ShownEntry[],
    news: readonly Id[],
  ): Promise<FeedNow | null> {
    if (this.#kept === null) return null;
    const put = await this.answers.withNews(this.#kept, this.feed, this.first, before, news, context);
    if (put === null) return null;
    const entries = new Map(put.entries.map((entry) => [entry.id as string, entry]));
    const known = new Map(before.map((one) => [one.id as string, one]));
    const page = put.kept.beginning.slice(0, this.first);
    const shown = page.flatMap(({ id }) => {
      const entry = entries.get(id);
      return known.get(id) ?? (entry === undefined ? [] : shownEntry(entry));
    });
    if (shown.length < page.length) return null;
    this.#kept = put.kept;
    const { asOf, modelVersion } = put.kept;
    return { shown, entries, asOf, modelVersion, things: page.flatMap((one) => thingsOf(one.id, one.shown)) };
  }
}

function thingsOf(id: Id, shownId: Id): Id[] {
  return id === shownId ? [id] : [id, shownId];
}
