import type { ItemScorer, Viewer } from './part.js';

/** Viewers that are asked about at once. */
const MOST_AT_ONCE = 16;
/** Bytes of scores at once, over all parts. */
const MOST_BYTES = 2 ** 27;

/** Writes every item's score for viewer n into outs[n], in the scorer's quickest way. */
export function scoreMany(
  scorer: ItemScorer,
  viewers: readonly Viewer[],
  outs: readonly Float32Array[],
): void {
  if (scorer.scoreMany !== undefined) scorer.scoreMany(viewers, outs);
  else viewers.forEach((viewer, nth) => scorer.score(viewer, outs[nth]!));
}

/** Lists of as many as may be asked about at once, so that scores of `parts` parts for all of them are not too many. */
export function inTurns<T>(all: readonly T[], parts: number, itemCount: number): T[][] {
  const room = Math.floor(MOST_BYTES / (4 * Math.max(1, parts * itemCount)));
  const size = Math.max(1, Math.min(MOST_AT_ONCE, room));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, nth) =>
    all.slice(nth * size, (nth + 1) * size),
  );
}
