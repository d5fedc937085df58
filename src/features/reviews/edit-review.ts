import type { Id } from '../../../graph-models/domain/ids.js';
import type { Visibility } from '../../../graph-models/domain/vocabulary.js';
import { normalText } from '../../graphql/text.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { recount } from './rating-counts.js';
import type { ReviewResult } from './review-item.js';

/** What is left out, or null, stays. */
export interface ReviewEdit {
  readonly rating?: number | undefined;
  readonly text?: string | undefined;
  readonly visibility?: Visibility | undefined;
}

/** Changes one's own review, and the item's counters with it. */
export async function planEditReview(
  shop: Shop,
  userId: Id<'User'>,
  reviewId: Id<'Review'> | null,
  edit: ReviewEdit,
): Promise<Plan<ReviewResult> | Refusal> {
  const [review] = reviewId === null ? [null] : await shop.store.nodes('Review', [reviewId]);
  if (review?.props.userId !== userId) return new NotFound();
  const before = review.props;
  const rating = edit.rating ?? before.rating;
  const visibility = edit.visibility ?? before.visibility;
  const text = normalText(edit.text ?? before.text);
  const { itemId, createdAt } = before;
  return {
    expect: [{ kind: 'nodeVersion', id: review.id, version: review.version }],
    changes: [
      { kind: 'updateNode', id: review.id, props: { rating, visibility, text, editedAt: shop.now() } },
      {
        kind: 'putEdge',
        type: 'RATED',
        from: userId,
        to: itemId,
        at: createdAt,
        props: { rating, reviewId: review.id },
      },
      ...recount(itemId, before, { rating, visibility }),
    ],
    result: { reviewId: review.id },
  };
}

/** Takes one's own review away, with its rating and everybody's helpful votes. */
export async function planRemoveReview(
  shop: Shop,
  userId: Id<'User'>,
  reviewId: Id<'Review'> | null,
): Promise<Plan<ReviewResult> | Refusal> {
  const [review] = reviewId === null ? [null] : await shop.store.nodes('Review', [reviewId]);
  if (review?.props.userId !== userId) return new NotFound();
  const { itemId } = review.props;
  const [item] = await shop.store.nodes('Item', [itemId]);
  return {
    expect: [{ kind: 'nodeVersion', id: review.id, version: review.version }],
    changes: [
      { kind: 'deleteNode', id: review.id },
      { kind: 'deleteEdge', type: 'RATED', from: userId, to: itemId },
      ...(item ? recount(itemId, review.props, null) : []),
    ],
    result: { reviewId: review.id },
  };
}
