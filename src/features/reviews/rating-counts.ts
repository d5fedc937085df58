import type { Id } from '../../../graph-models/domain/ids.js';
import type { NodeProps, Visibility } from '../../../graph-models/domain/vocabulary.js';
import type { Change } from '../../store/graph-store.js';

export const RATINGS = [1, 2, 3, 4, 5] as const;

interface Rated {
  readonly rating: number;
  readonly visibility: Visibility;
}

/** Brings an item's counters from one review to another; only public reviews are counted, as a count tells on few. */
export function recount(itemId: Id<'Item'>, before: Rated | null, after: Rated | null): Change[] {
  const delta = new Map<number, number>();
  const count = (rated: Rated | null, by: number): void => {
    if (rated?.visibility === 'PUBLIC') delta.set(rated.rating, (delta.get(rated.rating) ?? 0) + by);
  };
  count(before, -1);
  count(after, 1);
  return [...delta]
    .filter(([, by]) => by !== 0)
    .map(([rating, by]) => ({ kind: 'increment', id: itemId, property: `rated${rating}`, by }));
}

/** How many public reviews gave one star, two stars, … five. */
export function distributionOf(item: NodeProps['Item']): number[] {
  return RATINGS.map((rating) => item[`rated${rating}`] ?? 0);
}
