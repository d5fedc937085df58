import type { Id } from '../../../graph-models/domain/ids.js';
import type { Change, Expectation } from '../../store/graph-store.js';
import type { Shop } from '../../use-cases/shop.js';

/**
 * Marks the reviews that a person wrote of these items as verified: whoever buys after reviewing has bought. Items
 * without a review are expected to stay so until the commit, so that one written meanwhile is not missed.
 */
export async function verifyReviews(
  shop: Shop,
  userId: Id<'User'>,
  itemIds: readonly Id<'Item'>[],
): Promise<{ readonly expect: Expectation[]; readonly changes: Change[] }> {
  const ratings = await shop.store.between(
    'RATED',
    itemIds.map((to) => ({ from: userId, to })),
  );
  const expect = itemIds
    .filter((_, index) => !ratings[index])
    .map((to): Expectation => ({ kind: 'edgeAbsent', type: 'RATED', from: userId, to }));
  const reviewIds = ratings.map((rating) => rating?.props.reviewId).filter((id) => id !== undefined);
  const reviews = await shop.store.nodes('Review', reviewIds);
  const changes = reviews
    .filter((review) => review !== null && !review.props.verified)
    .map((review): Change => ({ kind: 'updateNode', id: review!.id, props: { verified: true } }));
  return { expect, changes };
}
