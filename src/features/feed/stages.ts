import { labelOf } from '../../../graph-models/domain/ids.js';
import { diverse, type Limit } from '../../pipeline/diverse.js';
import { pipeline } from '../../pipeline/pipeline.js';
import type { Explain, Filter, Scorer, Select, Source } from '../../pipeline/stages.js';
import { SUBJECT_KINDS } from '../../live-graph/attention.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { Explainer } from '../recommendations/index.js';
import { candidateAbout, isFromOutside, type FeedCandidate, type SubjectId } from './entries.js';
import { inShares } from './in-shares.js';
import { postsOutside } from './outside.js';
import { partsOf, type Scoring } from './score.js';
import { whyOf } from './why.js';

/** RANKED: by score, unseen first · CHRONOLOGICAL: what the viewer's network did, the latest first. */
export type FeedMode = 'RANKED' | 'CHRONOLOGICAL';

/** One answer in the making. */
export interface FeedQuery extends Scoring {
  readonly mode: FeedMode;
  /** The share that comes from outside the network, 0 to 1. */
  readonly mix: number;
  readonly explainer: Pick<Explainer, 'reasonsOf'>;
  /** uint8 [itemCount]: 0 where the item may be recommended. */
  readonly excluded: Uint8Array;
  /** Items to recommend, best first; indices. */
  readonly bestItems: readonly number[];
  /** The next stretch of a feed that was answered before, in its order. */
  readonly remembered: readonly SubjectId[];
  readonly modelVersion: string | null;
}

/** How long a feed can get; nobody pages further. */
export const LONGEST_FEED = 500;

/** So many entries are spread together. */
export const WINDOW = 20;
/** Of each 20 entries, counted from the top, at most so many agree, as long as others can take the place. */
export const MOST_OF_20 = { author: 3, seller: 3, category: 5, people: 2, topics: 2 } as const;

type FeedSource = Source<FeedQuery, FeedCandidate>;

const ofNetwork: FeedSource = (query) =>
  entries(query, query.mode === 'RANKED' && query.mix === 1 ? [] : [...query.evidence.keys()]);

const recommendedItems: FeedSource = (query) =>
  entries(query, hasOutside(query) ? query.bestItems.map((item) => query.state.graph.items.idOf(item)) : []);

const recommendedPosts: FeedSource = (query) =>
  entries(query, hasOutside(query) ? postsOutside(query.state, query.network) : []);

const recommendedPeople: FeedSource = (query) =>
  entries(query, hasOutside(query) ? [...query.strangers.keys()] : []);

const hotTopics: FeedSource = (query) => entries(query, hasOutside(query) ? [...query.topics.keys()] : []);

const asRemembered: FeedSource = (query) => entries(query, query.remembered);

const showable: Filter<FeedQuery, FeedCandidate> = (query, candidates) => {
  const reasons = candidates.map((one) => whyNot(query, one));
  return {
    kept: candidates.filter((_one, i) => reasons[i] === null),
    removed: candidates.flatMap((candidate, i) => {
      const reason = reasons[i] ?? null;
      return reason === null ? [] : { candidate, reason };
    }),
  };
};

const sumOfParts: Scorer<FeedQuery, FeedCandidate> = (query, candidates) => {
  const parts =
    query.mode === 'RANKED' ? partsOf(query, candidates) : candidates.map(({ at }) => ({ time: at }));
  return candidates.map((one, i) => {
    const score = Object.values(parts[i]!).reduce((sum, part) => sum + part, 0);
    return { ...one, parts: parts[i]!, score };
  });
};

/** The order of a feed, out of its candidates, the best first. */
export const mixedAndSpread: Select<FeedQuery, FeedCandidate> = (query, ranked) => {
  const { mode, mix, state } = query;
  if (mode === 'CHRONOLOGICAL') return ranked.slice(0, LONGEST_FEED);
  const shares = [false, true].map((seen) => {
    const [inside, outside]: [FeedCandidate[], FeedCandidate[]] = [[], []];
    for (const one of ranked)
      if ('seen' in one.parts === seen) (isFromOutside(one) ? outside : inside).push(one);
    // All from outside: what friends did with a recommended item brings it in from their side.
    return inShares(mix === 1 ? [] : inside, outside, mix);
  });
  return diverse<FeedQuery, FeedCandidate>(WINDOW, limitsIn(state))(query, shares.flat()).slice(
    0,
    LONGEST_FEED,
  );
};

const inRememberedOrder: Select<FeedQuery, FeedCandidate> = ({ remembered }, ranked) => {
  const place = new Map(remembered.map((id, index) => [id, index]));
  return ranked.toSorted((a, b) => place.get(a.id)! - place.get(b.id)!);
};

const saysWhy: Explain<FeedQuery, FeedCandidate> = (query, one) => ({ ...one, why: whyOf(query, one) });

const tail = {
  filters: [showable],
  scorers: [sumOfParts],
  explain: saysWhy,
  modelOf: ({ modelVersion }: FeedQuery) => modelVersion,
};

/** A new feed. */
export const feed = pipeline<FeedQuery, FeedCandidate>({
  sources: [ofNetwork, recommendedItems, recommendedPosts, recommendedPeople, hotTopics],
  select: mixedAndSpread,
  ...tail,
});

/** The next stretch of a feed: its order, with everything else as it is now. */
export const furtherFeed = pipeline<FeedQuery, FeedCandidate>({
  sources: [asRemembered],
  select: inRememberedOrder,
  ...tail,
});

/** How many entries of each 20 may agree in what. */
export function limitsIn({ graph }: LiveState): Limit<FeedCandidate>[] {
  const ofItem = (valueOf: (item: number) => number) => {
    return ({ items }: FeedCandidate): number | null => {
      const value = items.length === 0 ? -1 : valueOf(items[0]!);
      return value < 0 ? null : value;
    };
  };
  return [
    { most: MOST_OF_20.author, keyOf: ({ author }) => (author < 0 ? null : author) },
    { most: MOST_OF_20.seller, keyOf: ofItem((item) => graph.sellerOf(item)) },
    { most: MOST_OF_20.category, keyOf: ofItem((item) => graph.categoryOf(item)) },
    { most: MOST_OF_20.topics, keyOf: ({ kind }) => (kind === 'HOT_TOPIC' ? kind : null) },
    { most: MOST_OF_20.people, keyOf: ({ kind }) => (kind === 'RECOMMENDED_PERSON' ? kind : null) },
  ];
}

function whyNot({ state, network, excluded }: FeedQuery, one: FeedCandidate): string | null {
  const { kind, index } = one.subject;
  const { viewer } = network;
  if (kind === 'ITEM') {
    if (viewer >= 0 && state.hidden.has(viewer, index)) return 'hidden';
    return isFromOutside(one) && excluded[index] !== 0 ? 'notRecommended' : null;
  }
  if (kind === 'PERSON' && viewer >= 0 && state.attention.hiddenPeople.has(viewer, index)) return 'hidden';
  const wish = viewer < 0 ? null : state.attention.wants.actOf(viewer, index, SUBJECT_KINDS.indexOf(kind));
  return kind === 'PERSON' && wish !== null && wish.weight < 0 ? 'unwanted' : null;
}

function entries(query: FeedQuery, ids: readonly string[]): FeedCandidate[] {
  return ids.flatMap((id) => {
    if (labelOf(id) === null) return [];
    const found = candidateAbout(query, id as SubjectId);
    return found ?? [];
  });
}

function hasOutside({ mode, mix }: FeedQuery): boolean {
  return mode === 'RANKED' && mix > 0;
}
