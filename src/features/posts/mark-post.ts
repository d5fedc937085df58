import type { Id } from '../../../graph-models/domain/ids.js';
import { Loaders } from '../../graphql/loaders.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { visiblePosts } from './find-posts.js';
import type { PostResult } from './post-plans.js';

type Outcome = Promise<Plan<PostResult> | Refusal>;

/** Keeps a post that the viewer may see; twice is the same as once. */
export async function planBookmarkPost(shop: Shop, userId: Id<'User'>, postId: Id<'Post'> | null): Outcome {
  const [post] = postId === null ? [null] : await visiblePosts(new Loaders(shop.store), userId, [postId]);
  if (!post) return new NotFound();
  const pair = { from: userId, to: post.id };
  const [known] = await shop.store.between('BOOKMARKED', [pair]);
  const result = { postId: post.id };
  if (known) return { changes: [], result };
  return { changes: [{ kind: 'putEdge', type: 'BOOKMARKED', ...pair, at: shop.now(), props: {} }], result };
}

/** Keeps it no more; one that is not kept is off already. */
export async function planUnbookmarkPost(shop: Shop, userId: Id<'User'>, postId: Id<'Post'> | null): Outcome {
  if (postId === null) return new NotFound();
  const [known] = await shop.store.between('BOOKMARKED', [{ from: userId, to: postId }]);
  if (!known) return new NotFound();
  return {
    changes: [{ kind: 'deleteEdge', type: 'BOOKMARKED', from: userId, to: postId }],
    result: { postId },
  };
}

/** Passes on a post that is for everybody; each time counts. */
export async function planSharePost(shop: Shop, userId: Id<'User'>, postId: Id<'Post'> | null): Outcome {
  const [post] = postId === null ? [null] : await visiblePosts(new Loaders(shop.store), userId, [postId]);
  if (post?.props.visibility !== 'PUBLIC') return new NotFound();
  const pair = { from: userId, to: post.id };
  const [known] = await shop.store.between('SHARED', [pair]);
  const times = known?.props.times ?? (known ? 1 : 0);
  return {
    expect: [
      known
        ? { kind: 'edgeTimes', type: 'SHARED', ...pair, times }
        : { kind: 'edgeAbsent', type: 'SHARED', ...pair },
    ],
    changes: [{ kind: 'putEdge', type: 'SHARED', ...pair, at: shop.now(), props: { times: times + 1 } }],
    result: { postId: post.id },
  };
}
