import { Args, Field, ID, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { globalId } from '../../graphql/global-id.js';
import { badListPosition, ListFollower, PatchOp } from '../../graphql/list-follower.js';
import { LivePayload } from '../../graphql/subscription.js';
import { wired } from '../../graphql/wired.js';
import type { Patch } from '../../live/list-patches.js';
import type { FeedAnswers } from './feed-answers.js';
import { checkedUpdates, FeedUpdatesArgs } from './feed-args.js';
import { nameOf } from './feed-request.js';
import { feedPosition, readFeedPosition } from './feed-positions.js';
import { FeedEdge } from './feed-types.js';
import { OpenFeed, type FeedNow } from './open-feed.js';

@ObjectType({ description: 'One step; steps are done in order, each on the list that the one before left.' })
export class FeedPatch {
  @Field(() => PatchOp)
  readonly op: string;

  @Field(() => Int)
  readonly index: number;

  @Field(() => ID, { description: 'The entry’s.' })
  readonly id: string;

  @Field(() => FeedEdge, { nullable: true, description: 'As it is now; null for what is removed.' })
  readonly edge: FeedEdge | null;

  constructor({ op, index, id }: Patch, edge: FeedEdge | null) {
    this.op = op;
    this.index = index;
    this.id = globalId(id as Id);
    this.edge = edge;
  }
}

@ObjectType({
  implements: LivePayload,
  description: 'After these patches the feed is what a query would answer.',
})
export class FeedChanged extends LivePayload {
  @Field(() => [FeedPatch])
  readonly patches: readonly FeedPatch[];

  @Field(() => Date, { description: 'Everything that happened before is considered.' })
  readonly asOf: Date;

  @Field(() => String, { nullable: true, description: 'Null when no model was there.' })
  readonly modelVersion: string | null;

  constructor(position: string, patches: readonly FeedPatch[], page: FeedNow) {
    super(position);
    this.patches = patches;
    this.asOf = new Date(page.asOf);
    this.modelVersion = page.modelVersion;
  }
}

/** `feedUpdates`: a feed that stays what a fresh query would answer. */
@Resolver()
export class FeedUpdatesResolver {
  constructor(private readonly answers: FeedAnswers) {}

  @Subscription(() => FeedChanged, {
    description:
      'Keeps the beginning of your feed: without `after` the list is empty and the first payload puts everything in; with it the first one brings what has changed since. What you and those whom you hear do moves it at once, the rest within a while. Entries that were looked at say so at once (`seen`) and move nothing until the feed is opened anew.',
    subscribe: ({ args, context, info }) =>
      wired(info, FeedUpdatesResolver).follow(args as FeedUpdatesArgs, context as Context),
  })
  feedUpdates(
    @Root() payload: FeedChanged,
    // `follow` checked them, once for all payloads.
    @Args(() => FeedUpdatesArgs, { validate: false }) _args: FeedUpdatesArgs,
  ): FeedChanged {
    return payload;
  }

  async follow(given: FeedUpdatesArgs, context: Context): Promise<AsyncIterableIterator<FeedChanged>> {
    const { userId } = mustBeSignedIn(context);
    const args = await checkedUpdates(given);
    const { first, after } = args;
    const feed = args.of(userId);
    const { digest } = context.shop;
    const name = `${nameOf(feed)} ${first}`;
    const shown = after == null ? [] : readFeedPosition(digest, name, after);
    if (shown === null) throw badListPosition();
    const opened = new OpenFeed(this.answers, feed, first);
    return new ListFollower(context, {
      open: this.answers.openFeeds.open(userId),
      shown,
      rank: (now, before, news) => opened.rank(now, before, news),
      look: (ranked: FeedNow) => ({
        shown: ranked.shown,
        beginning: { things: ranked.things, lowest: -Infinity, scoreOf: () => null },
      }),
      payload: (ranked, patches, now) => {
        const steps = patches.map((patch) => {
          const entry = ranked.entries.get(patch.id);
          return new FeedPatch(patch, entry === undefined ? null : this.answers.edgeOf(feed, entry, context));
        });
        return new FeedChanged(feedPosition(digest, name, now), steps, ranked);
      },
    });
  }
}
