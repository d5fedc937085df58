import { ArrayMaxSize, IsOptional } from 'class-validator';
import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { globalId } from '../../graphql/global-id.js';
import { MutationInput } from '../../graphql/mutation-input.js';
import { IsText } from '../../graphql/text.js';
import { NotFound } from '../../use-cases/refusal.js';
import { Visibility } from '../people/index.js';
import { Post } from './post.js';
import { CircleNeeded } from './refusals.js';

@InputType()
export class CreatePostInput extends MutationInput {
  @Field(() => String, { description: '1 to 5,000 characters.' })
  @IsText({ min: 1, max: 5000, lines: true })
  text!: string;

  @Field(() => [ID], { defaultValue: [], description: 'Items it is about, up to 10.' })
  @ArrayMaxSize(10)
  itemIds!: string[];

  @Field(() => Visibility, { defaultValue: Visibility.PUBLIC })
  visibility!: Visibility;

  @Field(() => ID, {
    nullable: true,
    description: 'With visibility CIRCLE, and only then: a circle you are in.',
  })
  @IsOptional()
  @IsText({ min: 1, max: 100 })
  circleId?: string;
}

@InputType()
export class PostInput extends MutationInput {
  @Field(() => ID)
  @IsText({ min: 1, max: 100 })
  postId!: string;
}

@InputType()
export class EditPostInput extends PostInput {
  @Field(() => String)
  @IsText({ min: 1, max: 5000, lines: true })
  text!: string;
}

@ObjectType()
export class PostDeleted {
  @Field(() => ID)
  readonly postId: string;

  constructor(id: Id<'Post'>) {
    this.postId = globalId(id);
  }
}

export const CreatePostResult = createUnionType({
  name: 'CreatePostResult',
  types: () => [Post, CircleNeeded, NotFound] as const,
});
export const PostResultType = createUnionType({ name: 'PostResult', types: () => [Post, NotFound] as const });
export const DeletePostResult = createUnionType({
  name: 'DeletePostResult',
  types: () => [PostDeleted, NotFound] as const,
});
