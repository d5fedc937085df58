import { exclusionsOf } from './exclusions.js';
import { Ranking } from './ranking.js';
import { Explainer } from './reasons.js';
import type { ListRequest } from './request.js';
import type { Serving } from './serving.js';
import { viewerNow, type Visibility } from './viewer-now.js';

/** Every item's score and reasons for one viewer and answer. */
export interface PersonalRanking {
  readonly ranking: Ranking;
  readonly explainer: Explainer;
  /** uint8 [itemCount]: 0 where the item may be shown, else a code into EXCLUSIONS. */
  readonly excluded: Uint8Array;
}

/** The ranking for the request's viewer, by the friends they may know of; null when the item asked about is not there. */
export async function personalRanking(
  { state, rankers }: Serving,
  visible: Visibility,
  request: ListRequest,
): Promise<PersonalRanking | null> {
  const now = await viewerNow(state, visible, request);
  if (now === null) return null;
  const { viewer, by } = now;
  const ranking = new Ranking(rankers[by], viewer, state);
  const explainer = new Explainer(state, ranking, request.viewerId, by === 'ranker');
  return { ranking, explainer, excluded: exclusionsOf(state, request) };
}
