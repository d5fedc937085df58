import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.js';
import { Node } from '../../graphql/node.js';

export enum Visibility {
  PUBLIC = 'PUBLIC',
  FRIENDS = 'FRIENDS',
  CIRCLE = 'CIRCLE',
  ONLY_ME = 'ONLY_ME',
}
registerEnumType(Visibility, {
  name: 'Visibility',
  description:
    'Who may see a thing: everybody, friends of its owner, members of its circle, its owner alone.',
});

@ObjectType({ implements: Node, description: 'A person.' })
export class User extends Node<'User'> {
  @Field(() => String, { description: 'By which people find each other; unique.' })
  get handle(): string {
    return this.stored.props.handle;
  }

  @Field(() => String)
  get name(): string {
    return this.stored.props.name;
  }

  @Field(() => String)
  get bio(): string {
    return this.stored.props.bio;
  }

  @Field(() => String, { description: 'BCP 47, for example `en` or `zh-CN`.' })
  get locale(): string {
    return this.stored.props.locale;
  }

  @Field(() => Visibility, { description: 'Who may see this person at all.' })
  get visibility(): Visibility {
    return Visibility[this.stored.props.visibility];
  }

  @Field(() => Date)
  get joinedAt(): Date {
    return new Date(this.stored.props.joinedAt);
  }

  @Field(() => String, { description: 'Path of a picture on this server.' })
  get avatar(): string {
    return `/avatars/${encodeURIComponent(this.stored.props.handle)}.svg`;
  }
}

export const { Edge: UserEdge, Connection: UserConnection } = connectionTypes('User', () => User);
