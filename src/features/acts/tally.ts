import type { Id } from '../../../graph-models/domain/ids.js';
import type { Expectation, GraphEdge } from '../../store/graph-store.js';

/** Relationships that count how often an act was done. */
export type TalliedType = 'VIEWED' | 'SHARED' | 'PURCHASED';

/** What must still hold when a tally that was read is written back, so that no act of a concurrent writer is lost. */
export function unchanged<T extends TalliedType>(
  type: T,
  from: Id<'User'>,
  to: Id<'Item'>,
  known: GraphEdge<T> | null,
): Expectation {
  return known === null
    ? { kind: 'edgeAbsent', type, from, to }
    : { kind: 'edgeTimes', type, from, to, times: known.props.times ?? 1 };
}
