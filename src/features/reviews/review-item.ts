import type { Id } from '../../../graph-models/domain/ids.js';
import type { Visibility } from '../../../graph-models/domain/vocabulary.js';
import { normalText } from '../../graphql/text.js';
import type { Expectation, GraphEdge, GraphNode } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { OwnItem } from '../acts/index.js';
import { visibleItems } from '../catalog/index.js';
import { hasPurchased } from '../orders/index.js';
import { recount } from './rating-counts.js';
import { AlreadyReviewed } from './refusals.js';

export interface NewReview {
  readonly itemId: Id<'Item'> | null;
  readonly rating: number;
  readonly text: string;
  readonly visibility: Visibility;
}

export type ReviewResult = { readonly reviewId: string };

/** A person's one review of an item; not of what they sell themselves. */
export async function planReviewItem(
  shop: Shop,
  userId: Id<'User'>,
  review: NewReview,
): Promise<Plan<ReviewResult> | Refusal> {
  const [item] = review.itemId === null ? [null] : await visibleItems(shop, userId, [review.itemId]);
  if (!item) return new NotFound();
  if (item.props.sellerId === userId) return new OwnItem();
  const [rated] = await shop.store.between('RATED', [{ from: userId, to: item.id }]);
  if (rated?.props.reviewId !== undefined) return new AlreadyReviewed();
  const [verified = false] = await hasPurchased(shop.store, userId, [item.id]);

  const id = shop.newId('Review');
  const at = shop.now();
  const { rating, visibility } = review;
  const text = normalText(review.text);
  const props = { userId, itemId: item.id, rating, text, verified, visibility, createdAt: at };
  return {
    expect: notYetReviewed(userId, item, rated ?? null),
    changes: [
      { kind: 'createNode', id, props },
      { kind: 'putEdge', type: 'WROTE', from: userId, to: id, at, props: {} },
      { kind: 'putEdge', type: 'ABOUT', from: id, to: item.id, at, props: {} },
      { kind: 'putEdge', type: 'RATED', from: userId, to: item.id, at, props: { rating, reviewId: id } },
      ...recount(item.id, null, review),
    ],
    result: { reviewId: id },
  };
}

/** A rating without a review came with an import; the first review takes its place. */
function notYetReviewed(
  userId: Id<'User'>,
  item: GraphNode<'Item'>,
  rated: GraphEdge<'RATED'> | null,
): Expectation[] {
  return rated === null
    ? [{ kind: 'edgeAbsent', type: 'RATED', from: userId, to: item.id }]
    : [{ kind: 'nodeVersion', id: item.id, version: item.version }];
}
