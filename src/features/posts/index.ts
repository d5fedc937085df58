import type { Id } from '../../../graph-models/domain/ids.js';
import { nodeType, type Eraser, type Feature } from '../../graphql/feature.js';
import { perform } from '../../use-cases/perform.js';
import { writtenBy } from '../people/index.js';
import { postsById } from './find-posts.js';
import { PostMutations, type ClearThread } from './post-mutations.js';
import { planDeletePost } from './post-plans.js';
import {
  CirclePostsResolver,
  ItemPostsResolver,
  PostResolver,
  UserPostsResolver,
  ViewerPostsResolver,
} from './post-resolver.js';

export { postsById, visiblePosts } from './find-posts.js';
export { planBookmarkPost, planSharePost, planUnbookmarkPost } from './mark-post.js';
export { planCreatePost, planDeletePost, planEditPost, type NewPost } from './post-plans.js';
export type { ClearThread } from './post-mutations.js';
export { Post } from './post.js';

/** Posts; `clearThread` empties what hangs on a post before it goes. */
export function postsFeature(clearThread: ClearThread): Feature {
  return {
    resolvers: [
      new PostResolver(),
      new ViewerPostsResolver(),
      new UserPostsResolver(),
      new ItemPostsResolver(),
      new CirclePostsResolver(),
      new PostMutations(clearThread),
    ],
    nodeTypes: [nodeType('Post', (ids, context) => postsById(context, ids))],
    erase: erasePosts(clearThread),
  };
}

function erasePosts(clearThread: ClearThread): Eraser {
  return async (shop, userId) => {
    for await (const id of writtenBy(shop.store, userId, 'pst_')) {
      const postId = id as Id<'Post'>;
      await clearThread(shop, postId);
      await perform(shop, { mutation: 'erasePosts', by: null, input: postId }, () =>
        planDeletePost(shop, userId, postId),
      );
    }
    return false;
  };
}
