import { withoutControlled, type Board } from './board.js';
import { likelierBy, likeliest, logLikelihoods, type Likeliest } from './board-likelihood.js';
import { loadedBoard, ndcgsOf, type LoadedBoard } from './board-ndcg.js';
import { mean, pairedT } from './statistics.js';

/** One-sided 10 %: below it a part has not shown that it helps, and it stays out. */
const T_HELPS = 1.28;
/**
 * One-sided 5 %: what a friend part gains must be more than the same part gains with strangers in the place of friends,
 * as what is left unexplained of any two dozen people's tastes says something about everybody.
 */
const T_CONTROL = 1.64;

/**
 * The blend that makes the wanted likeliest, of parts that each help.
 *
 * All parts are weighed together; then they leave one at a time, the one that helps least surely first, until each helps by a
 * z of 1.28, and gains more than every control of it. Where none is left that has controls, the others are weighed as if there
 * had never been any, so that candidates that only those name do not move them. A blend that ranks no better than one of its
 * parts alone is that part; and where it has not shown that it ranks better than popularity, popularity.
 *
 * @returns a weight and a z for each part; null when no part finds anything
 */
export function likelyBlend(board: LoadedBoard, names: readonly string[]): Likeliest | null {
  const blend = ofThoseThatHelp(board);
  const isControlled = [...board.controls.keys()].some((p) => blend.weights[p]! > 0);
  if (isControlled || board.controls.size === 0) return orOneAlone(board, names, blend);
  const open = loadedBoard(withoutControlled(board), board.numerics);
  return orOneAlone(open, names, ofThoseThatHelp(open));
}

function ofThoseThatHelp(board: Board): Likeliest {
  let left = [...board.columns.keys()];
  let blend = likeliest(board, left);
  for (;;) {
    left = left.filter((p) => blend.weights[p]! > 0);
    const leaving = leastSure(blend, left) ?? noBetterThanStrangers(board, blend, left);
    if (leaving === null) return blend;
    left = left.filter((p) => p !== leaving);
    blend = likeliest(board, left, blend.weights.with(leaving, 0));
  }
}

/** Of parts that have not shown that they help, the one that has shown it least; the last part stays. */
function leastSure({ z }: Likeliest, left: readonly number[]): number | null {
  if (left.length < 2) return null;
  const least = left.reduce((one, p) => (z[p]! < z[one]! ? p : one));
  return z[least]! < T_HELPS ? least : null;
}

/** The part that gains least beyond one of its controls, where that is not enough. */
function noBetterThanStrangers(board: Board, { weights }: Likeliest, left: readonly number[]): number | null {
  const here = logLikelihoods(board, weights);
  let worst: number | null = null;
  let worstT = T_CONTROL;
  for (const p of left)
    for (const control of board.controls.get(p) ?? []) {
      const instead = { ...board, columns: board.columns.with(p, control) };
      const there = logLikelihoods(instead, likeliest(instead, left, weights).weights);
      const t = likelierBy(board, here, there);
      if (t >= worstT) continue;
      worst = p;
      worstT = t;
    }
  return worst;
}

/** The blend; the best of its parts alone where that ranks better; popularity where neither has shown that it ranks better. */
function orOneAlone(board: LoadedBoard, names: readonly string[], blend: Likeliest): Likeliest | null {
  if (blend.weights.every((weight) => weight === 0)) return null;
  const ndcgs = names.map((_, p) => ndcgsOf(board, unit(names.length, p)));
  const means = ndcgs.map(mean);
  const open = [...names.keys()].filter((p) => blend.weights[p]! > 0 || !board.controls.has(p));
  const best = open.reduce((one, p) => (means[p]! > means[one]! ? p : one));
  const blended = ndcgsOf(board, blend.weights);
  const isBlend = mean(blended) >= means[best]!;
  const popularity = names.indexOf('popularity');
  const isPopular =
    popularity >= 0 &&
    means[popularity]! > 0 &&
    pairedT(isBlend ? blended : ndcgs[best]!, ndcgs[popularity]!) < T_HELPS;
  if (isPopular) return aloneOf(board, popularity);
  return isBlend ? blend : aloneOf(board, best);
}

function aloneOf(board: Board, p: number): Likeliest {
  return { weights: unit(board.columns.length, p), z: likeliest(board, [p]).z };
}

/** Weight 1 for one part. */
export function unit(width: number, at: number): number[] {
  return Array.from({ length: width }, (_, p) => (p === at ? 1 : 0));
}
