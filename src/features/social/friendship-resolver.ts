import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import type { Plan } from '../../use-cases/perform.js';
import { Refusal } from '../../use-cases/refusal.js';
import { personById, User } from '../people/index.js';
import { planBlock, planFollow, planUnblock, planUnfollow, type PersonResult } from './following.js';
import {
  planAcceptFriend,
  planCancelFriendRequest,
  planDeclineFriend,
  planRequestFriend,
  planUnfriend,
  type FriendshipResult,
} from './friendship.js';
import {
  AcceptFriendResult,
  BlockChanged,
  BlockResult,
  FollowingChanged,
  FollowResult,
  FriendshipChanged,
  PersonInput,
  RequestFriendInput,
  RequestFriendResult,
  SettleRequestResult,
  UnfriendResult,
} from './social-types.js';

type UserId = Id<'User'>;
type About<R extends PersonResult> = (viewerId: UserId, other: UserId | null) => Promise<Plan<R> | Refusal>;

@Resolver()
export class FriendshipResolver {
  @Mutation(() => RequestFriendResult, {
    description: 'Asks somebody to be friends. When they had asked you, you are friends at once.',
  })
  requestFriend(@Arg('input', () => RequestFriendInput) input: RequestFriendInput, @Ctx() context: Context) {
    return friendship(context, 'requestFriend', input, (viewerId, other) =>
      planRequestFriend(context.shop, viewerId, other, input.message),
    );
  }

  @Mutation(() => AcceptFriendResult)
  acceptFriend(@Arg('input', () => PersonInput) input: PersonInput, @Ctx() context: Context) {
    return friendship(context, 'acceptFriend', input, (viewerId, other) =>
      planAcceptFriend(context.shop, viewerId, other),
    );
  }

  @Mutation(() => SettleRequestResult, { description: 'They are not told.' })
  declineFriend(@Arg('input', () => PersonInput) input: PersonInput, @Ctx() context: Context) {
    return friendship(context, 'declineFriend', input, (viewerId, other) =>
      planDeclineFriend(context.shop, viewerId, other),
    );
  }

  @Mutation(() => SettleRequestResult, { description: 'Takes back what you asked.' })
  cancelFriendRequest(@Arg('input', () => PersonInput) input: PersonInput, @Ctx() context: Context) {
    return friendship(context, 'cancelFriendRequest', input, (viewerId, other) =>
      planCancelFriendRequest(context.shop, viewerId, other),
    );
  }

  @Mutation(() => UnfriendResult, { description: 'They are not told.' })
  unfriend(@Arg('input', () => PersonInput) input: PersonInput, @Ctx() context: Context) {
    return friendship(context, 'unfriend', input, (viewerId, other) =>
      planUnfriend(context.shop, viewerId, other),
    );
  }

  @Mutation(() => FollowResult)
  async follow(@Arg('input', () => PersonInput) input: PersonInput, @Ctx() context: Context) {
    const done = await about(context, 'follow', input, (viewerId, other) =>
      planFollow(context.shop, viewerId, other),
    );
    return done instanceof Refusal ? done : new FollowingChanged(true, await personOf(context, done));
  }

  @Mutation(() => FollowResult)
  async unfollow(@Arg('input', () => PersonInput) input: PersonInput, @Ctx() context: Context) {
    const done = await about(context, 'unfollow', input, (viewerId, other) =>
      planUnfollow(context.shop, viewerId, other),
    );
    return done instanceof Refusal ? done : new FollowingChanged(false, await personOf(context, done));
  }

  @Mutation(() => BlockResult, {
    description: 'Neither of you sees anything of the other any more; friendship, requests and follows end.',
  })
  async block(@Arg('input', () => PersonInput) input: PersonInput, @Ctx() context: Context) {
    const done = await about(context, 'block', input, (viewerId, other) =>
      planBlock(context.shop, viewerId, other),
    );
    return done instanceof Refusal ? done : new BlockChanged(true);
  }

  @Mutation(() => BlockResult)
  async unblock(@Arg('input', () => PersonInput) input: PersonInput, @Ctx() context: Context) {
    const done = await about(context, 'unblock', input, (viewerId, other) =>
      planUnblock(context.shop, viewerId, other),
    );
    return done instanceof Refusal ? done : new BlockChanged(false);
  }
}

async function friendship(
  context: Context,
  mutation: string,
  input: PersonInput,
  plan: About<FriendshipResult>,
): Promise<FriendshipChanged | Refusal> {
  const done = await about(context, mutation, input, plan);
  return done instanceof Refusal ? done : new FriendshipChanged(done.friends, await personOf(context, done));
}

async function about<R extends PersonResult>(
  context: Context,
  mutation: string,
  input: PersonInput,
  plan: About<R>,
): Promise<R | Refusal> {
  const { userId } = mustBeSignedIn(context);
  const other = await meant(context, input);
  return mutate(context, mutation, input, () => plan(userId, other));
}

/** The person the input names, whoever may see them: each plan decides that. */
async function meant(context: Context, input: PersonInput): Promise<UserId | null> {
  if (input.userId !== undefined && input.userId !== null) return fromGlobalIdOf('User', input.userId);
  const found = await context.loaders.lookup('User', 'handle', (input.handle ?? '').trim().toLowerCase());
  return found?.id ?? null;
}

function personOf(context: Context, done: PersonResult): Promise<User | null> {
  return personById(context, done.otherId as UserId);
}
