import type { EdgeType } from '../../graph-models/domain/vocabulary.js';
import type { GraphEdge, GraphNode, Store } from '../../src/store/graph-store.js';
import { committed } from './made-up-shop.js';
import type { Saved, Verbs } from './verbs.js';

/** The verbs by the store itself. */
export function oursOf(store: Store): Verbs {
  return {
    nodes: (ids) => store.nodes('User', ids),
    lookup: (handles) => store.lookup('User', 'handle', handles),
    edges: (type, direction, ids, first) => store.edges<EdgeType>(type, direction, ids, { first }),
    between: (type, pairs) => store.between<EdgeType>(type, pairs),
    counts: (type, direction, ids) => store.counts(type, direction, ids),
    friendsOfFriends: (ids, limit) => store.walk([FRIENDS, FRIENDS], ids, { limit }),
    friendsWhoLiked: (ids, items, limit) =>
      store.walk([FRIENDS, { type: 'LIKED', direction: 'out' }], ids, { limit, to: items }),
    scanNodes: (batches) => firstOf<GraphNode<'User'>>(store.scanNodes('User'), batches),
    scanEdges: (type, batches) => firstOf<GraphEdge>(store.scanEdges<EdgeType>(type), batches),
    eventsAfter: (seq, limit) => store.eventsAfter(seq, limit),
    search: (words, first, prefix) => store.search('Item', words, { first, prefix }),
    saveOnce: ({ from, to, at }, event) =>
      committed(store, {
        expect: [
          { kind: 'nodePresent', id: from },
          { kind: 'nodePresent', id: to },
          { kind: 'edgeAbsent', type: 'SAVED', from, to },
        ],
        changes: [{ kind: 'putEdge', type: 'SAVED', from, to, at, props: {} }],
        events: [event],
      }),
    shareMany: (shared, event) => committed(store, { changes: shared.map(putShared), events: [event] }),
    createItems: (items, event) =>
      committed(store, {
        changes: items.map(({ id, props }) => ({ kind: 'createNode', id, props })),
        events: [event],
      }),
    close: () => store.close(),
  };
}

const FRIENDS = { type: 'FRIEND', direction: 'both' } as const;

const putShared = ({ from, to, at }: Saved) =>
  ({ kind: 'putEdge', type: 'SHARED', from, to, at, props: { times: 1 } }) as const;

async function firstOf<T>(scan: AsyncIterable<readonly T[]>, batches: number): Promise<T[]> {
  const found: T[] = [];
  let left = batches;
  for await (const batch of scan) {
    for (const one of batch) found.push(one);
    if (--left === 0) break;
  }
  return found;
}
