import type { Logger } from 'pino';
import type { LiveGraph } from '../../live-graph/live-graph.js';
import type { RememberedList, RememberedLists } from '../../pipeline/remembered-lists.js';
import type { Outcome } from '../../pipeline/stages.js';
import type { Trace } from '../../pipeline/trace.js';
import { StoreUnavailableError } from '../../store/graph-store.js';
import { personalRanking, withoutModel, type Serving } from '../recommendations/index.js';
import type { FeedCandidate, ShownId, SubjectId } from './entries.js';
import {
  entryOf,
  FeedExpiredError,
  nameOf,
  type FeedEntry,
  type FeedPage,
  type FeedRequest,
} from './feed-request.js';
import { isSeen } from './entries.js';
import { evidenceIn } from './evidence.js';
import { asKept, keptOf, type KeptFeed } from './feed-news.js';
import { hotTopicsIn } from './hot-topics.js';
import { Network } from './network.js';
import { peopleOutside } from './outside.js';
import { feed, furtherFeed, type FeedQuery } from './stages.js';

/** How many items are recommended in a feed. */
const RECOMMENDED = 100;

/** Lists with the recommendation score that counts 1 in them. */
export type FeedLists = RememberedLists<number>;

export interface FeedDeps {
  /** Things as they are now, null for what is not there or not to be seen by the viewer, in the order asked. */
  readonly things: (ids: readonly ShownId[]) => Promise<readonly (object | null)[]>;
  readonly live: Pick<LiveGraph, 'refresh' | 'freshAt'>;
  readonly lists: FeedLists;
  readonly serving: () => Serving;
  readonly now: () => number;
  readonly log: Logger;
  /** How long an answer waits for the newest events of other processes. */
  readonly patienceMs?: number;
}

/**
 * What a person's network did, and what else they might like, with parts and reasons; pulled together at this moment.
 *
 * The first page makes a list and remembers it; further pages go on in its order, so that nothing comes twice and nothing
 * is left out while the ranking moves. What an entry shows, its score and its reasons are always of now.
 *
 * @throws FeedExpiredError when the list of `after` is not remembered any more
 */
export async function feedPage(deps: FeedDeps, request: FeedRequest): Promise<FeedPage> {
  return feedNow(deps, request, await deps.live.refresh(deps.patienceMs ?? 100));
}

/** The same by what the live graph has at this moment; `isFresh` says that nothing newer is known of. */
export async function feedNow(deps: FeedDeps, request: FeedRequest, isFresh: boolean): Promise<FeedPage> {
  const known = request.after === null ? null : deps.lists.find(request.after.list);
  if (request.after !== null && known?.request !== nameOf(request))
    throw new FeedExpiredError('the list is not remembered any more');
  const serving = deps.serving();
  const asOf = isFresh ? deps.now() : deps.live.freshAt;
  const answer = async (by: Serving): Promise<FeedPage> => {
    const page = await answerBy(deps, by, request, known);
    const keep = (): KeptFeed => ({ ...page.keep(), asOf });
    return { ...page, keep, asOf, degraded: !isFresh || by.version === null };
  };
  if (serving.version === null) return answer(serving);
  try {
    return await answer(serving);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    deps.log.error({ err: error, model: serving.version }, 'the model failed: the feed is made without it');
    return answer(withoutModel(serving.state));
  }
}

const NOTHING: ReadonlySet<string> = new Set();

type Page = Omit<FeedPage, 'asOf' | 'degraded' | 'keep'> & { readonly keep: () => Omit<KeptFeed, 'asOf'> };

async function answerBy(
  deps: FeedDeps,
  serving: Serving,
  request: FeedRequest,
  known: RememberedList<number> | null,
): Promise<Page> {
  const { query, scorer } = queryOf(deps, serving, request, known);
  const traces: Trace[] = [];
  const noted = ({ selected, trace }: Outcome<FeedCandidate>): readonly FeedCandidate[] => {
    traces.push(trace);
    if (trace.failures.length > 0) deps.log.warn({ trace }, 'a feed without some of its sources');
    else deps.log.debug({ trace }, 'a feed');
    return selected;
  };
  const best = known === null ? noted(await feed(query, request.first + 1)) : [];
  const list =
    known ??
    deps.lists.remember(
      request.viewerId,
      nameOf(request),
      best.map(({ id }) => id),
      query.unit,
    );
  const entries: FeedEntry[] = [];
  let place = request.after === null ? 0 : request.after.place + 1;
  while (entries.length <= request.first && place < list.ids.length) {
    const end = Math.min(list.ids.length, place + request.first + 1 - entries.length);
    const remembered = list.ids.slice(place, end) as SubjectId[];
    const stretch =
      place === 0 && known === null ? best.slice(0, end) : noted(await furtherFeed({ ...query, remembered }));
    entries.push(...(await shown(deps, query, stretch, list)));
    place = end;
  }
  return {
    entries: entries.slice(0, request.first),
    hasMore: entries.length > request.first,
    modelVersion: serving.version,
    traces,
    keep: () => ({
      ...{ state: serving.state, modelVersion: serving.version, unit: list.note, list: list.name },
      scoreOf: scorer(),
      beginning: best.slice(0, keptOf(request.first)).map(asKept),
    }),
  };
}

function queryOf(
  deps: FeedDeps,
  serving: Serving,
  { viewerId, mode, mix, weights, keptUnseen = NOTHING }: FeedRequest,
  known: RememberedList<number> | null,
): { query: FeedQuery; scorer: () => KeptFeed['scoreOf'] } {
  const { state, version } = serving;
  const request = { viewerId, scenario: 'HOME', itemIds: [], wish: {} } as const;
  const personal = personalRanking(serving, request, false);
  if (personal === null) throw new Error('a ranking for a person is never of an item');
  const { ranking, explainer, excluded } = personal;
  const network = new Network(state, state.graph.people.indexOf(viewerId), ranking.viewer.friends);
  const best = known === null && mode === 'RANKED' ? ranking.best(RECOMMENDED, excluded) : [];
  const hasOutside = mode === 'RANKED' && mix > 0;
  const topics = hasOutside ? hotTopicsIn(state, network, deps.now()) : [];
  const query: FeedQuery = {
    ...{ state, network, explainer, excluded, mode, mix, weights },
    scoresOf: (items) => ranking.scoresOf(items).map(({ score }) => score),
    countsAsSeen: (one) => !keptUnseen.has(one.id) && isSeen(state, network.viewer, one),
    unit: known === null ? Math.max(0, ranking.scoresOf(best.slice(0, 1))[0]?.score ?? 0) : known.note,
    now: deps.now(),
    evidence: evidenceIn(state, network),
    strangers: hasOutside ? peopleOutside(state, network) : new Map(),
    topics: new Map(topics.map((topic) => [topic.id, topic])),
    bestItems: best,
    remembered: [],
    modelVersion: version,
  };
  return { query, scorer: () => ranking.scorer() };
}

/** Candidates that are there and to be seen, by the store itself. */
async function shown(
  deps: FeedDeps,
  query: FeedQuery,
  candidates: readonly FeedCandidate[],
  list: RememberedList<number>,
): Promise<FeedEntry[]> {
  const things = await deps.things(candidates.map((one) => one.shown));
  let place = -1;
  return candidates.flatMap((one, i) => {
    place = list.ids.indexOf(one.id, place + 1);
    const node = things[i] ?? null;
    if (node === null) return [];
    const seen = {
      isSeen: isSeen(query.state, query.network.viewer, one),
      countsAsSeen: query.countsAsSeen(one),
    };
    return entryOf(one, node, seen, { list: list.name, place });
  });
}
