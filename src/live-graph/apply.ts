import { parseId, type Id } from '../../graph-models/domain/ids.js';
import type { Label } from '../../graph-models/domain/vocabulary.js';
import type { EdgePut, EdgeRemoved, GraphChanged } from '../events/graph-changed.js';
import type { GraphEdge, GraphNode, GraphStore } from '../store/graph-store.js';
import { isKeptFromFriends } from './act-of-edge.js';
import type { LiveState } from './live-state.js';
import { isFollowed } from './state-edges.js';

/**
 * Brings a live state up to one event. Facts of nodes are read from the store as they are now; nothing is changed
 * before all reads are done, and then all at once, so no reader ever sees half an event.
 */
export async function applyChange(
  store: GraphStore,
  state: LiveState,
  change: GraphChanged,
  seq: number,
): Promise<void> {
  const put = change.put.filter(({ type }) => isFollowed(type));
  const strangers = put.flatMap(({ from, to }) => [from, to]).filter((id) => !isKnown(state, id));
  const touched = [...change.nodes, ...strangers];
  const [people, items, reviews, posts, categories, removed] = await Promise.all([
    read(store, 'User', touched),
    read(store, 'Item', touched),
    read(store, 'Review', [...touched, ...put.flatMap(reviewIdOf)]),
    read(store, 'Post', touched),
    read(store, 'Category', touched),
    withoutPutAgain(store, change),
  ]);
  const ratings = await ratingsOf(store, reviews);
  const goneReviews = new Set<string>(reviews.flatMap(([id, node]) => (node === null ? [id] : [])));

  for (const [id, node] of people) if (node !== null) state.putPerson(id, node.props);
  for (const [id, node] of items) if (node !== null) state.putItem(id, node.props);
  for (const [id, node] of categories) if (node !== null) state.topics.put(id, node.props.slug);
  for (const [id, node] of [...reviews, ...posts]) if (node !== null) state.putContent(id, node.props);
  for (const edge of put) if (!reviewIdOf(edge).some((id) => goneReviews.has(id))) state.putEdge(edge);
  for (const edge of removed) state.removeEdge(edge);
  for (const { review, edge } of ratings) {
    const { userId, itemId, visibility } = review.props;
    state.setRatingPrivate(userId, itemId, isKeptFromFriends(visibility));
    if (edge !== null && !isKeptFromFriends(visibility)) state.putEdge(edge);
  }
  for (const [id, node] of people) if (node === null) state.removePerson(id);
  for (const [id, node] of items) if (node === null) state.removeItem(id);
  for (const [id, node] of [...reviews, ...posts]) if (node === null) state.removeContent(id);
  for (const id of change.deleted) {
    state.removeContent(id);
    state.removeEnd(id);
    const [person, item] = [parseId('User', id), parseId('Item', id)];
    if (person !== null) state.removePerson(person);
    if (item !== null) state.removeItem(item);
  }
  state.seq = seq;
}

function isKnown({ graph, content, topics }: LiveState, id: Id): boolean {
  const places = [graph.people.indexOf(id), graph.items.indexOf(id), content.ids.indexOf(id)];
  return Math.max(...places, topics.indexOf(id)) >= 0;
}

function reviewIdOf({ type, props }: EdgePut): string[] {
  const id = props['reviewId'];
  return type === 'RATED' && typeof id === 'string' ? [id] : [];
}

/** An event does not say which came last when one mutation removes and puts the same relationship: the store does. */
async function withoutPutAgain(store: GraphStore, { put, removed }: GraphChanged): Promise<EdgeRemoved[]> {
  const kept: EdgeRemoved[] = [];
  for (const edge of removed) {
    const isUndecided = put.some(
      ({ type, from, to }) => type === edge.type && from === edge.from && to === edge.to,
    );
    const [now] = isUndecided ? await store.between(edge.type, [edge]) : [];
    if (!now) kept.push(edge);
  }
  return kept;
}

async function read<L extends Label>(
  store: GraphStore,
  label: L,
  ids: readonly string[],
): Promise<(readonly [Id<L>, GraphNode<L> | null])[]> {
  const wanted = [...new Set(ids)].flatMap((id) => parseId(label, id) ?? []);
  if (wanted.length === 0) return [];
  const nodes = await store.nodes(label, wanted);
  return wanted.map((id, index) => [id, nodes[index] ?? null] as const);
}

/** Reviews that are there, each with the rating it hangs on. */
async function ratingsOf(
  store: GraphStore,
  reviews: readonly (readonly [Id, GraphNode<'Review'> | null])[],
): Promise<{ review: GraphNode<'Review'>; edge: GraphEdge<'RATED'> | null }[]> {
  const present = reviews.flatMap(([, node]) => node ?? []);
  if (present.length === 0) return [];
  const pairs = present.map(({ props }) => ({ from: props.userId, to: props.itemId }));
  const edges = await store.between('RATED', pairs);
  return present.map((review, index) => ({ review, edge: edges[index] ?? null }));
}
