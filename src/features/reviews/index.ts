import { nodeType, type Feature } from '../../graphql/feature.js';
import { eraseReviews } from './erase-reviews.js';
import { reviewsById } from './find-reviews.js';
import { ReviewMutations } from './review-mutations.js';
import { ItemReviewsResolver, ReviewResolver, UserReviewsResolver } from './review-resolver.js';

export { planEditReview, planRemoveReview, type ReviewEdit } from './edit-review.js';
export { reviewsById } from './find-reviews.js';
export { planVoteHelpful } from './helpful.js';
export { planReviewItem, type NewReview } from './review-item.js';
export { Review } from './review.js';

/** Reviews, and what they add up to. */
export function reviewsFeature(): Feature {
  return {
    resolvers: [
      new ReviewResolver(),
      new ItemReviewsResolver(),
      new UserReviewsResolver(),
      new ReviewMutations(),
    ],
    nodeTypes: [nodeType('Review', (ids, context) => reviewsById(context, ids))],
    erase: eraseReviews,
  };
}
