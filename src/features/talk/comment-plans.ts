import type { Id } from '../../../graph-models/domain/ids.js';
import { Loaders } from '../../graphql/loaders.js';
import { normalText } from '../../graphql/text.js';
import type { Seeing } from '../../graphql/context.js';
import type { Change, GraphNode } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { commentsById } from './find-comments.js';
import { ThreadMismatch } from './refusals.js';
import { subjectsById, type SubjectId } from './subjects.js';

type UserId = Id<'User'>;
type CommentId = Id<'Comment'>;
export type CommentResult = { readonly commentId: string };
type Outcome = Promise<Plan<CommentResult> | Refusal>;

export interface NewComment {
  readonly subjectId: SubjectId | null;
  /** The comment answered; null: an id that is no comment's. */
  readonly replyToId?: CommentId | null | undefined;
  readonly text: string;
}

/** A comment on what the viewer may see, or an answer to another comment on it. */
export async function planComment(
  shop: Shop,
  viewer: NonNullable<Seeing['viewer']>,
  comment: NewComment,
): Outcome {
  const { subjectId, replyToId } = comment;
  const seeing = { loaders: new Loaders(shop.store), viewer };
  const [subject] = subjectId === null ? [null] : await subjectsById(seeing, [subjectId]);
  if (!subject || subjectId === null || replyToId === null) return new NotFound();
  if (replyToId !== undefined) {
    const [answered] = await commentsById(seeing, [replyToId]);
    if (!answered) return new NotFound();
    if (answered.stored.props.subjectId !== subjectId) return new ThreadMismatch();
  }

  const id = shop.newId('Comment');
  const at = shop.now();
  const from = viewer.userId;
  const text = normalText(comment.text);
  const props = {
    userId: from,
    subjectId,
    text,
    createdAt: at,
    ...(replyToId !== undefined && { replyToId }),
  };
  const answer: Change[] =
    replyToId === undefined
      ? []
      : [
          { kind: 'putEdge', type: 'REPLIES_TO', from: id, to: replyToId, at, props: {} },
          { kind: 'increment', id: replyToId, property: 'answers', by: 1 },
        ];
  return {
    changes: [
      { kind: 'createNode', id, props },
      { kind: 'putEdge', type: 'WROTE', from, to: id, at, props: {} },
      { kind: 'putEdge', type: 'COMMENTED_ON', from: id, to: subjectId, at, props: {} },
      ...answer,
    ],
    result: { commentId: id },
  };
}

/** Another text for one's own comment. */
export async function planEditComment(
  shop: Shop,
  userId: UserId,
  commentId: CommentId | null,
  text: string,
): Outcome {
  const comment = await ownComment(shop, userId, commentId);
  if (comment === null || comment.props.removedAt !== undefined) return new NotFound();
  return {
    expect: [{ kind: 'nodeVersion', id: comment.id, version: comment.version }],
    changes: [
      { kind: 'updateNode', id: comment.id, props: { text: normalText(text), editedAt: shop.now() } },
    ],
    result: { commentId: comment.id },
  };
}

/** Takes one's own comment away; one that was answered leaves an empty place, so that the answers keep theirs. */
export async function planRemoveComment(shop: Shop, userId: UserId, commentId: CommentId | null): Outcome {
  const comment = await ownComment(shop, userId, commentId);
  if (comment === null) return new NotFound();
  const [answers = 0] = await shop.store.counts('REPLIES_TO', 'in', [comment.id]);
  const gone: Change[] =
    answers === 0
      ? [{ kind: 'deleteNode', id: comment.id }]
      : [{ kind: 'updateNode', id: comment.id, props: { text: '', removedAt: shop.now() } }];
  return {
    expect: [{ kind: 'nodeVersion', id: comment.id, version: comment.version }],
    changes: gone,
    result: { commentId: comment.id },
  };
}

async function ownComment(
  shop: Shop,
  userId: UserId,
  commentId: CommentId | null,
): Promise<GraphNode<'Comment'> | null> {
  const [comment] = commentId === null ? [null] : await shop.store.nodes('Comment', [commentId]);
  return comment?.props.userId === userId ? comment : null;
}
