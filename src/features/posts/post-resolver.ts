import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { EdgeType } from '../../../graph-models/domain/vocabulary.js';
import { fillPage, PageArgs, type Connection, type Edge } from '../../graphql/connection.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { Viewer } from '../../graphql/viewer.js';
import { Item, itemsById } from '../catalog/index.js';
import { Circle, circlesById } from '../circles/index.js';
import { personById, User } from '../people/index.js';
import { postsById } from './find-posts.js';
import { Post, PostConnection } from './post.js';

type Posts = Promise<Connection<Edge<Post>>>;

@Resolver(() => Post)
export class PostResolver {
  @FieldResolver(() => User, { nullable: true })
  author(@Root() post: Post, @Ctx() context: Context): Promise<User | null> {
    return personById(context, post.stored.props.userId);
  }

  @FieldResolver(() => Circle, { nullable: true, description: 'The circle it is for.' })
  async circle(@Root() post: Post, @Ctx() context: Context): Promise<Circle | null> {
    const { circleId } = post.stored.props;
    const [circle] = circleId === undefined ? [null] : await circlesById(context, [circleId]);
    return circle ?? null;
  }

  @FieldResolver(() => [Item], { description: 'What it is about; those you may see.' })
  async items(@Root() post: Post, @Ctx() context: Context): Promise<Item[]> {
    const { edges } = await context.loaders.edges('TAGS', 'out', post.stored.id, { first: 10 });
    const items = await itemsById(
      context,
      edges.map((edge) => edge.to as Id<'Item'>),
    );
    return items.filter((item) => item !== null);
  }

  @FieldResolver(() => Int, { description: 'How many people passed it on.' })
  shareCount(@Root() post: Post, @Ctx() context: Context): Promise<number> {
    return context.loaders.count('SHARED', 'in', post.stored.id);
  }

  @FieldResolver(() => Boolean)
  async viewerBookmarked(@Root() post: Post, @Ctx() { loaders, viewer }: Context): Promise<boolean> {
    return viewer !== null && (await loaders.edge('BOOKMARKED', viewer.userId, post.stored.id)) !== null;
  }
}

@Resolver(() => Viewer)
export class ViewerPostsResolver {
  @FieldResolver(() => PostConnection, { description: 'Last kept first.' })
  bookmarks(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Posts {
    return postPage(context, 'BOOKMARKED', 'out', mustBeSignedIn(context).userId, args);
  }
}

@Resolver(() => User)
export class UserPostsResolver {
  @FieldResolver(() => PostConnection, { description: 'Newest first; those you may see.' })
  posts(@Root() user: User, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Posts {
    return postPage(context, 'WROTE', 'out', user.stored.id, args);
  }
}

@Resolver(() => Item)
export class ItemPostsResolver {
  @FieldResolver(() => PostConnection, { description: 'Posts about it, newest first; those you may see.' })
  posts(@Root() item: Item, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Posts {
    return postPage(context, 'TAGS', 'in', item.stored.id, args);
  }
}

@Resolver(() => Circle)
export class CirclePostsResolver {
  @FieldResolver(() => PostConnection, { description: 'Newest first; for its members.' })
  posts(@Root() circle: Circle, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Posts {
    return postPage(context, 'POSTED_IN', 'in', circle.stored.id, args);
  }
}

function postPage(context: Context, type: EdgeType, direction: 'in' | 'out', id: Id, args: PageArgs): Posts {
  const otherEnd = direction === 'in' ? 'from' : 'to';
  return fillPage<EdgeType, Edge<Post>>(
    args,
    (page) => context.loaders.edges(type, direction, id, page),
    (edge) => edge[otherEnd],
    async (edges) => {
      const ids = edges.map((edge) => edge[otherEnd]);
      const postIds = ids.filter((each): each is Id<'Post'> => each.startsWith('pst_'));
      const posts = await postsById(context, postIds);
      const byId = new Map(postIds.map((each, index) => [each as Id, posts[index] ?? null]));
      return ids.map((each) => {
        const node = byId.get(each) ?? null;
        return node === null ? null : { node };
      });
    },
  );
}
