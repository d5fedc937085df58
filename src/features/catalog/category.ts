import { Arg, Field, ObjectType } from 'type-graphql';
import { connectionTypes } from '../../graphql/connection.js';
import { Node } from '../../graphql/node.js';
import { inLanguage, Language } from './language.js';

@ObjectType({ implements: Node, description: 'A shelf of the shop; an item may stand on several.' })
export class Category extends Node<'Category'> {
  @Field(() => String, { description: 'Unique, for addresses: `kitchen`, `coffee-tea`.' })
  get slug(): string {
    return this.stored.props.slug;
  }

  @Field(() => String, { description: 'In the language asked for, else as it was first written.' })
  name(@Arg('language', () => Language, { defaultValue: Language.EN }) language: Language): string {
    return inLanguage(language, this.stored.props.name, this.stored.props.nameZh);
  }
}

export const { Edge: CategoryEdge, Connection: CategoryConnection } = connectionTypes(
  'Category',
  () => Category,
);
