import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { mustBe, mustBeSignedIn, type Context } from '../../graphql/context.js';
import { Viewer } from '../../graphql/viewer.js';
import { Item, itemById } from '../catalog/index.js';
import { personById, User } from '../people/index.js';
import { Answers } from './answers.js';
import { ReasonArgs, RecommendationArgs } from './recommendation-args.js';
import {
  FriendReason,
  reasonObject,
  ReasonObject,
  RecommendationConnection,
  RecommendationEdge,
  SellerReason,
  SimilarItemReason,
  TraceScalar,
} from './recommendation-types.js';

@Resolver(() => Viewer)
export class ViewerRecommendationsResolver {
  constructor(private readonly answers: Answers) {}

  @FieldResolver(() => RecommendationConnection, {
    description: 'What you might like, and why. Never what you own, hid or sell, nor what cannot be bought.',
  })
  recommendations(
    @Args(() => RecommendationArgs) args: RecommendationArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RecommendationConnection> {
    return this.answers.of(mustBeSignedIn(context).userId, args, context, info);
  }
}

@Resolver(() => User)
export class UserRecommendationsResolver {
  constructor(private readonly answers: Answers) {}

  @FieldResolver(() => RecommendationConnection, {
    description: 'What this person is recommended. For staff and analysts.',
  })
  recommendations(
    @Root() user: User,
    @Args(() => RecommendationArgs) args: RecommendationArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RecommendationConnection> {
    mustBe(context, 'STAFF', 'ANALYST');
    return this.answers.of(user.stored.id, args, context, info);
  }
}

@Resolver(() => RecommendationEdge)
export class RecommendationEdgeResolver {
  @FieldResolver(() => [ReasonObject], { description: 'Why it has this score, the strongest first.' })
  reasons(@Root() edge: RecommendationEdge, @Args(() => ReasonArgs) { first }: ReasonArgs): ReasonObject[] {
    return edge.recommended.reasons.slice(0, first).map(reasonObject);
  }
}

@Resolver(() => RecommendationConnection)
export class RecommendationTraceResolver {
  @FieldResolver(() => [TraceScalar], {
    nullable: true,
    description:
      'What happened inside: candidates, removals, failures and times. For staff, null for others.',
  })
  traces(@Root() { traces }: RecommendationConnection, @Ctx() context: Context): object[] | null {
    return context.viewer?.roles.includes('STAFF') === true ? traces.map((trace) => trace.toJSON()) : null;
  }
}

@Resolver(() => FriendReason)
export class FriendReasonResolver {
  @FieldResolver(() => User, { nullable: true })
  friend(@Root() { about }: FriendReason, @Ctx() context: Context): Promise<User | null> {
    return personById(context, about.friendId);
  }
}

@Resolver(() => SellerReason)
export class SellerReasonResolver {
  @FieldResolver(() => User, {
    nullable: true,
    description: 'Null when they are gone, or you may not see them.',
  })
  seller(@Root() { about }: SellerReason, @Ctx() context: Context): Promise<User | null> {
    return personById(context, about.sellerId);
  }
}

@Resolver(() => SimilarItemReason)
export class SimilarItemReasonResolver {
  @FieldResolver(() => Item, { nullable: true, description: 'Null when it is gone.' })
  item(@Root() { about }: SimilarItemReason, @Ctx() context: Context): Promise<Item | null> {
    return itemById(context, about.itemId);
  }
}
