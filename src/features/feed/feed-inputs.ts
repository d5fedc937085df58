import { ArrayMaxSize, ArrayMinSize, Length } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { globalId } from '../../graphql/global-id.js';
import { MutationInput } from '../../graphql/mutation-input.js';
import { NotFound } from '../../use-cases/refusal.js';
import type { Id } from '../../../graph-models/domain/ids.js';
import { User } from '../people/index.js';
import { ThatIsYou } from '../social/index.js';
import { Announcement } from './announcements.js';

@InputType()
export class FeedThingInput extends MutationInput {
  @Field(() => ID, { description: 'Of a post, a review, an item, a person or a category.' })
  @Length(1, 100)
  id!: string;
}

@InputType()
export class MuteInput extends MutationInput {
  @Field(() => ID)
  @Length(1, 100)
  userId!: string;
}

@InputType()
export class RecordImpressionsInput extends MutationInput {
  @Field(() => [ID], { description: 'The `id`s of 1 to 100 entries.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Length(1, 100, { each: true })
  entryIds!: string[];
}

@InputType()
export class SetAnnouncementsInput extends MutationInput {
  @Field(() => [Announcement], {
    description: 'All that your friends are told of; nothing, when it is empty.',
  })
  kinds!: Announcement[];
}

@ObjectType({ description: 'What the feed does with it from now on.' })
export class FeedThingMarked {
  @Field(() => ID)
  readonly id: string;

  @Field(() => Boolean, { description: 'It is kept out of your feed.' })
  readonly hidden: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'You want more, or less, of what is like it; null: neither.',
  })
  readonly wantsMore: boolean | null;

  constructor(id: Id, hidden: boolean, wantsMore: boolean | null) {
    this.id = globalId(id);
    this.hidden = hidden;
    this.wantsMore = wantsMore;
  }
}

@ObjectType()
export class MutingChanged {
  @Field(() => Boolean)
  readonly muted!: boolean;

  @Field(() => User, { nullable: true, description: 'Null when they are not visible to you any more.' })
  readonly person!: User | null;
}

@ObjectType()
export class ImpressionsRecorded {
  @Field(() => Int, { description: 'Those that are not there any more are left out.' })
  readonly count!: number;
}

@ObjectType()
export class AnnouncementsChanged {
  @Field(() => [Announcement])
  readonly kinds!: Announcement[];
}

export const FeedThingResult = createUnionType({
  name: 'FeedThingResult',
  types: () => [FeedThingMarked, NotFound, ThatIsYou] as const,
});
export const MuteResult = createUnionType({
  name: 'MuteResult',
  types: () => [MutingChanged, NotFound, ThatIsYou] as const,
  resolveType: (value) =>
    value instanceof NotFound ? NotFound : value instanceof ThatIsYou ? ThatIsYou : MutingChanged,
});
export const SetAnnouncementsResult = createUnionType({
  name: 'SetAnnouncementsResult',
  types: () => [AnnouncementsChanged, NotFound] as const,
  resolveType: (value) => (value instanceof NotFound ? NotFound : AnnouncementsChanged),
});
