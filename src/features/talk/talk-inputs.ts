import { IsOptional } from 'class-validator';
import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { REACTION_KINDS, type ReactionCounts } from '../../../graph-models/domain/vocabulary.js';
import { globalId } from '../../graphql/global-id.js';
import { MutationInput } from '../../graphql/mutation-input.js';
import { IsText } from '../../graphql/text.js';
import { NotFound } from '../../use-cases/refusal.js';
import { Post } from '../posts/index.js';
import { Review } from '../reviews/index.js';
import { Comment } from './comment.js';
import { ThreadMismatch } from './refusals.js';

export enum Reaction {
  LIKE = 'LIKE',
  LOVE = 'LOVE',
  LAUGH = 'LAUGH',
  WOW = 'WOW',
  SAD = 'SAD',
}
registerEnumType(Reaction, { name: 'Reaction' });

@InputType()
export class CommentInput extends MutationInput {
  @Field(() => ID, { description: 'A post or a review.' })
  @IsText({ min: 1, max: 100 })
  subjectId!: string;

  @Field(() => ID, { nullable: true, description: 'The comment that is answered.' })
  @IsOptional()
  @IsText({ min: 1, max: 100 })
  replyToId?: string;

  @Field(() => String, { description: '1 to 2,000 characters.' })
  @IsText({ min: 1, max: 2000, lines: true })
  text!: string;
}

@InputType()
export class OwnCommentInput extends MutationInput {
  @Field(() => ID)
  @IsText({ min: 1, max: 100 })
  commentId!: string;
}

@InputType()
export class EditCommentInput extends OwnCommentInput {
  @Field(() => String)
  @IsText({ min: 1, max: 2000, lines: true })
  text!: string;
}

@InputType()
export class ContentInput extends MutationInput {
  @Field(() => ID, { description: 'A post, a review or a comment.' })
  @IsText({ min: 1, max: 100 })
  contentId!: string;
}

@InputType()
export class ReactInput extends ContentInput {
  @Field(() => Reaction)
  reaction!: Reaction;
}

@ObjectType()
export class CommentRemoved {
  @Field(() => ID)
  readonly commentId: string;

  constructor(id: Id<'Comment'>) {
    this.commentId = globalId(id);
  }
}

@ObjectType()
export class ReactionCount {
  @Field(() => Reaction)
  readonly reaction!: Reaction;

  @Field(() => Int)
  readonly count!: number;
}

@ObjectType({ description: 'How people reacted.' })
export class Reactions {
  @Field(() => Int)
  readonly total!: number;

  @Field(() => [ReactionCount], { description: 'Those that there are, most first.' })
  readonly counts!: ReactionCount[];

  @Field(() => Reaction, { nullable: true, description: 'Yours.' })
  readonly viewer!: Reaction | null;
}

/** The counters of some content, most first. */
export function countsOf(props: ReactionCounts): ReactionCount[] {
  return REACTION_KINDS.map((kind) => ({ reaction: Reaction[kind], count: props[`reacted${kind}`] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

export const CommentResultType = createUnionType({
  name: 'CommentResult',
  types: () => [Comment, ThreadMismatch, NotFound] as const,
});
export const EditCommentResult = createUnionType({
  name: 'EditCommentResult',
  types: () => [Comment, NotFound] as const,
});
export const RemoveCommentResult = createUnionType({
  name: 'RemoveCommentResult',
  types: () => [CommentRemoved, NotFound] as const,
});
export const ReactResultType = createUnionType({
  name: 'ReactResult',
  types: () => [Post, Review, Comment, NotFound] as const,
});
