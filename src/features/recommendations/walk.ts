import type { RememberedList, RememberedLists } from '../../pipeline/remembered-lists.js';
import type { Outcome } from '../../pipeline/stages.js';
import { beginningOf } from './beginning.js';
import type { Position, RecommendationsRequest } from './request.js';
import { furtherRecommendations, recommendations, type ItemCandidate, type Query } from './stages.js';

/** A way through a list, from a place in it. */
export interface Walk {
  readonly list: RememberedList;
  readonly place: number;
  /** What may be shown of the next places, which end before `end`. */
  next(place: number, count: number): Promise<{ candidates: readonly ItemCandidate[]; end: number }>;
}

type Noted = (outcome: Outcome<ItemCandidate>) => readonly ItemCandidate[];

/** Places beyond those asked for, should some not be shown. */
const SPARE = 8;
/** Of lists that are not remembered: who pages on from one goes on behind the item, in a list of then. */
const UNREMEMBERED = 'open';

/** Through the beginning of a new list alone; null when it takes the whole list to tell. */
export function beginningWalk(
  query: Query,
  { first }: RecommendationsRequest,
  asked: string,
  noted: Noted,
): Walk | null {
  const ids = beginningOf(query, first + 1 + SPARE);
  if (ids === null) return null;
  const list = { name: UNREMEMBERED, request: asked, ids, note: null };
  return { list, place: 0, next: furtherIn(list, query, noted) };
}

/** Through the list behind `after`, or a new one, which is remembered in `lists`. */
export async function walkOf(
  lists: RememberedLists | null,
  query: Query,
  { after, first }: RecommendationsRequest,
  asked: string,
  noted: Noted,
): Promise<Walk> {
  const known = after === null ? null : (lists?.find(after.list) ?? null);
  if (after !== null && known?.request === asked)
    return { list: known, place: after.place + 1, next: furtherIn(known, query, noted) };

  const best = noted(await recommendations(query, after === null ? first + 1 : 0));
  const ids = best.map(({ id }) => id);
  const list = lists?.remember(query.viewerId, asked, ids, null) ?? {
    name: UNREMEMBERED,
    request: asked,
    ids,
    note: null,
  };
  if (after !== null) return { list, place: placeBehind(after, list), next: furtherIn(list, query, noted) };
  const next = furtherIn(list, query, noted);
  return {
    list,
    place: 0,
    next: (place, count) =>
      place === 0 ? Promise.resolve({ candidates: best.slice(0, count), end: count }) : next(place, count),
  };
}

function furtherIn(list: RememberedList, query: Query, noted: Noted): Walk['next'] {
  return async (place, count) => {
    const end = Math.min(place + count, list.ids.length);
    const stretch = { ...query, remembered: list.ids.slice(place, end) };
    return { candidates: noted(await furtherRecommendations(stretch)), end };
  };
}

/** Behind the item shown last; if it has left the list, at its place, where the next one has moved up to. */
function placeBehind(after: Position, list: RememberedList): number {
  const found = list.ids.indexOf(after.itemId);
  return found >= 0 ? found + 1 : after.place;
}
