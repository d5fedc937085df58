import { createUnionType, Ctx, Field, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { Node } from '../../graphql/node.js';
import { Item } from '../catalog/index.js';
import { User } from '../people/index.js';
import { Post } from '../posts/index.js';
import { pathOf, tokenOf } from './share-token.js';
import { subjectById } from './subjects.js';

export const ShareLinkSubject = createUnionType({
  name: 'ShareLinkSubject',
  description: 'What can be shared outside.',
  types: () => [Item, Post] as const,
});

@ObjectType({
  implements: Node,
  description:
    'A link by which you pass an item or a post on outside. Only you see it; who has its token can open it.',
})
export class ShareLink extends Node<'ShareLink'> {
  @Field(() => String, { description: 'What opens it, see `openShareLink`.' })
  token(@Ctx() { shop }: Context): string {
    return tokenOf(shop, this.stored.id);
  }

  @Field(() => String, { description: 'Its path on the address of this shop.' })
  url(@Ctx() { shop }: Context): string {
    return pathOf(tokenOf(shop, this.stored.id));
  }

  @Field(() => ShareLinkSubject, {
    nullable: true,
    description: 'What it leads to; null when that is not visible to you any more.',
  })
  subject(@Ctx() context: Context): Promise<Item | Post | null> {
    return subjectById(context, this.stored.props.subjectId);
  }

  @Field(() => Date)
  get createdAt(): Date {
    return new Date(this.stored.props.createdAt);
  }

  @Field(() => Date, { description: 'From then on it leads nowhere.' })
  get expiresAt(): Date {
    return new Date(this.stored.props.expiresAt);
  }

  @Field(() => Date, { nullable: true, description: 'Null when you did not take it back.' })
  get revokedAt(): Date | null {
    const { revokedAt } = this.stored.props;
    return revokedAt === undefined ? null : new Date(revokedAt);
  }

  @Field(() => Int, {
    description:
      'How many opened it: each person once, visitors once a day and address, yourself not at all. Never who.',
  })
  get opens(): number {
    return this.stored.props.opens;
  }

  @Field(() => Int, {
    description:
      'How many order lines it brought: its item, bought by somebody who last came to it, within 30 days before, by this link or by one that continues it, through up to 10 links.',
  })
  get purchases(): number {
    return this.stored.props.purchases;
  }
}

export const { Connection: ShareLinkConnection } = connectionTypes('ShareLink', () => ShareLink);

@ObjectType({ description: 'The link leads here.' })
export class ShareLinkOpened {
  @Field(() => ShareLinkSubject, { description: 'What was shared.' })
  readonly subject: Item | Post;

  @Field(() => User, { nullable: true, description: 'Who shared it; null when you may not see them.' })
  readonly sharer: User | null;

  constructor(subject: Item | Post, sharer: User | null) {
    this.subject = subject;
    this.sharer = sharer;
  }
}
