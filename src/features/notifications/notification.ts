import { createUnionType, Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.js';
import { Node } from '../../graphql/node.js';
import type { GraphNode } from '../../store/graph-store.js';
import { Item } from '../catalog/index.js';
import { User } from '../people/index.js';
import { Post } from '../posts/index.js';
import { Review } from '../reviews/index.js';
import { Comment } from '../talk/index.js';

export enum NotificationKind {
  FRIEND_REQUESTED = 'FRIEND_REQUESTED',
  FRIEND_ACCEPTED = 'FRIEND_ACCEPTED',
  COMMENTED = 'COMMENTED',
  REPLIED = 'REPLIED',
  REACTED = 'REACTED',
  BOUGHT = 'BOUGHT',
}
registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'What somebody did.',
  valuesConfig: {
    FRIEND_REQUESTED: { description: 'They ask you to be friends.' },
    FRIEND_ACCEPTED: { description: 'You are friends now.' },
    COMMENTED: { description: 'They commented on your post or review.' },
    REPLIED: { description: 'They answered your comment.' },
    REACTED: { description: 'They reacted to your post, review or comment.' },
    BOUGHT: {
      description:
        'A friend who tells friends of purchases bought what you shared, or rated with four stars or five, or came to by a link of yours.',
    },
  },
});

export type Subject = User | Item | Post | Review | Comment;
export const NotificationSubject = createUnionType({
  name: 'NotificationSubject',
  types: () => [User, Item, Post, Review, Comment] as const,
});

@ObjectType({ implements: Node, description: 'Something that you are told. Only you see it.' })
export class Notification extends Node<'Notification'> {
  @Field(() => User, { description: 'Who did it.' })
  readonly actor: User;

  @Field(() => NotificationSubject, {
    description: 'The comment, the content reacted to, the item, or the person.',
  })
  readonly subject: Subject;

  constructor(stored: GraphNode<'Notification'>, actor: User, subject: Subject) {
    super(stored);
    this.actor = actor;
    this.subject = subject;
  }

  @Field(() => NotificationKind)
  get kind(): NotificationKind {
    return NotificationKind[this.stored.props.kind];
  }

  @Field(() => Date)
  get createdAt(): Date {
    return new Date(this.stored.props.createdAt);
  }

  @Field(() => Date, { nullable: true, description: 'Null while it is unread.' })
  get readAt(): Date | null {
    const { readAt } = this.stored.props;
    return readAt === undefined ? null : new Date(readAt);
  }

  @Field(() => Boolean, { description: 'It came in your quiet hours: show it, and make no sound.' })
  get silent(): boolean {
    return this.stored.props.silent;
  }
}

export const { Edge: NotificationEdge, Connection: NotificationConnection } = connectionTypes(
  'Notification',
  () => Notification,
);
