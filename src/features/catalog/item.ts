import { Arg, Field, ObjectType } from 'type-graphql';
import { Money } from '../../graphql/money.js';
import { connectionTypes } from '../../graphql/connection.js';
import { Node } from '../../graphql/node.js';
import { inLanguage, Language } from './language.js';

/** Wraps a stored item that the viewer may see; `itemsById` finds those. */
@ObjectType({ implements: Node, description: 'Something that is, or was, for sale.' })
export class Item extends Node<'Item'> {
  @Field(() => String, { description: 'The stock keeping unit: unique in the shop, and never changed.' })
  get sku(): string {
    return this.stored.props.sku;
  }

  @Field(() => String, { description: 'In the language asked for, else as it was first written.' })
  title(@Arg('language', () => Language, { defaultValue: Language.EN }) language: Language): string {
    return inLanguage(language, this.stored.props.title, this.stored.props.titleZh);
  }

  @Field(() => String, {
    description:
      'Plain text with line feeds, may be empty. In the language asked for, else as first written.',
  })
  description(@Arg('language', () => Language, { defaultValue: Language.EN }) language: Language): string {
    return inLanguage(language, this.stored.props.description, this.stored.props.descriptionZh);
  }

  @Field(() => [Language], {
    description:
      'Languages that the title has a text of its own for; for others you get it as first written.',
  })
  get translations(): Language[] {
    return this.stored.props.titleZh === undefined ? [] : [Language.ZH];
  }

  @Field(() => Money, { description: 'The price of one, now.' })
  get price(): Money {
    return new Money(this.stored.props.priceMinor, this.stored.props.currency);
  }

  @Field(() => String, { nullable: true, description: 'Who makes it.' })
  get brand(): string | null {
    return this.stored.props.brand ?? null;
  }

  @Field(() => [String], { description: 'Addresses of pictures, the best first; up to 12, or none.' })
  get pictures(): readonly string[] {
    return this.stored.props.pictures;
  }

  @Field(() => Boolean, {
    description:
      'False when it was withdrawn from sale: it can be read, and neither bought nor found in lists.',
  })
  get available(): boolean {
    return this.stored.props.available;
  }

  @Field(() => Date, { description: 'When it was listed.' })
  get createdAt(): Date {
    return new Date(this.stored.props.createdAt);
  }
}

export const { Edge: ItemEdge, Connection: ItemConnection } = connectionTypes('Item', () => Item);
