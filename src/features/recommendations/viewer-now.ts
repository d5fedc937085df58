import type { ItemId, UserId } from '../../../graph-models/domain/ids.js';
import type { Rankers } from '../../../graph-models/neural/fit-ranker.js';
import { holderOf } from '../../../graph-models/neural/item-scenarios.js';
import { viewerOf, type Viewer } from '../../../graph-models/neural/part.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { ListRequest } from './request.js';

/** Which of these people the viewer may know of; the visibility rule, asked in one batch. */
export type Visibility = (viewerId: UserId, userIds: readonly UserId[]) => Promise<ReadonlySet<UserId>>;

/** Whom to rank for, by which of the rankers. */
export interface ViewerNow {
  readonly viewer: Viewer;
  readonly by: keyof Rankers;
}

/**
 * The viewer with the friends they may know of; for ITEM and CART, somebody who has just these items. An empty cart is
 * for the viewer; null when the item that is asked about is not there.
 */
export async function viewerNow(
  state: LiveState,
  visible: Visibility,
  request: ListRequest,
): Promise<ViewerNow | null> {
  const { graph } = state;
  const asked = request.scenario === 'HOME' ? [] : knownItems(state, request.itemIds);
  if (asked.length > 0) return { viewer: holderOf(asked), by: request.scenario === 'ITEM' ? 'item' : 'cart' };
  if (request.scenario === 'ITEM') return null;
  const person = graph.people.indexOf(request.viewerId);
  if (person < 0) return { viewer: holderOf([]), by: 'ranker' };
  const friends = await visibleFriends(state, visible, request.viewerId, person);
  return { viewer: { ...viewerOf(graph, person), friends }, by: 'ranker' };
}

/** The person's friends whom they may know of; indices. */
export async function visibleFriends(
  state: LiveState,
  visible: Visibility,
  viewerId: UserId,
  person: number,
): Promise<Int32Array> {
  const { graph } = state;
  const blocked = state.blockedEitherWay(person);
  const friends = graph.friendsOf(person).filter((friend) => !blocked.has(friend));
  if (friends.length === 0) return friends;
  const ids = Array.from(friends, (friend) => graph.people.idOf(friend) as UserId);
  const allowed = await visible(viewerId, ids);
  return friends.filter((_friend, i) => allowed.has(ids[i]!));
}

function knownItems({ graph }: LiveState, ids: readonly ItemId[]): number[] {
  return [...new Set(ids.map((id) => graph.items.indexOf(id)))].filter((item) => item >= 0);
}
