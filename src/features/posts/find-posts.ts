import type { Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import type { Loaders } from '../../graphql/loaders.js';
import type { GraphNode } from '../../store/graph-store.js';
import { visibleTo } from '../visibility/index.js';
import { Post } from './post.js';

/** Posts by id, in the order asked; null for one that is absent or not visible to the viewer. */
export async function postsById(context: Seeing, ids: readonly Id<'Post'>[]): Promise<(Post | null)[]> {
  const posts = await visiblePosts(context.loaders, context.viewer?.userId ?? null, ids);
  return posts.map((post) => (post === null ? null : new Post(post)));
}

/** The same as stored, for a plan. */
export async function visiblePosts(
  loaders: Loaders,
  viewerId: Id<'User'> | null,
  ids: readonly Id<'Post'>[],
): Promise<(GraphNode<'Post'> | null)[]> {
  const found = await loaders.nodes(ids);
  const there = found.filter((post) => post !== null);
  const things = there.map(({ props }) => ({ ...props, ownerId: props.userId }));
  const visible = await visibleTo(loaders, viewerId, things);
  const seen = new Set(there.filter((_, index) => visible[index]).map(({ id }) => id));
  return found.map((post) => (post !== null && seen.has(post.id) ? post : null));
}
