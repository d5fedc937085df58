import type { ItemId, UserId } from '../../graph-models/domain/ids.js';
import type { NodeProps } from '../../graph-models/domain/vocabulary.js';
import type {
  Direction,
  EdgePage,
  GraphEdge,
  GraphNode,
  NewEvent,
  StoredEvent,
  WalkEnd,
} from '../../src/store/graph-store.js';

/** The relationship types of the made-up shop. */
export type ShopEdge = 'FRIEND' | 'FOLLOWS' | 'VIEWED' | 'LIKED' | 'PURCHASED' | 'RATED';

/** The embedded driver answers at once, everything else later. */
export type Answer<T> = T | Promise<T>;

export interface Saved {
  readonly from: UserId;
  readonly to: ItemId;
  readonly at: number;
}

export interface NewItem {
  readonly id: ItemId;
  readonly props: NodeProps['Item'];
}

/**
 * What is timed, by either side: the verbs of the store with the arguments that the bench gives them. Both answer with
 * the same objects.
 */
export interface Verbs {
  nodes(ids: readonly UserId[]): Answer<(GraphNode<'User'> | null)[]>;
  lookup(handles: readonly string[]): Answer<(GraphNode<'User'> | null)[]>;
  edges(
    type: ShopEdge,
    direction: Direction,
    ids: readonly (UserId | ItemId)[],
    first: number,
  ): Answer<EdgePage[]>;
  between(
    type: ShopEdge,
    pairs: readonly { readonly from: UserId; readonly to: UserId | ItemId }[],
  ): Answer<(GraphEdge | null)[]>;
  counts(type: ShopEdge, direction: 'out' | 'in', ids: readonly (UserId | ItemId)[]): Answer<number[]>;
  friendsOfFriends(ids: readonly UserId[], limit: number): Answer<WalkEnd[][]>;
  /** The items among `items` that friends liked, and which friends. */
  friendsWhoLiked(ids: readonly UserId[], items: readonly ItemId[], limit: number): Answer<WalkEnd[][]>;
  scanNodes(batches: number): Answer<GraphNode<'User'>[]>;
  scanEdges(type: ShopEdge, batches: number): Answer<GraphEdge[]>;
  eventsAfter(seq: number, limit: number): Answer<StoredEvent[]>;
  search(words: readonly string[], first: number, prefix: boolean): Answer<ItemId[]>;
  /** Expects both ends and no such relationship yet; answers with the outbox position. */
  saveOnce(saved: Saved, event: NewEvent): Answer<number>;
  /** Puts all, whether there or not. */
  shareMany(shared: readonly Saved[], event: NewEvent): Answer<number>;
  createItems(items: readonly NewItem[], event: NewEvent): Answer<number>;
  close(): Answer<void>;
}

/** How many a batch of a scan holds. */
export const SCAN_BATCH = 5000;
