import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { globalId } from '../../graphql/global-id.js';
import { MutationInput } from '../../graphql/mutation-input.js';
import { IsText } from '../../graphql/text.js';
import type { Id } from '../../../graph-models/domain/ids.js';
import { NotFound } from '../../use-cases/refusal.js';
import { OwnItem } from '../acts/index.js';
import { Visibility } from '../people/index.js';
import { AlreadyReviewed, OwnReview } from './refusals.js';
import { Review } from './review.js';

const FOR_REVIEWS = ['PUBLIC', 'FRIENDS', 'ONLY_ME'];

@InputType()
export class ReviewItemInput extends MutationInput {
  @Field(() => ID)
  @IsText({ min: 1, max: 100 })
  itemId!: string;

  @Field(() => Int, { description: '1 to 5.' })
  @IsInt()
  @Min(1)
  @Max(5)
  rating!: number;

  @Field(() => String, {
    defaultValue: '',
    description: 'Up to 5,000 characters; a rating alone is a review, too.',
  })
  @IsText({ min: 0, max: 5000, lines: true })
  text!: string;

  @Field(() => Visibility, { defaultValue: Visibility.PUBLIC, description: 'PUBLIC, FRIENDS or ONLY_ME.' })
  @IsIn(FOR_REVIEWS)
  visibility!: Visibility;
}

@InputType()
export class ReviewInput extends MutationInput {
  @Field(() => ID)
  @IsText({ min: 1, max: 100 })
  reviewId!: string;
}

@InputType()
export class EditReviewInput extends ReviewInput {
  @Field(() => Int, { nullable: true })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5)
  rating?: number;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsText({ min: 0, max: 5000, lines: true })
  text?: string;

  @Field(() => Visibility, { nullable: true })
  @IsOptional()
  @IsIn(FOR_REVIEWS)
  visibility?: Visibility;
}

@ObjectType()
export class ReviewRemoved {
  @Field(() => ID)
  readonly reviewId: string;

  constructor(id: Id<'Review'>) {
    this.reviewId = globalId(id);
  }
}

export const ReviewItemResult = createUnionType({
  name: 'ReviewItemResult',
  types: () => [Review, AlreadyReviewed, OwnItem, NotFound] as const,
});
export const EditReviewResult = createUnionType({
  name: 'EditReviewResult',
  types: () => [Review, NotFound] as const,
});
export const RemoveReviewResult = createUnionType({
  name: 'RemoveReviewResult',
  types: () => [ReviewRemoved, NotFound] as const,
});
export const VoteHelpfulResult = createUnionType({
  name: 'VoteHelpfulResult',
  types: () => [Review, OwnReview, NotFound] as const,
});
