import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../graphql/context.js';
import { ItemListArgs } from './catalog-args.js';
import { Category } from './category.js';
import { ItemConnection } from './item.js';
import { itemsBeside } from './list-items.js';

@Resolver(() => Category)
export class CategoryResolver {
  @FieldResolver(() => ItemConnection, { description: 'Newest first.' })
  items(@Root() category: Category, @Args(() => ItemListArgs) args: ItemListArgs, @Ctx() context: Context) {
    return itemsBeside(context, category.stored.id, { available: args.available }, args);
  }
}
