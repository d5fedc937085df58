import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { PageArgs, type Connection, type Edge } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { Item, itemById } from '../catalog/index.js';
import { personById, User } from '../people/index.js';
import { reviewsById } from './find-reviews.js';
import { mostHelpfulReviews, newestReviews, reviewsBy } from './list-reviews.js';
import { distributionOf, RATINGS } from './rating-counts.js';
import { Rating, Review, ReviewConnection, ReviewOrder } from './review.js';

@Resolver(() => Review)
export class ReviewResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Who wrote it.' })
  author(@Root() review: Review, @Ctx() context: Context): Promise<User | null> {
    return personById(context, review.stored.props.userId);
  }

  @FieldResolver(() => Item, { nullable: true, description: 'Null when the item is gone.' })
  item(@Root() review: Review, @Ctx() context: Context): Promise<Item | null> {
    return itemById(context, review.stored.props.itemId);
  }

  @FieldResolver(() => Boolean, { description: 'Did its writer buy the item here?' })
  async verified(@Root() { stored }: Review, @Ctx() { loaders }: Context): Promise<boolean> {
    const { verified, userId, itemId } = stored.props;
    return verified || (await loaders.edge('PURCHASED', userId, itemId)) !== null;
  }

  @FieldResolver(() => Int, { description: 'How many people it helped.' })
  helpfulCount(@Root() review: Review, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('FOUND_HELPFUL', 'in', review.stored.id);
  }

  @FieldResolver(() => Boolean)
  async viewerFoundHelpful(@Root() review: Review, @Ctx() { loaders, viewer }: Context): Promise<boolean> {
    return viewer !== null && (await loaders.edge('FOUND_HELPFUL', viewer.userId, review.stored.id)) !== null;
  }
}

@Resolver(() => Item)
export class ItemReviewsResolver {
  @FieldResolver(() => ReviewConnection, { description: 'Those you may see.' })
  reviews(
    @Root() item: Item,
    @Arg('order', () => ReviewOrder, { defaultValue: ReviewOrder.NEWEST }) order: ReviewOrder,
    @Arg('rating', () => Int, { nullable: true, description: 'Only those that gave so many.' })
    rating: number | null,
    @Arg('byFriends', () => Boolean, { defaultValue: false, description: 'Only those of your friends.' })
    byFriends: boolean,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Edge<Review>>> {
    const list = order === ReviewOrder.NEWEST ? newestReviews : mostHelpfulReviews;
    return list(context, item.stored.id, { rating: rating ?? null, byFriends }, args);
  }

  @FieldResolver(() => Rating)
  rating(@Root() item: Item): Rating {
    const distribution = distributionOf(item.stored.props);
    const count = distribution.reduce((sum, each) => sum + each, 0);
    const total = distribution.reduce((sum, each, index) => sum + each * (RATINGS[index] ?? 0), 0);
    return { distribution, count, average: count === 0 ? null : total / count };
  }

  @FieldResolver(() => Review, { nullable: true, description: 'Yours.' })
  async viewerReview(@Root() item: Item, @Ctx() context: Context): Promise<Review | null> {
    if (context.viewer === null) return null;
    const rated = await context.loaders.edge('RATED', context.viewer.userId, item.stored.id);
    const reviewId = rated?.props.reviewId;
    const [review] = reviewId === undefined ? [null] : await reviewsById(context, [reviewId]);
    return review ?? null;
  }
}

@Resolver(() => User)
export class UserReviewsResolver {
  @FieldResolver(() => ReviewConnection, { description: 'Newest first; those you may see.' })
  reviews(
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<Edge<Review>>> {
    return reviewsBy(context, user.stored.id, args);
  }
}
