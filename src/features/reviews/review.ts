import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.js';
import { Node } from '../../graphql/node.js';
import { Visibility } from '../people/index.js';

@ObjectType({ implements: Node, description: 'What a person says of an item; one per person and item.' })
export class Review extends Node<'Review'> {
  @Field(() => Int, { description: '1 to 5.' })
  get rating(): number {
    return this.stored.props.rating;
  }

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

export const { Edge: ReviewEdge, Connection: ReviewConnection } = connectionTypes('Review', () => Review);

export enum ReviewOrder {
  NEWEST = 'NEWEST',
  MOST_HELPFUL = 'MOST_HELPFUL',
}
registerEnumType(ReviewOrder, {
  name: 'ReviewOrder',
  description: 'MOST_HELPFUL looks at the newest 1,000 reviews of the item.',
});

@ObjectType({ description: 'The public reviews of an item, in numbers.' })
export class Rating {
  @Field(() => Float, { nullable: true, description: 'Null when there is none.' })
  readonly average!: number | null;

  @Field(() => Int)
  readonly count!: number;

  @Field(() => [Int], { description: 'How many gave 1, 2, 3, 4 and 5.' })
  readonly distribution!: number[];
}
