import type { Id } from '../../graph-models/domain/ids.js';
import { GRAPH_CHANGED, GRAPH_IMPORTED, type GraphChanged } from '../events/graph-changed.js';
import type { StoredEvent } from '../store/graph-store.js';

/** An event of the outbox as subscribers see it. */
export interface LiveEvent {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
  /** Null after a bulk import: anything may have changed. */
  readonly change: GraphChanged | null;
  /** Every node it is about: created, updated, deleted, and both ends of its relationships. */
  readonly touches: ReadonlySet<Id>;
}

/** The event for subscribers, or null for one that says nothing about the graph. */
export function liveEvent({ seq, id, at, kind, payload }: StoredEvent): LiveEvent | null {
  if (kind === GRAPH_IMPORTED) return { seq, id, at, change: null, touches: new Set() };
  if (kind !== GRAPH_CHANGED) return null;
  const change = payload as unknown as GraphChanged;
  const edges = [...change.put, ...change.removed];
  const touches = new Set([
    ...change.nodes,
    ...change.deleted,
    ...edges.flatMap(({ from, to }) => [from, to]),
  ]);
  return { seq, id, at, change, touches };
}
