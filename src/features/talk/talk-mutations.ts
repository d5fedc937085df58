import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { ReactionKind } from '../../../graph-models/domain/vocabulary.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalId, fromGlobalIdOf } from '../../graphql/global-id.js';
import type { MutationInput } from '../../graphql/mutation-input.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, Refusal } from '../../use-cases/refusal.js';
import { planComment, planEditComment, planRemoveComment, type CommentResult } from './comment-plans.js';
import type { Comment } from './comment.js';
import { contentById, type Content, type ContentId } from './content.js';
import { commentsById } from './find-comments.js';
import { contentIdOf, planReact } from './react.js';
import { subjectId } from './subjects.js';
import {
  CommentInput,
  CommentRemoved,
  CommentResultType,
  ContentInput,
  EditCommentInput,
  EditCommentResult,
  OwnCommentInput,
  ReactInput,
  ReactResultType,
  RemoveCommentResult,
} from './talk-inputs.js';

@Resolver()
export class TalkMutations {
  @Mutation(() => CommentResultType, {
    description: 'On a post or a review, or in answer to a comment on it.',
  })
  comment(@Arg('input', () => CommentInput) input: CommentInput, @Ctx() context: Context) {
    const viewer = mustBeSignedIn(context);
    const replyTo = input.replyToId;
    const comment = {
      text: input.text,
      subjectId: subjectId(fromGlobalId(input.subjectId)),
      replyToId: replyTo === undefined || replyTo === null ? undefined : fromGlobalIdOf('Comment', replyTo),
    };
    return change(context, 'comment', input, () => planComment(context.shop, viewer, comment));
  }

  @Mutation(() => EditCommentResult)
  editComment(@Arg('input', () => EditCommentInput) input: EditCommentInput, @Ctx() context: Context) {
    const { userId } = mustBeSignedIn(context);
    return change(context, 'editComment', input, () =>
      planEditComment(context.shop, userId, commentOf(input), input.text),
    );
  }

  @Mutation(() => RemoveCommentResult, { description: 'The answers below it stay.' })
  async removeComment(@Arg('input', () => OwnCommentInput) input: OwnCommentInput, @Ctx() context: Context) {
    const { userId } = mustBeSignedIn(context);
    const done = await mutate(context, 'removeComment', input, () =>
      planRemoveComment(context.shop, userId, commentOf(input)),
    );
    return done instanceof Refusal ? done : new CommentRemoved(done.commentId as Id<'Comment'>);
  }

  @Mutation(() => ReactResultType, { description: 'One reaction each; another one takes its place.' })
  react(@Arg('input', () => ReactInput) input: ReactInput, @Ctx() context: Context) {
    return react(context, 'react', input, input.reaction);
  }

  @Mutation(() => ReactResultType)
  unreact(@Arg('input', () => ContentInput) input: ContentInput, @Ctx() context: Context) {
    return react(context, 'unreact', input, null);
  }
}

const commentOf = (input: OwnCommentInput): Id<'Comment'> | null =>
  fromGlobalIdOf('Comment', input.commentId);

async function change(
  context: Context,
  mutation: string,
  input: MutationInput,
  plan: () => Promise<Plan<CommentResult> | Refusal>,
): Promise<Comment | Refusal> {
  const done = await mutate(context, mutation, input, plan);
  if (done instanceof Refusal) return done;
  const [comment] = await commentsById(context, [done.commentId as Id<'Comment'>]);
  return comment ?? new NotFound();
}

async function react(
  context: Context,
  mutation: string,
  input: ContentInput,
  kind: ReactionKind | null,
): Promise<Content | Refusal> {
  const viewer = mustBeSignedIn(context);
  const contentId = contentIdOf(fromGlobalId(input.contentId));
  const done = await mutate(context, mutation, input, () => planReact(context.shop, viewer, contentId, kind));
  if (done instanceof Refusal) return done;
  return (await contentById(context, done.contentId as ContentId)) ?? new NotFound();
}
