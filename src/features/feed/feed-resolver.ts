import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import { fillPage, PageArgs, type Connection, type Edge } from '../../graphql/connection.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { Viewer } from '../../graphql/viewer.js';
import { Circle, circlesById } from '../circles/index.js';
import { peopleById, User, UserConnection } from '../people/index.js';
import { TraceScalar } from '../recommendations/index.js';
import { Announcement, announcementsOf } from './announcements.js';
import type { ShownId } from './entries.js';
import { FeedThingConnection, FeedWishConnection, type FeedWishEdge } from './feed-things.js';
import { HotTopic } from './hot-topic-type.js';
import { shownIdOf } from './marks.js';
import { thingsById } from './things.js';
import type { FeedAnswers } from './feed-answers.js';
import { FeedArgs, HotTopicsArgs, PeopleArgs } from './feed-args.js';
import { FeedConnection } from './feed-types.js';
import { FeedCircle, FeedMutualFriends, FeedPeople } from './feed-why-types.js';

@Resolver(() => Viewer)
export class ViewerFeedResolver {
  constructor(private readonly answers: FeedAnswers) {}

  @FieldResolver(() => FeedConnection, {
    description:
      'What your friends, circles and people you follow wrote, reviewed, bought, passed on and reacted to, beside items, posts and people you might like; each says why it is here. About one thing there is one entry.',
  })
  feed(@Args(() => FeedArgs) args: FeedArgs, @Ctx() context: Context): Promise<FeedConnection> {
    return this.answers.of(mustBeSignedIn(context).userId, args, context);
  }

  @FieldResolver(() => [HotTopic], {
    description:
      'Categories that your two-hop network is busy with, more than usual; the hottest first. people: how many of your friends, of those you follow and of your friends’ friends posted about it, reviewed it or, as far as they let you be told, bought it or passed it on in the last 7 days. expectedPeople: a quarter of how many did in the 28 days before, at least 1. score = (people − expectedPeople)² / expectedPeople; topics of fewer than 3 people, or of no more than expected, are left out. Only what you may see is counted.',
  })
  hotTopics(
    @Args(() => HotTopicsArgs) { first }: HotTopicsArgs,
    @Ctx() context: Context,
  ): Promise<HotTopic[]> {
    return this.answers.hotTopics(mustBeSignedIn(context).userId, first, context);
  }

  @FieldResolver(() => UserConnection, { description: 'Whom you muted, the last first.' })
  mutedPeople(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Edge<User>>> {
    const { userId } = mustBeSignedIn(context);
    return fillPage<'MUTES', Edge<User>>(
      args,
      (page) => context.loaders.edges('MUTES', 'out', userId, page),
      (edge) => edge.to,
      async (edges) => {
        const people = await peopleById(
          context,
          edges.map((edge) => edge.to as Id<'User'>),
        );
        return people.map((node) => (node === null ? null : { node }));
      },
    );
  }

  @FieldResolver(() => FeedThingConnection, {
    description:
      'Posts, reviews, topics and suggested people that you keep out of your feed, the last first; items are in `hiddenItems`.',
  })
  hiddenFromFeed(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Edge<object>>> {
    return markedThings(context, 'HID', args, (id) => labelOf(id) !== 'Item');
  }

  @FieldResolver(() => FeedWishConnection, { description: 'What you want more or less of, the last first.' })
  feedWishes(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<FeedWishEdge>> {
    return markedThings(context, 'WANTS', args, () => true) as Promise<Connection<FeedWishEdge>>;
  }

  @FieldResolver(() => [Announcement], { description: 'What your friends are told of in their feeds.' })
  async announcements(@Ctx() context: Context): Promise<Announcement[]> {
    const user = await context.loaders.node(mustBeSignedIn(context).userId);
    return user === null ? [] : announcementsOf(user.props);
  }
}

function markedThings(
  context: Context,
  type: 'HID' | 'WANTS',
  args: PageArgs,
  isWanted: (id: Id) => boolean,
): Promise<Connection<Edge<object>>> {
  const { userId } = mustBeSignedIn(context);
  return fillPage<'HID' | 'WANTS', Edge<object>>(
    args,
    (page) => context.loaders.edges(type, 'out', userId, page),
    (edge) => edge.to,
    async (edges) => {
      const ids = edges.map((edge) => shownIdOf(edge.to));
      const there = ids.filter((id): id is ShownId => id !== null && isWanted(id));
      const things = await thingsById(context, there);
      const byId = new Map(there.map((id, i) => [id, things[i] ?? null]));
      return edges.map(({ props }, i) => {
        const id = ids[i];
        const node = id == null ? null : (byId.get(id) ?? null);
        return node === null ? null : { node, ...('more' in props && { more: props.more }) };
      });
    },
  );
}

@Resolver(() => FeedConnection)
export class FeedTraceResolver {
  @FieldResolver(() => [TraceScalar], {
    nullable: true,
    description:
      'What happened inside: candidates, removals, failures and times. For staff, null for others.',
  })
  traces(@Root() { traces }: FeedConnection, @Ctx() context: Context): object[] | null {
    return context.viewer?.roles.includes('STAFF') === true ? traces.map((trace) => trace.toJSON()) : null;
  }
}

@Resolver(() => FeedPeople)
export class FeedPeopleResolver {
  @FieldResolver(() => [User])
  people(
    @Root() { about }: FeedPeople,
    @Args(() => PeopleArgs) { first }: PeopleArgs,
    @Ctx() context: Context,
  ): Promise<User[]> {
    return somePeople(context, about.personIds, first);
  }
}

@Resolver(() => FeedMutualFriends)
export class FeedMutualFriendsResolver {
  @FieldResolver(() => [User])
  people(
    @Root() { about }: FeedMutualFriends,
    @Args(() => PeopleArgs) { first }: PeopleArgs,
    @Ctx() context: Context,
  ): Promise<User[]> {
    return somePeople(context, about.personIds, first);
  }
}

@Resolver(() => FeedCircle)
export class FeedCircleResolver {
  @FieldResolver(() => Circle, { nullable: true, description: 'Null when it is gone.' })
  async circle(@Root() { about }: FeedCircle, @Ctx() context: Context): Promise<Circle | null> {
    const [circle] = await circlesById(context, [about.circleId]);
    return circle ?? null;
  }
}

async function somePeople(context: Context, ids: readonly Id<'User'>[], first: number): Promise<User[]> {
  const people = await peopleById(context, ids.slice(0, first));
  return people.filter((person) => person !== null);
}
