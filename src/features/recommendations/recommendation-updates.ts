import type { GraphQLResolveInfo } from 'graphql';
import { Args, Field, ID, Int, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { globalId } from '../../graphql/global-id.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { LivePayload } from '../../graphql/subscription.js';
import { badListPosition, ListFollower, PatchOp } from '../../graphql/list-follower.js';
import { wired } from '../../graphql/wired.js';
import type { ItemId } from '../../../graph-models/domain/ids.js';
import { edgeOf, listRequest, type Answers } from './answers.js';
import { asksFor } from './asks-for.js';
import type { Patch, Shown } from '../../live/list-patches.js';
import { listPosition, lookOf, readListPosition } from './list-positions.js';
import { fingerprint } from './recommend.js';
import { checked, RecommendationUpdatesArgs } from './recommendation-args.js';
import { BasedOnEnum, RecommendationEdge } from './recommendation-types.js';
import type { BasedOn, Recommendations } from './request.js';

@ObjectType({ description: 'One step; steps are done in order, each on the list that the one before left.' })
export class RecommendationPatch {
  @Field(() => PatchOp)
  readonly op: string;

  @Field(() => Int)
  readonly index: number;

  @Field(() => ID, { description: 'The item’s.' })
  readonly id: string;

  @Field(() => RecommendationEdge, { nullable: true, description: 'As it is now; null for what is removed.' })
  readonly edge: RecommendationEdge | null;

  constructor({ op, index, id }: Patch, edge: RecommendationEdge | null) {
    this.op = op;
    this.index = index;
    this.id = globalId(id as ItemId);
    this.edge = edge;
  }
}

@ObjectType({
  implements: LivePayload,
  description: 'After these patches the list is what a query would answer.',
})
export class RecommendationsChanged extends LivePayload {
  @Field(() => [RecommendationPatch])
  readonly patches: readonly RecommendationPatch[];

  @Field(() => Date, { description: 'Everything that happened before is considered.' })
  readonly asOf: Date;

  @Field(() => String, { nullable: true, description: 'Null when no model was there.' })
  readonly modelVersion: string | null;

  @Field(() => BasedOnEnum)
  readonly basedOn: BasedOn;

  constructor(position: string, patches: readonly RecommendationPatch[], list: Recommendations) {
    super(position);
    this.patches = patches;
    this.asOf = new Date(list.asOf);
    this.modelVersion = list.modelVersion;
    this.basedOn = list.basedOn;
  }
}

/** `recommendationUpdates`: a list that stays what a fresh query would answer. */
@Resolver()
export class RecommendationUpdatesResolver {
  constructor(private readonly answers: Answers) {}

  @Subscription(() => RecommendationsChanged, {
    description:
      'Keeps the beginning of your list: without `after` the list is empty and the first payload puts everything in; with it the first one brings what has changed since. What you and your friends do moves it at once, what strangers do within a while.',
    subscribe: ({ args, context, info }) =>
      wired(info, RecommendationUpdatesResolver).follow(
        args as RecommendationUpdatesArgs,
        context as Context,
        info,
      ),
  })
  recommendationUpdates(
    @Root() payload: RecommendationsChanged,
    // `follow` checked them, once for all payloads.
    @Args(() => RecommendationUpdatesArgs, { validate: false }) _args: RecommendationUpdatesArgs,
  ): RecommendationsChanged {
    return payload;
  }

  async follow(
    given: RecommendationUpdatesArgs,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<AsyncIterableIterator<RecommendationsChanged>> {
    const { userId } = mustBeSignedIn(context);
    const args = await checked(given);
    const request = listRequest(userId, args);
    const list = { viewerId: userId, request: `${fingerprint(request)} ${args.first}` };
    const shown = args.after == null ? [] : readListPosition(context.shop.digest, list, args.after);
    if (shown === null) throw badListPosition();
    const withReasons = asksFor(info, ['patches', 'edge', 'reasons']);
    const { first } = args;
    return new ListFollower(context, {
      open: this.answers.openLists.open(userId),
      shown,
      rank: (now) => this.answers.now(request, first, withReasons, now),
      look: ({ edges, scoreOf }: Recommendations) => ({
        shown: edges.map((edge): Shown => ({ id: edge.item.id, look: lookOf(edge) })),
        beginning: {
          things: edges.map(({ item }) => item.id),
          lowest: edges.length < first ? -Infinity : Math.min(...edges.map(({ score }) => score)),
          scoreOf,
        },
      }),
      payload: (ranked, patches, now) => {
        const edges = new Map(ranked.edges.map((edge) => [edge.item.id as string, edge]));
        const steps = patches.map((patch) => {
          const edge = edges.get(patch.id);
          return new RecommendationPatch(patch, edge === undefined ? null : edgeOf(edge));
        });
        return new RecommendationsChanged(listPosition(context.shop.digest, list, now), steps, ranked);
      },
    });
  }
}
