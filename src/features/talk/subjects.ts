import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import { postsById, type Post } from '../posts/index.js';
import { reviewsById, type Review } from '../reviews/index.js';

/** What a thread can hang on. */
export type SubjectId = Id<'Post'> | Id<'Review'>;

/** Posts and reviews by id, in the order asked; null for what is absent or not visible to the viewer. */
export async function subjectsById(
  context: Seeing,
  ids: readonly SubjectId[],
): Promise<(Post | Review | null)[]> {
  return Promise.all(
    ids.map(async (id) => {
      const [found] = isPost(id) ? await postsById(context, [id]) : await reviewsById(context, [id]);
      return found ?? null;
    }),
  );
}

/** The id when it names a post or a review. */
export function subjectId(id: Id | null): SubjectId | null {
  const label = id === null ? null : labelOf(id);
  return label === 'Post' || label === 'Review' ? (id as SubjectId) : null;
}

function isPost(id: SubjectId): id is Id<'Post'> {
  return labelOf(id) === 'Post';
}
