import type { Id } from '../../graph-models/domain/ids.js';
import type { EdgeType } from '../../graph-models/domain/vocabulary.js';
import type { Change, NewEvent } from '../store/graph-store.js';

/** What one committed mutation changed: enough for readers of the outbox to follow without asking, but for node properties. */
export interface GraphChanged {
  /** The mutation's name, for example `acceptFriend`. */
  readonly mutation: string;
  /** Who did it; null for the system. */
  readonly by: Id<'User'> | null;
  readonly put: readonly EdgePut[];
  readonly removed: readonly EdgeRemoved[];
  /** Created or updated; read their properties from the store. */
  readonly nodes: readonly Id[];
  /** Gone with all their relationships. */
  readonly deleted: readonly Id[];
}

export interface EdgePut {
  readonly type: EdgeType;
  readonly from: Id;
  readonly to: Id;
  readonly at: number;
  readonly props: Readonly<Record<string, unknown>>;
}

export interface EdgeRemoved {
  readonly type: EdgeType;
  readonly from: Id;
  readonly to: Id;
}

/** Kind of the event that every mutation announces; its payload is a `GraphChanged`. */
export const GRAPH_CHANGED = 'graph.changed';
/** Kind of the event at the end of a bulk import; its payload is `{ name }`, and readers load anew. */
export const GRAPH_IMPORTED = 'graph.imported';

/** Labels that only the system itself reads. */
const PRIVATE = /^(acc|sgn|rcp|csm|act)_/;

/** The one event a mutation announces, derived from its changes. */
export function graphChanged(
  id: string,
  at: number,
  mutation: string,
  by: Id<'User'> | null,
  changes: readonly Change[],
): NewEvent {
  const put: EdgePut[] = [];
  const removed: EdgeRemoved[] = [];
  const nodes = new Set<Id>();
  const deleted = new Set<Id>();
  for (const change of changes) {
    switch (change.kind) {
      case 'putEdge':
        put.push({
          type: change.type,
          from: change.from,
          to: change.to,
          at: change.at,
          props: { ...change.props },
        });
        break;
      case 'deleteEdge':
        removed.push({ type: change.type, from: change.from, to: change.to });
        break;
      case 'createNode':
      case 'updateNode':
      case 'increment':
        if (!PRIVATE.test(change.id)) nodes.add(change.id);
        break;
      case 'deleteNode':
        if (!PRIVATE.test(change.id)) deleted.add(change.id);
        break;
      default:
        change satisfies never;
    }
  }
  const payload = {
    mutation,
    by,
    put,
    removed,
    nodes: [...nodes],
    deleted: [...deleted],
  } satisfies GraphChanged;
  return { id, kind: GRAPH_CHANGED, at, payload };
}
