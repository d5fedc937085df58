import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import type { MutationInput } from '../../graphql/mutation-input.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { postsById } from './find-posts.js';
import { planBookmarkPost, planSharePost, planUnbookmarkPost } from './mark-post.js';
import {
  CreatePostInput,
  CreatePostResult,
  DeletePostResult,
  EditPostInput,
  PostDeleted,
  PostInput,
  PostResultType,
} from './post-inputs.js';
import { planCreatePost, planDeletePost, planEditPost, type PostResult } from './post-plans.js';
import type { Post } from './post.js';

/** Empties the thread of a post that is about to go. */
export type ClearThread = (shop: Shop, postId: Id<'Post'>) => Promise<void>;

@Resolver()
export class PostMutations {
  constructor(private readonly clearThread: ClearThread) {}

  @Mutation(() => CreatePostResult)
  createPost(@Arg('input', () => CreatePostInput) input: CreatePostInput, @Ctx() context: Context) {
    const circleId = input.circleId === undefined || input.circleId === null ? null : input.circleId;
    const post = {
      text: input.text,
      visibility: input.visibility,
      itemIds: input.itemIds.map((id) => fromGlobalIdOf('Item', id)),
      circleId: circleId === null ? null : fromGlobalIdOf('Circle', circleId),
    };
    return change(context, 'createPost', input, (userId) => planCreatePost(context.shop, userId, post));
  }

  @Mutation(() => PostResultType)
  editPost(@Arg('input', () => EditPostInput) input: EditPostInput, @Ctx() context: Context) {
    return change(context, 'editPost', input, (userId) =>
      planEditPost(context.shop, userId, postOf(input), input.text),
    );
  }

  @Mutation(() => DeletePostResult, { description: 'With its comments and reactions.' })
  async deletePost(@Arg('input', () => PostInput) input: PostInput, @Ctx() context: Context) {
    const { userId } = mustBeSignedIn(context);
    const postId = postOf(input);
    const [own] = postId === null ? [null] : await context.shop.store.nodes('Post', [postId]);
    if (own?.props.userId === userId) await this.clearThread(context.shop, own.id);
    const done = await mutate(context, 'deletePost', input, () =>
      planDeletePost(context.shop, userId, postId),
    );
    return done instanceof Refusal ? done : new PostDeleted(done.postId as Id<'Post'>);
  }

  @Mutation(() => PostResultType, { description: 'Keeps it in `viewer.bookmarks`.' })
  bookmarkPost(@Arg('input', () => PostInput) input: PostInput, @Ctx() context: Context) {
    return change(context, 'bookmarkPost', input, (userId) =>
      planBookmarkPost(context.shop, userId, postOf(input)),
    );
  }

  @Mutation(() => PostResultType)
  unbookmarkPost(@Arg('input', () => PostInput) input: PostInput, @Ctx() context: Context) {
    return change(context, 'unbookmarkPost', input, (userId) =>
      planUnbookmarkPost(context.shop, userId, postOf(input)),
    );
  }

  @Mutation(() => PostResultType, { description: 'Only what is for everybody can be passed on.' })
  sharePost(@Arg('input', () => PostInput) input: PostInput, @Ctx() context: Context) {
    return change(context, 'sharePost', input, (userId) =>
      planSharePost(context.shop, userId, postOf(input)),
    );
  }
}

const postOf = (input: PostInput): Id<'Post'> | null => fromGlobalIdOf('Post', input.postId);

async function change(
  context: Context,
  mutation: string,
  input: MutationInput,
  plan: (userId: Id<'User'>) => Promise<Plan<PostResult> | Refusal>,
): Promise<Post | Refusal> {
  const { userId } = mustBeSignedIn(context);
  const done = await mutate(context, mutation, input, () => plan(userId));
  if (done instanceof Refusal) return done;
  const [post] = await postsById(context, [done.postId as Id<'Post'>]);
  return post ?? new NotFound();
}
