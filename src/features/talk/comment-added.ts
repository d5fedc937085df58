import { GraphQLError } from 'graphql';
import { Arg, createUnionType, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { Context } from '../../graphql/context.js';
import { fromGlobalId } from '../../graphql/global-id.js';
import { follow, Following, LivePayload, ResyncRequired } from '../../graphql/subscription.js';
import type { LiveEvent } from '../../live/live-event.js';
import { Comment } from './comment.js';
import { commentsById } from './find-comments.js';
import { subjectId, subjectsById } from './subjects.js';

@ObjectType({ implements: LivePayload })
export class CommentAdded extends LivePayload {
  @Field(() => Comment)
  readonly comment: Comment;

  constructor(position: string, comment: Comment) {
    super(position);
    this.comment = comment;
  }
}

const CommentEvent = createUnionType({
  name: 'CommentEvent',
  types: () => [CommentAdded, Following, ResyncRequired] as const,
});

interface CommentAddedArgs {
  readonly on: string;
  readonly after?: string | null;
}

@Resolver()
export class CommentAddedResolver {
  @Subscription(() => CommentEvent, {
    description: 'Comments on a post or a review, and answers to them, as they are written.',
    subscribe: ({ args, context }) => commentsOn(args as CommentAddedArgs, context as Context),
  })
  commentAdded(
    @Root() payload: LivePayload,
    @Arg('on', () => ID) _on: string,
    @Arg('after', () => String, { nullable: true }) _after?: string,
  ): LivePayload {
    return payload;
  }
}

async function commentsOn(
  { on, after }: CommentAddedArgs,
  context: Context,
): Promise<AsyncIterableIterator<LivePayload>> {
  const id = subjectId(fromGlobalId(on));
  const [subject] = id === null ? [null] : await subjectsById(context, [id]);
  if (id === null || !subject) {
    throw new GraphQLError('There is no such thing, or it is not visible to you.', {
      extensions: { code: 'NOT_FOUND' },
    });
  }
  return follow(context, {
    stream: `commentAdded ${id}`,
    after,
    topics: [id],
    matching: (event) => addedTo(id, event) !== null,
    async show([event], position, now) {
      const commentId = event === undefined ? null : addedTo(id, event);
      const [comment] = commentId === null ? [null] : await commentsById(now, [commentId]);
      return comment ? new CommentAdded(position, comment) : null;
    },
  });
}

function addedTo(subject: Id, { change }: LiveEvent): Id<'Comment'> | null {
  const edge = change?.put.find(({ type, to }) => type === 'COMMENTED_ON' && to === subject);
  return edge !== undefined && labelOf(edge.from) === 'Comment' ? (edge.from as Id<'Comment'>) : null;
}
