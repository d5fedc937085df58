import { Field, ObjectType } from 'type-graphql';
import { defineRefusal, Refusal } from '../../use-cases/refusal.js';

export const SkuTaken = defineRefusal('SkuTaken', 'Another item has this sku.');
export const SkuNotAllowed = defineRefusal(
  'SkuNotAllowed',
  'A sku is 1 to 64 of A–Z, 0–9, dot, underscore and hyphen, and begins with a letter or a digit.',
);
export const CurrencyNotAllowed = defineRefusal(
  'CurrencyNotAllowed',
  'A currency is an active code of ISO 4217.',
);
export const CategorySlugTaken = defineRefusal('CategorySlugTaken', 'Another category has this slug.');

@ObjectType({ implements: Refusal, description: 'There is no category of this slug.' })
export class UnknownCategory extends Refusal {
  @Field(() => String, { description: 'The first slug that is none.' })
  readonly slug: string;

  constructor(slug: string) {
    super('There is no category of this slug.');
    this.slug = slug;
  }
}
