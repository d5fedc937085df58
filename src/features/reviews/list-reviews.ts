import type { Id } from '../../../graph-models/domain/ids.js';
import { connection, fillPage, type Connection, type Edge, type PageArgs } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { badCursor, decodeCursor, encodeCursor } from '../../graphql/cursor.js';
import type { EdgeType } from '../../../graph-models/domain/vocabulary.js';
import { areFriends } from '../visibility/index.js';
import { reviewsById } from './find-reviews.js';
import type { Review } from './review.js';

type Reviews = Connection<Edge<Review>>;

/** Which reviews of an item are wanted. */
export interface ReviewWish {
  readonly rating: number | null;
  readonly byFriends: boolean;
}

const LOOKED_AT = 1000;
const LIST = 'helpful';

/** An item's reviews that the viewer may see, newest first. */
export function newestReviews(
  context: Context,
  itemId: Id<'Item'>,
  wish: ReviewWish,
  args: PageArgs,
): Promise<Reviews> {
  return reviewPage(context, 'ABOUT', 'in', itemId, wish, args);
}

/** A person's reviews that the viewer may see, newest first. */
export function reviewsBy(context: Context, userId: Id<'User'>, args: PageArgs): Promise<Reviews> {
  return reviewPage(context, 'WROTE', 'out', userId, { rating: null, byFriends: false }, args);
}

/** The same reviews of an item, those that helped most people first. */
export async function mostHelpfulReviews(
  context: Context,
  itemId: Id<'Item'>,
  wish: ReviewWish,
  args: PageArgs,
): Promise<Reviews> {
  const { edges } = await context.loaders.edges('ABOUT', 'in', itemId, { first: LOOKED_AT });
  const wished = await wishedFor(
    context,
    edges.map((edge) => edge.from as Id<'Review'>),
    wish,
  );
  const counted = await Promise.all(
    wished
      .filter((review) => review !== null)
      .map(async (node) => ({
        node,
        votes: await context.loaders.count('FOUND_HELPFUL', 'in', node.stored.id),
      })),
  );
  const rest = counted.sort(mostVotesFirst).filter(isAfter(args.after));
  const page = rest.slice(0, args.first).map(({ node, votes }) => ({
    node,
    cursor: encodeCursor(LIST, [votes, node.stored.id]),
  }));
  return connection(page, rest.length > args.first);
}

interface Counted {
  readonly node: Review;
  readonly votes: number;
}

function mostVotesFirst(a: Counted, b: Counted): number {
  return b.votes - a.votes || (a.node.stored.id < b.node.stored.id ? 1 : -1);
}

function isAfter(after: string | undefined): (one: Counted) => boolean {
  if (after === undefined || after === null) return () => true;
  const [votes, id] = decodeCursor(LIST, after);
  if (typeof votes !== 'number' || typeof id !== 'string') throw badCursor();
  return (one) => one.votes < votes || (one.votes === votes && one.node.stored.id < id);
}

function reviewPage(
  context: Context,
  type: EdgeType & ('ABOUT' | 'WROTE'),
  direction: 'in' | 'out',
  id: Id,
  wish: ReviewWish,
  args: PageArgs,
): Promise<Reviews> {
  const otherEnd = direction === 'in' ? 'from' : 'to';
  return fillPage<'ABOUT' | 'WROTE', Edge<Review>>(
    args,
    (page) => context.loaders.edges(type, direction, id, page),
    (edge) => edge[otherEnd],
    async (edges) => {
      const ids = edges.map((edge) => edge[otherEnd]);
      const reviews = ids.filter((each): each is Id<'Review'> => each.startsWith('rev_'));
      const wished = await wishedFor(context, reviews, wish);
      const byId = new Map(wished.map((review, index) => [reviews[index] as Id, review]));
      return ids.map((each) => {
        const node = byId.get(each) ?? null;
        return node === null ? null : { node };
      });
    },
  );
}

async function wishedFor(
  context: Context,
  ids: readonly Id<'Review'>[],
  { rating, byFriends }: ReviewWish,
): Promise<(Review | null)[]> {
  const reviews = await reviewsById(context, ids);
  const viewer = context.viewer?.userId ?? null;
  return Promise.all(
    reviews.map(async (review) => {
      if (review === null || (rating !== null && review.rating !== rating)) return null;
      if (!byFriends) return review;
      const isFriend =
        viewer !== null && (await areFriends(context.loaders, viewer, review.stored.props.userId));
      return isFriend ? review : null;
    }),
  );
}
