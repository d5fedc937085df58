import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import type { Post } from '../posts/index.js';
import type { Review } from '../reviews/index.js';
import type { Comment } from './comment.js';
import { commentsById } from './find-comments.js';
import { subjectsById, type SubjectId } from './subjects.js';

/** What people react to. */
export type Content = Post | Review | Comment;
export type ContentId = SubjectId | Id<'Comment'>;

/** The post, review or comment, or null when it is absent or not visible to the viewer. */
export async function contentById(context: Seeing, id: ContentId): Promise<Content | null> {
  const [content] = isComment(id) ? await commentsById(context, [id]) : await subjectsById(context, [id]);
  return content ?? null;
}

function isComment(id: ContentId): id is Id<'Comment'> {
  return labelOf(id) === 'Comment';
}
