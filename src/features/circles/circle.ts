import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, connectionTypes } from '../../graphql/connection.js';
import { Node } from '../../graphql/node.js';
import { User } from '../people/index.js';

export enum CircleVisibility {
  PUBLIC = 'PUBLIC',
  CIRCLE = 'CIRCLE',
}
registerEnumType(CircleVisibility, {
  name: 'CircleVisibility',
  description: 'PUBLIC: anybody sees and joins it. CIRCLE: only members see it, and its owner adds them.',
});

export enum CircleRole {
  OWNER = 'OWNER',
  MEMBER = 'MEMBER',
}
registerEnumType(CircleRole, { name: 'CircleRole' });

@ObjectType({ implements: Node, description: 'People with something in common: a street, a club, a family.' })
export class Circle extends Node<'Circle'> {
  @Field(() => String, { description: 'Its address; unique.' })
  get slug(): string {
    return this.stored.props.slug;
  }

  @Field(() => String)
  get name(): string {
    return this.stored.props.name;
  }

  @Field(() => String)
  get about(): string {
    return this.stored.props.about;
  }

  @Field(() => CircleVisibility)
  get visibility(): CircleVisibility {
    return CircleVisibility[this.stored.props.visibility];
  }

  @Field(() => Date)
  get createdAt(): Date {
    return new Date(this.stored.props.createdAt);
  }
}

export const { Edge: CircleEdge, Connection: CircleConnection } = connectionTypes('Circle', () => Circle);

@ObjectType()
export class CircleMemberEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => User)
  node!: User;

  @Field(() => CircleRole)
  role!: CircleRole;

  @Field(() => Date)
  since!: Date;
}
export const CircleMemberConnection = connectionOf('CircleMember', () => CircleMemberEdge);
