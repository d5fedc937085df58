import type { Id, ItemId } from '../../../graph-models/domain/ids.js';
import type { LiveState } from '../../live-graph/live-state.js';
import { bestFirst } from '../../pipeline/pipeline.js';
import { patchesBetween } from '../../live/list-patches.js';
import { isFromOutside, isSeen, type FeedCandidate, type SubjectId } from './entries.js';
import { evidenceOf } from './evidence.js';
import type { FeedDeps } from './feed.js';
import { entryOf, nameOf, type FeedEntry, type FeedRequest } from './feed-request.js';
import { Network } from './network.js';
import type { ShownEntry } from './feed-positions.js';
import { furtherFeed, mixedAndSpread, WINDOW, type FeedQuery } from './stages.js';

/** What an open feed keeps of how it was ranked, so that something new is put in without ranking the rest anew. */
export interface KeptFeed {
  readonly state: LiveState;
  readonly modelVersion: string | null;
  /** Milliseconds since 1970: everything committed before is considered. */
  readonly asOf: number;
  /** The recommendation score that counts 1 in it. */
  readonly unit: number;
  readonly scoreOf: (itemId: ItemId) => number | null;
  /** The name of the remembered list. */
  readonly list: string;
  /** In order: all that is shown, and what else its order depends on. */
  readonly beginning: readonly FeedCandidate[];
}

export interface FeedWithNews {
  readonly kept: KeptFeed;
  /** What was put in, as far as it may be seen, and what it moved. */
  readonly entries: readonly FeedEntry[];
}

/** How many entries of a feed are kept when `first` are shown: one more may push a whole window on. */
export function keptOf(first: number): number {
  return first + 1 + WINDOW;
}

/**
 * Puts posts of the viewer's network into a feed: each is one more candidate, found, scored and explained by the stages of
 * every feed, and placed by its rule of shares and diversity. The scores of the others are those of the ranking that is
 * kept; ranking anew brings them up to date. Null when that ranking is of another model or graph, or something that
 * would move is gone: then all has to be ranked anew.
 *
 * @param shown what the client has
 */
export async function feedWithNews(
  deps: FeedDeps,
  kept: KeptFeed,
  request: FeedRequest,
  shown: readonly ShownEntry[],
  news: readonly Id[],
): Promise<FeedWithNews | null> {
  const { state, version } = deps.serving();
  if (state !== kept.state || version !== kept.modelVersion) return null;
  const known = new Set<string>(kept.beginning.map(({ id }) => id));
  const remembered = news.filter((id): id is SubjectId => !known.has(id));
  const query = queryOf(deps, kept, request, remembered);
  const { selected } = await furtherFeed(query);
  const brought = selected.filter((one) => !isFromOutside(one));
  const things = new Map<string, object | null>();
  const load = async (those: readonly FeedCandidate[]): Promise<void> => {
    const found = await deps.things(those.map((one) => one.shown));
    those.forEach(({ id }, i) => things.set(id, found[i] ?? null));
  };
  await load(brought);

  const seen = brought.filter(({ id }) => things.get(id) !== null);
  const ranked = [...kept.beginning, ...seen].sort(bestFirst);
  const beginning = mixedAndSpread(query, ranked).slice(0, keptOf(request.first));
  const page = beginning.slice(0, request.first);
  const moved = movedIn(shown, page);
  await load(page.filter(({ id }) => moved.has(id)));

  const list = deps.lists.remember(
    request.viewerId,
    nameOf(request),
    orderOf(deps, kept, beginning),
    kept.unit,
  ).name;
  const entries: FeedEntry[] = [];
  for (const [place, one] of page.entries()) {
    const thing = things.get(one.id);
    if (thing === null) return null;
    if (thing === undefined) continue;
    const seen = {
      isSeen: isSeen(query.state, query.network.viewer, one),
      countsAsSeen: 'seen' in one.parts,
    };
    entries.push(entryOf(one, thing, seen, { list, place }));
  }
  return { kept: { ...kept, list, beginning: beginning.map(asKept) }, entries };
}

/** What is kept of a candidate: not what brought it, which its score tells already. */
export function asKept(one: FeedCandidate): FeedCandidate {
  return one.evidence.length === 0 ? one : { ...one, evidence: [] };
}

function movedIn(shown: readonly ShownEntry[], page: readonly FeedCandidate[]): ReadonlySet<string> {
  const looks = page.map(({ id }) => ({ id, look: '' }));
  return new Set(patchesBetween(shown, looks).flatMap(({ op, id }) => (op === 'MOVE' ? id : [])));
}

/** The parts of a query that posts of the network need. */
function queryOf(
  deps: FeedDeps,
  { state, modelVersion, unit, scoreOf }: KeptFeed,
  { viewerId, mode, mix, weights, keptUnseen }: FeedRequest,
  remembered: readonly SubjectId[],
): FeedQuery {
  const viewer = state.graph.people.indexOf(viewerId);
  const friends = viewer < 0 ? new Int32Array() : state.visibleFriendsOf(viewer);
  const network = new Network(state, viewer, friends);
  return {
    ...{ state, network, mode, mix, weights, unit, modelVersion, remembered },
    evidence: evidenceOf(state, network, remembered),
    scoresOf: (items) => items.map((item) => scoreOf(state.graph.items.idOf(item) as ItemId) ?? NaN),
    countsAsSeen: (one) => keptUnseen?.has(one.id) !== true && isSeen(state, viewer, one),
    now: deps.now(),
    explainer: { reasonsOf: () => [] },
    excluded: new Uint8Array(),
    strangers: new Map(),
    topics: new Map(),
    bestItems: [],
  };
}

/** Further pages go on behind what is shown, as they would have. */
function orderOf({ lists }: FeedDeps, { list }: KeptFeed, beginning: readonly FeedCandidate[]): string[] {
  const order = beginning.map(({ id }) => id as string);
  const those = new Set(order);
  return [...order, ...(lists.find(list)?.ids ?? []).filter((id) => !those.has(id))];
}
