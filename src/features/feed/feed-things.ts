import { Field, ObjectType } from 'type-graphql';
import { connectionOf, type Edge } from '../../graphql/connection.js';
import { FeedNode } from './feed-types.js';

@ObjectType()
export class FeedThingEdge implements Edge<object> {
  @Field(() => String)
  readonly cursor!: string;

  @Field(() => FeedNode)
  readonly node!: object;
}

@ObjectType()
export class FeedWishEdge extends FeedThingEdge {
  @Field(() => Boolean, { description: 'True: more of it; false: less.' })
  readonly more!: boolean;
}

export const FeedThingConnection = connectionOf('FeedThing', () => FeedThingEdge);
export const FeedWishConnection = connectionOf('FeedWish', () => FeedWishEdge);
