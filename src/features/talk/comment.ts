import { Field, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.js';
import { Node } from '../../graphql/node.js';

@ObjectType({
  implements: Node,
  description: 'What somebody says to a post, to a review, or to another comment.',
})
export class Comment extends Node<'Comment'> {
  @Field(() => String, { description: 'Empty when it was removed.' })
  get text(): string {
    return this.stored.props.text;
  }

  @Field(() => Boolean, { description: 'Its writer took it away; the answers below it stay.' })
  get removed(): boolean {
    return this.stored.props.removedAt !== undefined;
  }

  @Field(() => Date)
  get createdAt(): Date {
    return new Date(this.stored.props.createdAt);
  }

  @Field(() => Date, { nullable: true, description: 'Null when it was never changed.' })
  get editedAt(): Date | null {
    const { editedAt } = this.stored.props;
    return editedAt === undefined ? null : new Date(editedAt);
  }
}

export const { Edge: CommentEdge, Connection: CommentConnection } = connectionTypes('Comment', () => Comment);
