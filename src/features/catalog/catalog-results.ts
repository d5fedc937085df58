import { createUnionType, Field, ObjectType } from 'type-graphql';
import { NotAllowed, NotFound } from '../../use-cases/refusal.js';
import { Category } from './category.js';
import { Item } from './item.js';
import {
  CategorySlugTaken,
  CurrencyNotAllowed,
  SkuNotAllowed,
  SkuTaken,
  UnknownCategory,
} from './refusals.js';

@ObjectType({ description: 'The item is there.' })
export class ItemCreated {
  @Field(() => Item, { description: 'The new item.' })
  readonly item: Item;

  constructor(item: Item) {
    this.item = item;
  }
}

@ObjectType({ description: 'The item is as it was asked to be.' })
export class ItemUpdated {
  @Field(() => Item, { description: 'As it is now.' })
  readonly item: Item;

  constructor(item: Item) {
    this.item = item;
  }
}

@ObjectType({ description: 'The category is there.' })
export class CategoryCreated {
  @Field(() => Category, { description: 'The new category.' })
  readonly category: Category;

  constructor(category: Category) {
    this.category = category;
  }
}

export const CreateItemResult = createUnionType({
  name: 'CreateItemResult',
  types: () =>
    [
      ItemCreated,
      SkuTaken,
      SkuNotAllowed,
      CurrencyNotAllowed,
      UnknownCategory,
      NotAllowed,
      NotFound,
    ] as const,
});
export const UpdateItemResult = createUnionType({
  name: 'UpdateItemResult',
  types: () => [ItemUpdated, NotFound, NotAllowed, CurrencyNotAllowed, UnknownCategory] as const,
});
export const CreateCategoryResult = createUnionType({
  name: 'CreateCategoryResult',
  types: () => [CategoryCreated, CategorySlugTaken] as const,
});
