import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import type { MutationInput } from '../../graphql/mutation-input.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, Refusal } from '../../use-cases/refusal.js';
import { planEditReview, planRemoveReview } from './edit-review.js';
import { reviewsById } from './find-reviews.js';
import { planVoteHelpful } from './helpful.js';
import {
  EditReviewInput,
  EditReviewResult,
  RemoveReviewResult,
  ReviewInput,
  ReviewItemInput,
  ReviewItemResult,
  ReviewRemoved,
  VoteHelpfulResult,
} from './review-inputs.js';
import { planReviewItem, type ReviewResult } from './review-item.js';
import type { Review } from './review.js';

@Resolver()
export class ReviewMutations {
  @Mutation(() => ReviewItemResult, { description: 'One review per person and item.' })
  reviewItem(@Arg('input', () => ReviewItemInput) input: ReviewItemInput, @Ctx() context: Context) {
    return change(context, 'reviewItem', input, (userId) =>
      planReviewItem(context.shop, userId, { ...input, itemId: fromGlobalIdOf('Item', input.itemId) }),
    );
  }

  @Mutation(() => EditReviewResult)
  editReview(@Arg('input', () => EditReviewInput) input: EditReviewInput, @Ctx() context: Context) {
    return change(context, 'editReview', input, (userId) =>
      planEditReview(context.shop, userId, reviewOf(input), input),
    );
  }

  @Mutation(() => RemoveReviewResult)
  async removeReview(@Arg('input', () => ReviewInput) input: ReviewInput, @Ctx() context: Context) {
    const { userId } = mustBeSignedIn(context);
    const done = await mutate(context, 'removeReview', input, () =>
      planRemoveReview(context.shop, userId, reviewOf(input)),
    );
    return done instanceof Refusal ? done : new ReviewRemoved(done.reviewId as Id<'Review'>);
  }

  @Mutation(() => VoteHelpfulResult, {
    description: 'Not for a review of your own. Twice is the same as once.',
  })
  markHelpful(@Arg('input', () => ReviewInput) input: ReviewInput, @Ctx() context: Context) {
    return change(context, 'markHelpful', input, (userId) =>
      planVoteHelpful(context.shop, userId, reviewOf(input), true),
    );
  }

  @Mutation(() => VoteHelpfulResult)
  unmarkHelpful(@Arg('input', () => ReviewInput) input: ReviewInput, @Ctx() context: Context) {
    return change(context, 'unmarkHelpful', input, (userId) =>
      planVoteHelpful(context.shop, userId, reviewOf(input), false),
    );
  }
}

const reviewOf = (input: ReviewInput): Id<'Review'> | null => fromGlobalIdOf('Review', input.reviewId);

async function change(
  context: Context,
  mutation: string,
  input: MutationInput,
  plan: (userId: Id<'User'>) => Promise<Plan<ReviewResult> | Refusal>,
): Promise<Review | Refusal> {
  const { userId } = mustBeSignedIn(context);
  const done = await mutate(context, mutation, input, () => plan(userId));
  if (done instanceof Refusal) return done;
  const [review] = await reviewsById(context, [done.reviewId as Id<'Review'>]);
  return review ?? new NotFound();
}
