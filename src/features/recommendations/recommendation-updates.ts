import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import {
  Args,
  Field,
  ID,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { globalId } from '../../graphql/global-id.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { freshContext, keepContext, LivePayload } from '../../graphql/subscription.js';
import { wired } from '../../graphql/wired.js';
import type { ItemId } from '../../../graph-models/domain/ids.js';
import { edgeOf, listRequest, type Answers } from './answers.js';
import { asksFor } from './asks-for.js';
import { patchesBetween, type Patch, type Shown } from './list-patches.js';
import { listPosition, lookOf, readListPosition, type ListOf } from './list-positions.js';
import type { OpenList } from './open-list.js';
import { fingerprint } from './recommend.js';
import { checked, RecommendationUpdatesArgs } from './recommendation-args.js';
import { BasedOnEnum, RecommendationEdge } from './recommendation-types.js';
import type { BasedOn, ListRequest, Recommendations } from './request.js';

enum PatchOp {
  INSERT = 'INSERT',
  MOVE = 'MOVE',
  REMOVE = 'REMOVE',
  UPDATE = 'UPDATE',
}
registerEnumType(PatchOp, {
  name: 'PatchOp',
  valuesConfig: {
    INSERT: { description: 'Put it in at `index`.' },
    MOVE: { description: 'Take it out, then put it in at `index`, as it is now.' },
    REMOVE: { description: 'Take it out; it is at `index`.' },
    UPDATE: { description: 'It stays at `index`, and looks otherwise now.' },
  },
});

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
    @Args(() => RecommendationUpdatesArgs) _args: RecommendationUpdatesArgs,
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
    if (shown === null) throw badPosition();
    const withReasons = asksFor(info, ['patches', 'edge', 'reasons']);
    return new ListFollower(this.answers, context, {
      ...{ list, request, withReasons },
      first: args.first,
      shown,
      open: this.answers.openLists.open(userId),
    });
  }
}

interface Following {
  readonly list: ListOf;
  readonly request: ListRequest;
  readonly first: number;
  readonly withReasons: boolean;
  /** What the client has when it begins. */
  readonly shown: readonly Shown[];
  readonly open: OpenList;
}

const DONE = { done: true, value: undefined } as const;

/** Ranks when it is the list's turn and its reader is ready, so nothing ever waits for a slow reader. */
class ListFollower implements AsyncIterableIterator<RecommendationsChanged> {
  #shown: readonly Shown[];
  #begun = false;

  constructor(
    private readonly answers: Answers,
    private readonly context: Context,
    private readonly following: Following,
  ) {
    this.#shown = following.shown;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<RecommendationsChanged>> {
    const { open, request, first, withReasons } = this.following;
    for (;;) {
      const context = freshContext(this.context);
      const list = await open.rank(() => this.answers.now(request, first, withReasons, context));
      if (list === null) return DONE;
      const changed = this.#changed(list);
      if (changed === null) continue;
      return { done: false, value: keepContext(changed, context) };
    }
  }

  return(): Promise<IteratorResult<RecommendationsChanged>> {
    this.following.open.close();
    return Promise.resolve(DONE);
  }

  /** What the client has to hear, or null when it has the list already; the first time it hears in any case. */
  #changed(list: Recommendations): RecommendationsChanged | null {
    const edges = new Map(list.edges.map((edge) => [edge.item.id as string, edge]));
    const now = list.edges.map((edge) => ({ id: edge.item.id, look: lookOf(edge) }));
    const { first, open } = this.following;
    open.shows({
      items: list.edges.map(({ item }) => item.id),
      lowest: list.edges.length < first ? -Infinity : Math.min(...list.edges.map(({ score }) => score)),
      scoreOf: list.scoreOf,
    });
    const patches = patchesBetween(this.#shown, now).map((patch) => {
      const edge = edges.get(patch.id);
      return new RecommendationPatch(patch, edge === undefined ? null : edgeOf(edge));
    });
    if (patches.length === 0 && this.#begun) return null;
    this.#begun = true;
    this.#shown = now;
    const position = listPosition(this.context.shop.digest, this.following.list, now);
    return new RecommendationsChanged(position, patches, list);
  }
}

function badPosition(): GraphQLError {
  return new GraphQLError('`after` is not a position of this list of yours.', {
    extensions: { code: 'BAD_CURSOR' },
  });
}
