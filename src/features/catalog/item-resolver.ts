import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../graphql/context.js';
import { personById, User } from '../people/index.js';
import { Category } from './category.js';
import { Item } from './item.js';

@Resolver(() => Item)
export class ItemResolver {
  @FieldResolver(() => [Category], { description: 'The shelves it stands on, up to 10.' })
  async categories(@Root() item: Item, @Ctx() context: Context): Promise<Category[]> {
    const slugs = item.stored.props.categorySlugs;
    const stored = await Promise.all(slugs.map((slug) => context.loaders.lookup('Category', 'slug', slug)));
    return stored.filter((each) => each !== null).map((each) => new Category(each));
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'Who sells it; null when the shop does, or somebody whom you may not see.',
  })
  async seller(@Root() item: Item, @Ctx() context: Context): Promise<User | null> {
    const { sellerId } = item.stored.props;
    return sellerId === undefined ? null : personById(context, sellerId);
  }
}
