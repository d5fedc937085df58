/** What a person can do with an item; the stores use the same names as edge types. */
export type ActKind = 'VIEWED' | 'SAVED' | 'LIKED' | 'SHARED' | 'RATED' | 'PURCHASED' | 'USED';

/** Every kind, in the order of its code inside the graph's typed arrays. */
export const ACT_KINDS: readonly ActKind[] = [
  'VIEWED',
  'SAVED',
  'LIKED',
  'SHARED',
  'RATED',
  'PURCHASED',
  'USED',
];

/** How much one act of a kind says that its person wants the item: 0 nothing, 1 all. */
export const DEFAULT_ACT_WEIGHTS: Readonly<Record<ActKind, number>> = {
  VIEWED: 0.2,
  SAVED: 0.6,
  LIKED: 0.8,
  SHARED: 0.8,
  RATED: 1,
  PURCHASED: 1,
  USED: 1,
};

/** The weight of a rating of 1 to 5: 4 and 5 are wishes for more, 3 a faint one, 1 and 2 none. */
export function ratingWeight(rating: number): number {
  if (rating >= 4) return 1;
  return rating >= 3 ? 0.3 : 0;
}

/** Acts by which somebody comes to have an item, and not only to look at it. */
export const OWNING_KINDS: readonly ActKind[] = ['RATED', 'PURCHASED', 'USED'];

/** Acts that friends hear of. What somebody merely looked at is their own business. */
export const HEARD_KINDS: readonly ActKind[] = ['SAVED', 'LIKED', 'SHARED', 'RATED', 'PURCHASED', 'USED'];
