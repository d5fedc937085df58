import type { ItemId, UserId } from '../../../graph-models/domain/ids.js';
import type { GraphNode } from '../../store/graph-store.js';
import type { Trace } from '../../pipeline/trace.js';
import type { Reason } from './reasons.js';

/** HOME: for a person · ITEM: what goes with one thing they look at · CART: what goes with the things in it. */
export type Scenario = 'HOME' | 'ITEM' | 'CART';

/** What may be shown at all; what is left out does not matter. */
export interface Wish {
  /** In at least one of these. */
  readonly categorySlugs?: readonly string[];
  /** Of one of these. */
  readonly sellerIds?: readonly UserId[];
  /** Minor units of one currency, both ends included. */
  readonly price?: { readonly currency: string; readonly minMinor?: number; readonly maxMinor?: number };
}

/** Where an edge stands in a list that was answered before. */
export interface Position {
  /** The list's name while it is remembered. */
  readonly list: string;
  /** Of the request that made the list; a cursor is good for the same request only. */
  readonly request: string;
  readonly place: number;
  readonly itemId: string;
}

/** What a list depends on. */
export interface ListRequest {
  readonly viewerId: UserId;
  readonly scenario: Scenario;
  /** What ITEM and CART are about. */
  readonly itemIds: readonly ItemId[];
  readonly wish: Wish;
}

/** A page of a list. */
export interface RecommendationsRequest extends ListRequest {
  readonly first: number;
  readonly after: Position | null;
  /** How many reasons each edge gives at most, strongest first; 0 saves the work. */
  readonly reasons: number;
}

export interface RecommendedItem {
  readonly item: GraphNode<'Item'>;
  /** The sum of `parts`. */
  readonly score: number;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
  readonly reasons: readonly Reason[];
  readonly position: Position;
}

/**
 * What the shown list owes most to. MODEL: weights learned from this shop, and the viewer's own acts · TASTE: the
 * viewer's own acts, no model yet · FRIENDS: what friends did · POPULARITY · NEWEST: nothing is known · NOTHING: there
 * is nothing to show.
 */
export type BasedOn = 'MODEL' | 'TASTE' | 'FRIENDS' | 'POPULARITY' | 'NEWEST' | 'NOTHING';

export interface Recommendations {
  readonly edges: readonly RecommendedItem[];
  readonly hasMore: boolean;
  /** Milliseconds since 1970: everything committed before is considered. */
  readonly asOf: number;
  /** null: no model was there, the weights are the ones that need none. */
  readonly modelVersion: string | null;
  readonly basedOn: BasedOn;
  /** Something clever was missing: the model, or the newest events. */
  readonly degraded: boolean;
  /** What an item would score in the graph of any later moment, for this viewer; null where it is not known. */
  readonly scoreOf: (itemId: ItemId) => number | null;
  /** What happened inside, one for each stretch that was ranked. */
  readonly traces: readonly Trace[];
}

/** The cursor is of another request, person or list. */
export class ForeignCursorError extends Error {
  override readonly name = 'ForeignCursorError';
}
