import { IsOptional, ValidateIf } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection.js';
import { MutationInput } from '../../graphql/mutation-input.js';
import { IsText } from '../../graphql/text.js';
import { NotFound } from '../../use-cases/refusal.js';
import { User } from '../people/index.js';
import { AlreadyFriends, AlreadyRequested, NoSuchRequest, NotFriends, ThatIsYou } from './refusals.js';

@InputType({ description: 'A person, by id or by handle.' })
export class PersonInput extends MutationInput {
  @Field(() => ID, { nullable: true })
  @ValidateIf((input: PersonInput) => input.handle === undefined)
  @IsText({ min: 1, max: 100 })
  userId?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsText({ min: 1, max: 60 })
  handle?: string;
}

@InputType()
export class RequestFriendInput extends PersonInput {
  @Field(() => String, { nullable: true, description: 'A few words, up to 200 characters.' })
  @IsOptional()
  @IsText({ min: 0, max: 200 })
  message?: string;
}

@ObjectType({ description: 'What the two of you are now.' })
export class FriendshipChanged {
  @Field(() => Boolean, { description: 'Are you friends?' })
  readonly friends: boolean;

  @Field(() => User, {
    nullable: true,
    description: 'Null when you may not see them, for example as they are private.',
  })
  readonly person: User | null;

  constructor(friends: boolean, person: User | null) {
    this.friends = friends;
    this.person = person;
  }
}

@ObjectType()
export class FollowingChanged {
  @Field(() => Boolean)
  readonly following: boolean;

  @Field(() => User, { nullable: true })
  readonly person: User | null;

  constructor(following: boolean, person: User | null) {
    this.following = following;
    this.person = person;
  }
}

@ObjectType()
export class BlockChanged {
  @Field(() => Boolean)
  readonly blocked: boolean;

  constructor(blocked: boolean) {
    this.blocked = blocked;
  }
}

export const RequestFriendResult = createUnionType({
  name: 'RequestFriendResult',
  types: () => [FriendshipChanged, AlreadyFriends, AlreadyRequested, ThatIsYou, NotFound] as const,
});
export const AcceptFriendResult = createUnionType({
  name: 'AcceptFriendResult',
  types: () => [FriendshipChanged, AlreadyFriends, NoSuchRequest, ThatIsYou, NotFound] as const,
});
export const SettleRequestResult = createUnionType({
  name: 'SettleRequestResult',
  types: () => [FriendshipChanged, NoSuchRequest, ThatIsYou, NotFound] as const,
});
export const UnfriendResult = createUnionType({
  name: 'UnfriendResult',
  types: () => [FriendshipChanged, NotFriends, ThatIsYou, NotFound] as const,
});
export const FollowResult = createUnionType({
  name: 'FollowResult',
  types: () => [FollowingChanged, ThatIsYou, NotFound] as const,
});
export const BlockResult = createUnionType({
  name: 'BlockResult',
  types: () => [BlockChanged, ThatIsYou, NotFound] as const,
});

@ObjectType()
export class FriendEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => User)
  node!: User;

  @Field(() => Date, { description: 'Since when.' })
  since!: Date;
}
export const FriendConnection = connectionOf('Friend', () => FriendEdge);

@ObjectType()
export class FriendRequestEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => User)
  node!: User;

  @Field(() => Date)
  requestedAt!: Date;

  @Field(() => String, { nullable: true })
  message!: string | null;
}
export const FriendRequestConnection = connectionOf('FriendRequest', () => FriendRequestEdge);

export enum RequestDirection {
  RECEIVED = 'RECEIVED',
  SENT = 'SENT',
}
registerEnumType(RequestDirection, { name: 'RequestDirection' });

@ObjectType({ description: 'People whom both of you call friends.' })
export class MutualFriends {
  @Field(() => Int)
  readonly count!: number;

  @Field(() => [User], { description: 'Up to ten of them.' })
  readonly some!: User[];
}

@ObjectType()
export class PersonYouMayKnowEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => User)
  node!: User;

  @Field(() => MutualFriends, { description: 'The path: you, one of these, them.' })
  mutualFriends!: MutualFriends;
}
export const PersonYouMayKnowConnection = connectionOf('PersonYouMayKnow', () => PersonYouMayKnowEdge);

@ObjectType({ description: 'What you and this person are to each other.' })
export class Relationship {
  @Field(() => Boolean)
  readonly isYou!: boolean;

  @Field(() => Boolean)
  readonly friends!: boolean;

  @Field(() => Boolean, { description: 'You asked to be friends, and there is no answer yet.' })
  readonly requestSent!: boolean;

  @Field(() => Boolean, { description: 'They asked to be friends; the answer is yours.' })
  readonly requestReceived!: boolean;

  @Field(() => Boolean)
  readonly following!: boolean;

  @Field(() => Boolean)
  readonly followsYou!: boolean;
}
