import type { Id } from '../../../graph-models/domain/ids.js';
import type { Eraser } from '../../graphql/feature.js';
import { perform } from '../../use-cases/perform.js';
import { writtenBy } from '../people/index.js';
import { planRemoveReview } from './edit-review.js';

/** Takes away a person's reviews, and their ratings from the counts. */
export const eraseReviews: Eraser = async (shop, userId) => {
  for await (const reviewId of writtenBy(shop.store, userId, 'rev_')) {
    await perform(shop, { mutation: 'eraseReviews', by: null, input: reviewId }, () =>
      planRemoveReview(shop, userId, reviewId as Id<'Review'>),
    );
  }
  return false;
};
