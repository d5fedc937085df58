import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { parseId, type Id } from '../../../graph-models/domain/ids.js';
import { connection, PageArgs } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { badCursor, decodeCursor, encodeCursor } from '../../graphql/cursor.js';
import { personByHandle } from '../people/index.js';
import { ItemsArgs } from './catalog-args.js';
import { Category, CategoryConnection } from './category.js';
import { itemById } from './find-items.js';
import { Item, ItemConnection } from './item.js';
import { allItems, itemsBeside } from './list-items.js';

@Resolver()
export class CatalogResolver {
  @Query(() => Item, { nullable: true, description: 'By its sku; null when there is none that you may see.' })
  async item(@Arg('sku', () => String) sku: string, @Ctx() context: Context): Promise<Item | null> {
    const spelled = [sku, sku.trim().toUpperCase()];
    const found = await Promise.all(spelled.map((each) => context.loaders.lookup('Item', 'sku', each)));
    const stored = found.find((each) => each !== null);
    return stored == null ? null : itemById(context, stored.id);
  }

  @Query(() => ItemConnection, { description: 'Newest first.' })
  async items(@Args(() => ItemsArgs) args: ItemsArgs, @Ctx() context: Context) {
    const filter = { available: args.available, categorySlug: args.category ?? null };
    const beside = await shelfOf(context, args);
    if (beside === 'all') return allItems(context, filter, args);
    return beside === null ? connection([], false) : itemsBeside(context, beside, filter, args);
  }

  @Query(() => Category, { nullable: true, description: 'By its slug.' })
  async category(@Arg('slug', () => String) slug: string, @Ctx() context: Context): Promise<Category | null> {
    const stored = await context.loaders.lookup('Category', 'slug', slug);
    return stored === null ? null : new Category(stored);
  }

  @Query(() => CategoryConnection, { description: 'In the order they were opened.' })
  async categories(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    const batchSize = args.first + 1;
    const from =
      args.after == null ? { batchSize } : { batchSize, after: { id: decodeCategoryCursor(args.after) } };
    for await (const stored of context.shop.store.scanNodes('Category', from)) {
      const edges = stored.slice(0, args.first).map((each) => ({
        node: new Category(each),
        cursor: encodeCursor('categories', [each.id]),
      }));
      return connection(edges, stored.length > args.first);
    }
    return connection([], false);
  }
}

/** Whose list to read: the seller's, who has fewer than a category has. */
async function shelfOf(
  context: Context,
  { seller, category }: ItemsArgs,
): Promise<Id<'User'> | Id<'Category'> | 'all' | null> {
  if (seller != null) return (await personByHandle(context, seller))?.stored.id ?? null;
  if (category != null) return (await context.loaders.lookup('Category', 'slug', category))?.id ?? null;
  return 'all';
}

function decodeCategoryCursor(cursor: string): Id<'Category'> {
  const [text] = decodeCursor('categories', cursor);
  const id = typeof text === 'string' ? parseId('Category', text) : null;
  if (id === null) throw badCursor();
  return id;
}
