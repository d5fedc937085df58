import type { Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import { visiblePeople } from '../visibility/index.js';
import { Comment } from './comment.js';
import { subjectsById } from './subjects.js';

/**
 * Comments by id, in the order asked. Null for one that is absent, that hangs on something the viewer may
 * not see, or that somebody wrote whom they may not see.
 */
export async function commentsById(
  context: Seeing,
  ids: readonly Id<'Comment'>[],
): Promise<(Comment | null)[]> {
  const found = await context.loaders.nodes(ids);
  const there = found.filter((comment) => comment !== null);
  const viewer = context.viewer?.userId ?? null;
  const [subjects, authors] = await Promise.all([
    subjectsById(
      context,
      there.map(({ props }) => props.subjectId),
    ),
    visiblePeople(
      context.loaders,
      viewer,
      there.map(({ props }) => props.userId),
    ),
  ]);
  const seen = new Set(
    there
      .filter(({ props }, i) => subjects[i] !== null && (authors[i] ?? props.removedAt))
      .map(({ id }) => id),
  );
  return found.map((comment) => (comment !== null && seen.has(comment.id) ? new Comment(comment) : null));
}
