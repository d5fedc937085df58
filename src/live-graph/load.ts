import type { Id } from '../../graph-models/domain/ids.js';
import { EDGE_TYPES, type EdgeType, type Label } from '../../graph-models/domain/vocabulary.js';
import type { GraphStore } from '../store/graph-store.js';
import { isKeptFromFriends } from './act-of-edge.js';
import { LiveState } from './live-state.js';
import { isFollowed } from './state-edges.js';

/** Told after every batch: what is being read, and how many of it so far. */
export type LoadProgress = (what: Label | EdgeType, count: number) => void;

const EDGES_LOADED = EDGE_TYPES.filter(isFollowed);

/** How many kinds of things `loadState` reads. */
export const LOADED_KINDS = 5 + EDGES_LOADED.length;

/**
 * Reads a live state from the whole store. Its `seq` is taken before the first read: what was committed since may or
 * may not be in it yet, and applying the events after `seq` makes it whole, as applying them twice does no harm.
 */
export async function loadState(
  store: GraphStore,
  onProgress: LoadProgress = () => undefined,
): Promise<LiveState> {
  const state = new LiveState(await outboxEnd(store));
  await each(store.scanNodes('User'), onProgress, 'User', ({ id, props }) => state.putPerson(id, props));
  await each(store.scanNodes('Item'), onProgress, 'Item', ({ id, props }) => state.putItem(id, props));
  await each(store.scanNodes('Review'), onProgress, 'Review', ({ id, props }) => {
    state.putContent(id, props);
    if (isKeptFromFriends(props.visibility)) state.setRatingPrivate(props.userId, props.itemId, true);
  });
  await each(store.scanNodes('Category'), onProgress, 'Category', ({ id, props }) =>
    state.topics.put(id, props.slug),
  );
  await each(store.scanNodes('Post'), onProgress, 'Post', ({ id, props }) => state.putContent(id, props));
  for (const type of EDGES_LOADED) {
    await each(store.scanEdges(type), onProgress, type, (edge) => {
      if (type !== 'RATED' || !isRatedPrivately(state, edge.from, edge.to)) state.putEdge(edge);
    });
  }
  return state;
}

/** The position of the newest event: a commit of nothing answers it. */
export async function outboxEnd(store: GraphStore): Promise<number> {
  const done = await store.commit({ changes: [] });
  if (done.kind === 'committed') return done.seq;
  throw new Error(`a commit without changes met ${done.conflict.kind}`);
}

function isRatedPrivately(state: LiveState, personId: Id, itemId: Id): boolean {
  const person = state.graph.people.indexOf(personId);
  const item = state.graph.items.indexOf(itemId);
  return person >= 0 && item >= 0 && state.privateRatings.has(person, item);
}

async function each<T>(
  batches: AsyncIterable<readonly T[]>,
  onProgress: LoadProgress,
  what: Label | EdgeType,
  take: (one: T) => void,
): Promise<void> {
  let count = 0;
  for await (const batch of batches) {
    for (const one of batch) take(one);
    onProgress(what, (count += batch.length));
  }
}
