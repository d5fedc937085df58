import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { fillPage, PageArgs, type Connection, type Edge } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { peopleById, User } from '../people/index.js';
import { Post } from '../posts/index.js';
import { Review } from '../reviews/index.js';
import { Comment, CommentConnection } from './comment.js';
import type { Content } from './content.js';
import { commentsById } from './find-comments.js';
import { countsOf, Reaction, Reactions } from './talk-inputs.js';

type Comments = Promise<Connection<Edge<Comment>>>;

@Resolver(() => Post)
export class PostTalkResolver {
  @FieldResolver(() => CommentConnection, { description: 'Those that answer no other, newest first.' })
  comments(@Root() post: Post, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Comments {
    return threadPage(context, post, args);
  }

  @FieldResolver(() => Int, { description: 'Answers to comments count, too.' })
  commentCount(@Root() post: Post, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('COMMENTED_ON', 'in', post.stored.id);
  }

  @FieldResolver(() => Reactions)
  reactions(@Root() post: Post, @Ctx() context: Context): Promise<Reactions> {
    return reactionsTo(context, post);
  }
}

@Resolver(() => Review)
export class ReviewTalkResolver {
  @FieldResolver(() => CommentConnection, { description: 'Those that answer no other, newest first.' })
  comments(@Root() review: Review, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Comments {
    return threadPage(context, review, args);
  }

  @FieldResolver(() => Int, { description: 'Answers to comments count, too.' })
  commentCount(@Root() review: Review, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('COMMENTED_ON', 'in', review.stored.id);
  }

  @FieldResolver(() => Reactions)
  reactions(@Root() review: Review, @Ctx() context: Context): Promise<Reactions> {
    return reactionsTo(context, review);
  }
}

@Resolver(() => Comment)
export class CommentResolver {
  @FieldResolver(() => User, { nullable: true, description: 'Null when the comment was removed.' })
  async author(@Root() comment: Comment, @Ctx() context: Context): Promise<User | null> {
    if (comment.removed) return null;
    const [author] = await peopleById(context, [comment.stored.props.userId]);
    return author ?? null;
  }

  @FieldResolver(() => CommentConnection, { description: 'Answers to it, newest first.' })
  replies(@Root() comment: Comment, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Comments {
    return fillPage<'REPLIES_TO', Edge<Comment>>(
      args,
      (page) => context.loaders.edges('REPLIES_TO', 'in', comment.stored.id, page),
      (edge) => edge.from,
      (edges) =>
        shown(
          context,
          edges.map((edge) => edge.from as Id<'Comment'>),
        ),
    );
  }

  @FieldResolver(() => Int)
  replyCount(@Root() comment: Comment, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('REPLIES_TO', 'in', comment.stored.id);
  }

  @FieldResolver(() => Reactions)
  reactions(@Root() comment: Comment, @Ctx() context: Context): Promise<Reactions> {
    return reactionsTo(context, comment);
  }
}

function threadPage(context: Context, subject: Post | Review, args: PageArgs): Comments {
  return fillPage<'COMMENTED_ON', Edge<Comment>>(
    args,
    (page) => context.loaders.edges('COMMENTED_ON', 'in', subject.stored.id, page),
    (edge) => edge.from,
    async (edges) => {
      const rows = await shown(
        context,
        edges.map((edge) => edge.from as Id<'Comment'>),
      );
      return rows.map((row) => (row?.node.stored.props.replyToId === undefined ? row : null));
    },
  );
}

async function shown(context: Context, ids: readonly Id<'Comment'>[]): Promise<({ node: Comment } | null)[]> {
  const comments = await commentsById(context, ids);
  return comments.map((node) => (node === null ? null : { node }));
}

async function reactionsTo({ loaders, viewer }: Context, content: Content): Promise<Reactions> {
  const counts = countsOf(content.stored.props);
  const own = viewer === null ? null : await loaders.edge('REACTED', viewer.userId, content.stored.id);
  return {
    counts,
    total: counts.reduce((sum, { count }) => sum + count, 0),
    viewer: own === null ? null : Reaction[own.props.kind],
  };
}
