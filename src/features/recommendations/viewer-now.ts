import type { ItemId } from '../../../graph-models/domain/ids.js';
import type { Rankers } from '../../../graph-models/neural/fit-ranker.js';
import { holderOf } from '../../../graph-models/neural/item-scenarios.js';
import { viewerOf, type Viewer } from '../../../graph-models/neural/part.js';
import type { LiveState } from '../../live-graph/live-state.js';
import { Wishes } from '../../live-graph/wishes.js';
import type { ListRequest } from './request.js';

/** Whom to rank for, by which of the rankers. */
export interface ViewerNow {
  readonly viewer: Viewer;
  readonly by: Exclude<keyof Rankers, 'session'>;
}

/**
 * The viewer with the friends they may know of and did not mute, and with their wishes; for ITEM and CART, somebody who has just these items. An empty cart is
 * for the viewer; null when the item that is asked about is not there.
 */
export function viewerNow(state: LiveState, request: ListRequest): ViewerNow | null {
  const { graph } = state;
  const asked = request.scenario === 'HOME' ? [] : knownItems(state, request.itemIds);
  if (asked.length > 0) return { viewer: holderOf(asked), by: request.scenario === 'ITEM' ? 'item' : 'cart' };
  if (request.scenario === 'ITEM') return null;
  const person = graph.people.indexOf(request.viewerId);
  if (person < 0) return { viewer: holderOf([]), by: 'ranker' };
  const friends = state.heardFriendsOf(person);
  const wishes = new Wishes(state, person).ofItems();
  return { viewer: { ...viewerOf(graph, person), friends, wishes }, by: 'ranker' };
}

function knownItems({ graph }: LiveState, ids: readonly ItemId[]): number[] {
  return [...new Set(ids.map((id) => graph.items.indexOf(id)))].filter((item) => item >= 0);
}
