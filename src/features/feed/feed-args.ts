import { Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, Float, Int } from 'type-graphql';
import { FeedModeEnum } from './feed-types.js';

@ArgsType()
export class FeedArgs {
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

  @Field(() => Int, { defaultValue: 20, description: '1 to 100.' })
  @Min(1)
  @Max(100)
  first!: number;

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge of the page before.' })
  @MaxLength(500)
  after?: string;
}

@ArgsType()
export class PeopleArgs {
  @Field(() => Int, { defaultValue: 3, description: '0 to 20, the latest first; those you may see.' })
  @Min(0)
  @Max(20)
  first!: number;
}
