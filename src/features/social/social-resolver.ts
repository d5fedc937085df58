import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { friendPair, type EdgeType } from '../../../graph-models/domain/vocabulary.js';
import { fillPage, PageArgs, type Connection, type Edge } from '../../graphql/connection.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { Viewer } from '../../graphql/viewer.js';
import type { Direction, GraphEdge } from '../../store/graph-store.js';
import { peopleById, User, UserConnection } from '../people/index.js';
import { mutualFriends, peopleYouMayKnow } from './people-you-may-know.js';
import { requestsBetween } from './requests.js';
import {
  FriendConnection,
  FriendRequestConnection,
  MutualFriends,
  PersonYouMayKnowConnection,
  Relationship,
  RequestDirection,
  type FriendEdge,
  type FriendRequestEdge,
} from './social-types.js';

type UserId = Id<'User'>;

@Resolver(() => Viewer)
export class ViewerSocialResolver {
  @FieldResolver(() => FriendConnection, { description: 'Newest friendship first.' })
  friends(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Promise<Connection<FriendEdge>> {
    return friendsOf(context, mustBeSignedIn(context).userId, args);
  }

  @FieldResolver(() => FriendRequestConnection, { description: 'Newest first.' })
  friendRequests(
    @Arg('direction', () => RequestDirection, { defaultValue: RequestDirection.RECEIVED })
    direction: RequestDirection,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<FriendRequestEdge>> {
    const { userId } = mustBeSignedIn(context);
    const way = direction === RequestDirection.SENT ? 'out' : 'in';
    return peoplePage(context, 'REQUESTED', way, userId, args, (node, edge) => ({
      node,
      requestedAt: new Date(edge.at),
      message: edge.props.message ?? null,
    }));
  }

  @FieldResolver(() => UserConnection, { description: 'Whom you blocked, newest first.' })
  blocked(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Promise<Connection<Edge<User>>> {
    const { userId } = mustBeSignedIn(context);
    return fillPage<'BLOCKS', Edge<User>>(
      args,
      (page) => context.loaders.edges('BLOCKS', 'out', userId, page),
      (edge) => edge.to,
      async (edges) => {
        // Not by the rule of visibility, which hides them.
        const people = await context.loaders.nodes(edges.map((edge) => edge.to as UserId));
        return people.map((person) => (person === null ? null : { node: new User(person) }));
      },
    );
  }

  @FieldResolver(() => PersonYouMayKnowConnection, {
    description: 'Friends of your friends, most mutual friends first.',
  })
  peopleYouMayKnow(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return peopleYouMayKnow(context, mustBeSignedIn(context), args);
  }
}

@Resolver(() => User)
export class UserSocialResolver {
  @FieldResolver(() => FriendConnection, { description: 'Newest first; those you may see.' })
  friends(
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<FriendEdge>> {
    return friendsOf(context, user.stored.id, args);
  }

  @FieldResolver(() => Int)
  friendCount(@Root() user: User, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('FRIEND', 'both', user.stored.id);
  }

  @FieldResolver(() => UserConnection)
  followers(@Root() user: User, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return peoplePage<'FOLLOWS', Edge<User>>(context, 'FOLLOWS', 'in', user.stored.id, args, (node) => ({
      node,
    }));
  }

  @FieldResolver(() => Int)
  followerCount(@Root() user: User, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('FOLLOWS', 'in', user.stored.id);
  }

  @FieldResolver(() => UserConnection)
  following(@Root() user: User, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return peoplePage<'FOLLOWS', Edge<User>>(context, 'FOLLOWS', 'out', user.stored.id, args, (node) => ({
      node,
    }));
  }

  @FieldResolver(() => MutualFriends, {
    nullable: true,
    description: 'Null when you are not signed in, or it is you.',
  })
  async mutualFriends(@Root() user: User, @Ctx() context: Context): Promise<MutualFriends | null> {
    const viewerId = context.viewer?.userId ?? null;
    if (viewerId === null || viewerId === user.stored.id) return null;
    return mutualFriends(context, viewerId, user.stored.id);
  }

  @FieldResolver(() => Relationship, { nullable: true, description: 'Null when you are not signed in.' })
  async relationship(@Root() user: User, @Ctx() { loaders, viewer }: Context): Promise<Relationship | null> {
    if (viewer === null) return null;
    const [me, other] = [viewer.userId, user.stored.id];
    const pair = friendPair(me, other);
    const [friend, requests, following, followed] = await Promise.all([
      loaders.edge('FRIEND', pair.from, pair.to),
      requestsBetween(loaders, me, other),
      loaders.edge('FOLLOWS', me, other),
      loaders.edge('FOLLOWS', other, me),
    ]);
    return {
      isYou: me === other,
      friends: friend !== null,
      requestSent: requests.sent,
      requestReceived: requests.received,
      following: following !== null,
      followsYou: followed !== null,
    };
  }
}

function friendsOf(context: Context, userId: UserId, args: PageArgs): Promise<Connection<FriendEdge>> {
  return peoplePage(context, 'FRIEND', 'both', userId, args, (node, edge) => ({
    node,
    since: new Date(edge.props.since ?? edge.at),
  }));
}

/** A person's page of people, of whom the viewer sees those they may. */
function peoplePage<T extends EdgeType, E extends Edge<User>>(
  context: Context,
  type: T,
  direction: Direction,
  userId: UserId,
  args: PageArgs,
  row: (node: User, edge: GraphEdge<T>) => Omit<E, 'cursor'>,
): Promise<Connection<E>> {
  const otherEnd = (edge: GraphEdge<T>) => (edge.from === userId ? edge.to : edge.from);
  return fillPage<T, E>(
    args,
    (page) => context.loaders.edges(type, direction, userId, page),
    otherEnd,
    async (edges) => {
      const people = await peopleById(
        context,
        edges.map((edge) => otherEnd(edge) as UserId),
      );
      return people.map((person, index) => (person === null ? null : row(person, edges[index]!)));
    },
  );
}
