import { ratingWeight } from '../../graph-models/interactions/act-kinds.js';
import type { Acts } from './dataset.js';

/** How a bundle's ratings are read. */
export interface RatingScale {
  readonly kind: 'none' | 'zeroOne' | 'fiveStars' | 'tenPoints' | 'counts';
  /** Whether somebody who rated so wanted the item. */
  isWish(rating: number): boolean;
  /** What the act weighs when a model learns from it, 0 to 1. */
  weight(rating: number): number;
}

/** Tells the scale by the range of the values: up to 1, up to 5, up to 10, or counts of something. */
export function ratingScaleOf(acts: Pick<Acts, 'rating'>): RatingScale {
  let least = Infinity;
  let most = -Infinity;
  for (const rating of acts.rating) {
    if (Number.isNaN(rating)) continue;
    least = Math.min(least, rating);
    most = Math.max(most, rating);
  }
  if (most === -Infinity || least === most) return { kind: 'none', isWish: () => true, weight: () => 1 };
  if (least < 0 || most > 10)
    return { kind: 'counts', isWish: (rating) => !(rating < 0), weight: (rating) => (rating < 0 ? 0 : 1) };
  if (most <= 1) return { kind: 'zeroOne', isWish: (rating) => rating > 0, weight: (rating) => rating };
  if (most <= 5) return { kind: 'fiveStars', isWish: (rating) => rating >= 4, weight: ratingWeight };
  return {
    kind: 'tenPoints',
    isWish: (rating) => rating >= 8,
    weight: (rating) => ratingWeight(rating / 2),
  };
}
