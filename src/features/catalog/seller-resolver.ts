import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../graphql/context.js';
import { User } from '../people/index.js';
import { ItemListArgs } from './catalog-args.js';
import { ItemConnection } from './item.js';
import { itemsBeside } from './list-items.js';

@Resolver(() => User)
export class SellerResolver {
  @FieldResolver(() => ItemConnection, { description: 'What this person sells, newest first.' })
  items(@Root() seller: User, @Args(() => ItemListArgs) args: ItemListArgs, @Ctx() context: Context) {
    return itemsBeside(context, seller.stored.id, { available: args.available }, args);
  }
}
