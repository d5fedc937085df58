import type { ItemId, UserId } from '../../../graph-models/domain/ids.js';
import { viewerOf, type Viewer } from '../../../graph-models/neural/part.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { RecommendationsRequest } from './request.js';

/** Which of these people the viewer may know of; the visibility rule, asked in one batch. */
export type Visibility = (viewerId: UserId, userIds: readonly UserId[]) => Promise<ReadonlySet<UserId>>;

/** For whom is ranked: the viewer with the friends they may know of; for ITEM and CART, somebody who has just these items. */
export async function viewerNow(
  state: LiveState,
  visible: Visibility,
  request: RecommendationsRequest,
): Promise<Viewer> {
  const { graph } = state;
  const person = graph.people.indexOf(request.viewerId);
  const friends =
    person < 0 ? new Int32Array(0) : await visibleFriends(state, visible, request.viewerId, person);
  const asked = request.scenario === 'HOME' ? [] : knownItems(state, request.itemIds);
  if (asked.length > 0) {
    return {
      person: -1,
      friends,
      items: Int32Array.from(asked),
      strengths: new Float32Array(asked.length).fill(1),
      times: new Float64Array(asked.length),
    };
  }
  if (person < 0) {
    const nothing = { items: new Int32Array(0), strengths: new Float32Array(0), times: new Float64Array(0) };
    return { person, friends, ...nothing };
  }
  return { ...viewerOf(graph, person), friends };
}

async function visibleFriends(
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
