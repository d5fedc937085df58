import { exclusionsOf } from './exclusions.js';
import { Ranking } from './ranking.js';
import { Explainer } from './reasons.js';
import type { ListRequest } from './request.js';
import type { Serving } from './serving.js';
import { viewerNow } from './viewer-now.js';

/** Every item's score and reasons for one viewer and answer. */
export interface PersonalRanking {
  readonly ranking: Ranking;
  readonly explainer: Explainer;
  /** uint8 [itemCount]: 0 where the item may be shown, else a code into EXCLUSIONS. */
  readonly excluded: Uint8Array;
}

/**
 * The ranking for the request's viewer, by the friends they may know of; null when the item asked about is not there.
 *
 * @param withWishes false where what they said they want is counted elsewhere
 */
export function personalRanking(
  { state, rankers }: Serving,
  request: ListRequest,
  withWishes = true,
): PersonalRanking | null {
  const now = viewerNow(state, request);
  if (now === null) return null;
  const { viewer, by } = now;
  const asked = withWishes ? viewer : { ...viewer, wishes: new Map<number, number>() };
  const ranking = new Ranking(rankers[by], asked, state);
  const explainer = new Explainer(state, ranking, request.viewerId, by === 'ranker');
  return { ranking, explainer, excluded: exclusionsOf(state, request) };
}
