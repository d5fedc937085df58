import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { ItemId } from '../../../graph-models/domain/ids.js';
import type { LiveGraph } from '../../live-graph/live-graph.js';
import type { Outcome } from '../../pipeline/stages.js';
import type { Trace } from '../../pipeline/trace.js';
import { StoreUnavailableError, type GraphNode } from '../../store/graph-store.js';
import { basedOn } from './based-on.js';
import { personalRanking } from './personal-ranking.js';
import type { RememberedList, RememberedLists } from '../../pipeline/remembered-lists.js';
import {
  ForeignCursorError,
  type ListRequest,
  type RecommendationsRequest,
  type Recommendations,
  type RecommendedItem,
} from './request.js';
import { withoutModel, type Serving } from './serving.js';
import type { ItemCandidate, Query } from './stages.js';
import { beginningWalk, walkOf, type Walk } from './walk.js';

export interface RecommendDeps {
  /** Items as they are now, null for what is not there or not to be seen, in the order asked. */
  readonly items: (ids: readonly ItemId[]) => Promise<readonly (GraphNode<'Item'> | null)[]>;
  readonly live: LiveGraph;
  /** null: nobody pages on, as in an open list, of which only the beginning is made. */
  readonly lists: RememberedLists | null;
  /** The model of now; asked once an answer. */
  readonly serving: () => Serving;
  readonly now: () => number;
  readonly log: Logger;
  /** How long an answer waits for the newest events of other processes. */
  readonly patienceMs?: number;
}

/**
 * The best items for a person, with their parts and reasons, by the model or, should it fail, without one.
 *
 * The first page makes a list and remembers it; further pages go on in its order, so that nothing comes twice and
 * nothing is left out while the ranking moves. Scores, reasons and what may be shown are always of now. A list that is
 * no longer remembered is ranked anew, and goes on behind the last item that was shown.
 *
 * @throws ForeignCursorError when `after` is of another request
 */
export async function recommend(
  deps: RecommendDeps,
  request: RecommendationsRequest,
): Promise<Recommendations> {
  return recommendNow(deps, request, await deps.live.refresh(deps.patienceMs ?? 100));
}

/** The same by what the live graph has at this moment; `isFresh` says that nothing newer is known of. */
export async function recommendNow(
  deps: RecommendDeps,
  request: RecommendationsRequest,
  isFresh: boolean,
): Promise<Recommendations> {
  const asked = fingerprint(request);
  if (request.after !== null && request.after.request !== asked)
    throw new ForeignCursorError('the cursor is of another list');
  const serving = deps.serving();
  const asOf = isFresh ? deps.now() : deps.live.freshAt;
  const answer = async (with_: Serving): Promise<Recommendations> => {
    const page = await answerWith(deps, with_, request, asked);
    return { ...page, asOf, degraded: !isFresh || with_.version === null };
  };
  if (serving.version === null) return answer(serving);
  try {
    const page = await answer(serving);
    if (page.basedOn !== 'NOTHING') return page;
    deps.log.debug({ model: serving.version }, 'the model shows nothing: recommending without it');
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw error;
    deps.log.error({ err: error, model: serving.version }, 'the model failed: recommending without it');
  }
  return answer(withoutModel(serving.state));
}

type Page = Omit<Recommendations, 'asOf' | 'degraded'>;

const NOTHING = { edges: [], hasMore: false, basedOn: 'NOTHING', scoreOf: () => null, traces: [] } as const;

async function answerWith(
  deps: RecommendDeps,
  serving: Serving,
  request: RecommendationsRequest,
  asked: string,
): Promise<Page> {
  const { state, version } = serving;
  const personal = personalRanking(serving, request);
  if (personal === null) return { ...NOTHING, modelVersion: version };
  const query: Query = {
    viewerId: request.viewerId,
    scenario: request.scenario,
    state,
    ...personal,
    reasons: request.reasons,
    modelVersion: version,
    remembered: [],
  };
  const traces: Trace[] = [];
  const noted = (outcome: Outcome<ItemCandidate>): readonly ItemCandidate[] => {
    const { selected, trace } = outcome;
    traces.push(trace);
    if (trace.failures.length > 0) deps.log.warn({ trace }, 'recommended without some of the sources');
    else deps.log.debug({ trace }, 'recommended');
    return selected;
  };
  const { first } = request;
  const beginning = deps.lists === null ? beginningWalk(query, request, asked, noted) : null;
  let edges = beginning === null ? [] : await walked(deps, beginning, first);
  if (edges.length <= first)
    edges = await walked(deps, await walkOf(deps.lists, query, request, asked, noted), first);
  const page = edges.slice(0, first);
  return {
    edges: page,
    hasMore: edges.length > first,
    modelVersion: version,
    basedOn: basedOn(page, version),
    scoreOf: personal.ranking.scorer(),
    traces,
  };
}

/** One more than `first`, where the list has them. */
async function walked(deps: RecommendDeps, walk: Walk, first: number): Promise<RecommendedItem[]> {
  const edges: RecommendedItem[] = [];
  let place = walk.place;
  while (edges.length <= first && place < walk.list.ids.length) {
    const stretch = await walk.next(place, first + 1 - edges.length);
    edges.push(...(await shown(deps, stretch.candidates, walk.list)));
    place = stretch.end;
  }
  return edges;
}

/** Candidates whose item is there, to be seen and to be had, by the store itself. */
async function shown(
  deps: RecommendDeps,
  candidates: readonly ItemCandidate[],
  list: RememberedList,
): Promise<RecommendedItem[]> {
  const items = await deps.items(candidates.map(({ id }) => id as ItemId));
  let place = -1;
  return candidates.flatMap(({ id, score, parts, why }, i) => {
    place = list.ids.indexOf(id, place + 1);
    const item = items[i];
    if (!item?.props.available) return [];
    const position = { list: list.name, request: list.request, place, itemId: id };
    const named = Object.entries(parts).map(([name, value]) => ({ name, value }));
    return { item, score, parts: named, reasons: why, position };
  });
}

/** What a list depends on but for how much of it is shown. */
export function fingerprint({ viewerId, scenario, itemIds, wish }: ListRequest): string {
  const { categorySlugs = null, sellerIds = null, price = null } = wish;
  const parts = [viewerId, scenario, itemIds, categorySlugs, sellerIds, price];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
