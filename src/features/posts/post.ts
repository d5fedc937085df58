import { Field, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.js';
import { Node } from '../../graphql/node.js';
import { Visibility } from '../people/index.js';

@ObjectType({ implements: Node, description: 'What somebody tells others, about items or not.' })
export class Post extends Node<'Post'> {
  @Field(() => String)
  get text(): string {
    return this.stored.props.text;
  }

  @Field(() => Visibility)
  get visibility(): Visibility {
    return Visibility[this.stored.props.visibility];
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

export const { Edge: PostEdge, Connection: PostConnection } = connectionTypes('Post', () => Post);
