import type { Id } from '../../../graph-models/domain/ids.js';
import { nodeType, type Eraser, type Feature } from '../../graphql/feature.js';
import { perform } from '../../use-cases/perform.js';
import { writtenBy } from '../people/index.js';
import { CommentAddedResolver } from './comment-added.js';
import { planRemoveComment } from './comment-plans.js';
import { commentsById } from './find-comments.js';
import { TalkMutations } from './talk-mutations.js';
import { CommentResolver, PostTalkResolver, ReviewTalkResolver } from './talk-resolver.js';

export { clearThread } from './clear-thread.js';
export { planComment, planEditComment, planRemoveComment, type NewComment } from './comment-plans.js';
export { Comment } from './comment.js';
export { contentById, type Content, type ContentId } from './content.js';
export { planReact } from './react.js';

/** Comments in threads, and reactions. */
export function talkFeature(): Feature {
  return {
    resolvers: [
      new PostTalkResolver(),
      new ReviewTalkResolver(),
      new CommentResolver(),
      new TalkMutations(),
      new CommentAddedResolver(),
    ],
    nodeTypes: [nodeType('Comment', (ids, context) => commentsById(context, ids))],
    erase: eraseComments,
  };
}

const eraseComments: Eraser = async (shop, userId) => {
  for await (const id of writtenBy(shop.store, userId, 'cmt_')) {
    await perform(shop, { mutation: 'eraseComments', by: null, input: id }, () =>
      planRemoveComment(shop, userId, id as Id<'Comment'>),
    );
  }
  return false;
};
