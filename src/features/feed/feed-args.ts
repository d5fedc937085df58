import { ArrayUnique, Max, MaxLength, Min, validate, ValidateNested } from 'class-validator';
import { ArgsType, ArgumentValidationError, Field, Float, Int } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { FeedOf } from './feed-request.js';
import { FeedModeEnum } from './feed-types.js';
import { FeedWeight, partWeights } from './feed-weights.js';

@ArgsType()
abstract class AnyFeedArgs {
  @Field(() => FeedModeEnum, { defaultValue: FeedModeEnum.RANKED })
  mode!: FeedModeEnum;

  @Field(() => Float, {
    defaultValue: 0.3,
    description:
      'The share that comes from outside of your network, 0 to 1: recommended items, posts and people. A CHRONOLOGICAL feed has none.',
  })
  @Min(0)
  @Max(1)
  mix!: number;

  @Field(() => [FeedWeight], {
    defaultValue: [],
    description:
      'A ranking of your own: how many times as much as usual parts of the score count. A CHRONOLOGICAL feed has no parts.',
  })
  @ArrayUnique((one: FeedWeight) => one.part, { message: 'weights must name each part once' })
  @ValidateNested({ each: true })
  weights!: FeedWeight[];

  @Field(() => Int, { defaultValue: 20, description: '1 to 100.' })
  @Min(1)
  @Max(100)
  first!: number;

  /** What the feed depends on. */
  of(viewerId: Id<'User'>): FeedOf {
    const { mode, mix, weights } = this;
    return { viewerId, mode, mix, weights: mode === FeedModeEnum.CHRONOLOGICAL ? {} : partWeights(weights) };
  }
}

@ArgsType()
export class FeedArgs extends AnyFeedArgs {
  @Field(() => String, { nullable: true, description: 'The cursor of the last edge of the page before.' })
  @MaxLength(500)
  after?: string;
}

@ArgsType()
export class FeedUpdatesArgs extends AnyFeedArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The position of the last payload that was taken: the patches go on from the list it left.',
  })
  @MaxLength(4000)
  after?: string;
}

@ArgsType()
export class HotTopicsArgs {
  @Field(() => Int, { defaultValue: 5, description: '1 to 20.' })
  @Min(1)
  @Max(20)
  first!: number;
}

@ArgsType()
export class PeopleArgs {
  @Field(() => Int, { defaultValue: 3, description: '0 to 20, the latest first; those you may see.' })
  @Min(0)
  @Max(20)
  first!: number;
}

/** Arguments as `subscribe` gets them, which nothing has checked. @throws ArgumentValidationError */
export async function checkedUpdates(given: FeedUpdatesArgs): Promise<FeedUpdatesArgs> {
  const args = Object.assign(new FeedUpdatesArgs(), given, {
    weights: given.weights.map((one) => Object.assign(new FeedWeight(), one)),
  });
  const errors = await validate(args, { skipMissingProperties: true });
  if (errors.length > 0) throw new ArgumentValidationError(errors);
  return args;
}
