import type { Id } from '../../../graph-models/domain/ids.js';
import { Loaders } from '../../graphql/loaders.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { visibleTo } from '../visibility/index.js';
import { OwnReview } from './refusals.js';
import type { ReviewResult } from './review-item.js';

/** Says that somebody else's review helped, or takes that back; twice is the same as once. */
export async function planVoteHelpful(
  shop: Shop,
  userId: Id<'User'>,
  reviewId: Id<'Review'> | null,
  helpful: boolean,
): Promise<Plan<ReviewResult> | Refusal> {
  const [review] = reviewId === null ? [null] : await shop.store.nodes('Review', [reviewId]);
  if (!review) return new NotFound();
  if (review.props.userId === userId) return new OwnReview();
  const pair = { from: userId, to: review.id };
  const result = { reviewId: review.id };
  if (!helpful) return { changes: [{ kind: 'deleteEdge', type: 'FOUND_HELPFUL', ...pair }], result };

  const { visibility } = review.props;
  const thing = { ownerId: review.props.userId, visibility };
  const [visible] = await visibleTo(new Loaders(shop.store), userId, [thing]);
  if (visible !== true) return new NotFound();
  const [voted] = await shop.store.between('FOUND_HELPFUL', [pair]);
  if (voted) return { changes: [], result };
  return {
    expect: [{ kind: 'nodePresent', id: review.id }],
    changes: [{ kind: 'putEdge', type: 'FOUND_HELPFUL', ...pair, at: shop.now(), props: {} }],
    result,
  };
}
