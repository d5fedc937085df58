import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { mustBe, mutate, type Context, type SignedIn } from '../../graphql/context.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import { NotAllowed, NotFound, Refusal } from '../../use-cases/refusal.js';
import {
  CategoryCreated,
  CreateCategoryResult,
  CreateItemResult,
  ItemCreated,
  ItemUpdated,
  UpdateItemResult,
} from './catalog-results.js';
import { Category } from './category.js';
import { planCreateCategory } from './create-category.js';
import { planCreateItem } from './create-item.js';
import { CreateCategoryInput, CreateItemInput, UpdateItemInput } from './item-inputs.js';
import { Item } from './item.js';
import { planUpdateItem } from './update-item.js';

/** What sellers do with their items, and staff with the shop. */
@Resolver()
export class CatalogEditingResolver {
  @Mutation(() => CreateItemResult, { description: 'For sellers and staff.' })
  async createItem(@Arg('input', () => CreateItemInput) input: CreateItemInput, @Ctx() context: Context) {
    const viewer = mustBe(context, 'SELLER', 'STAFF');
    const done = await mutate(context, 'createItem', input, async () => {
      const sellerId = await sellerOf(context, viewer, input.seller);
      return sellerId instanceof Refusal ? sellerId : planCreateItem(context.shop, sellerId, input);
    });
    return done instanceof Refusal ? done : new ItemCreated(await itemOf(context, done.itemId));
  }

  @Mutation(() => UpdateItemResult, { description: 'For sellers, what is theirs, and for staff.' })
  async updateItem(@Arg('input', () => UpdateItemInput) input: UpdateItemInput, @Ctx() context: Context) {
    const { userId, roles } = mustBe(context, 'SELLER', 'STAFF');
    const editor = { userId, isStaff: roles.includes('STAFF') };
    const itemId = fromGlobalIdOf('Item', input.itemId);
    const done = await mutate(context, 'updateItem', input, () =>
      planUpdateItem(context.shop, editor, itemId, input),
    );
    return done instanceof Refusal ? done : new ItemUpdated(await itemOf(context, done.itemId));
  }

  @Mutation(() => CreateCategoryResult, { description: 'For staff.' })
  async createCategory(
    @Arg('input', () => CreateCategoryInput) input: CreateCategoryInput,
    @Ctx() context: Context,
  ) {
    mustBe(context, 'STAFF');
    const done = await mutate(context, 'createCategory', input, () =>
      planCreateCategory(context.shop, input),
    );
    if (done instanceof Refusal) return done;
    const stored = await context.loaders.node(done.categoryId);
    if (stored === null) throw new Error('a category that was created is not there');
    return new CategoryCreated(new Category(stored));
  }
}

/** Whose item it becomes: a seller's own; staff name a seller, or list for the shop. */
async function sellerOf(
  context: Context,
  viewer: SignedIn,
  handle: string | null | undefined,
): Promise<Id<'User'> | null | Refusal> {
  if (handle == null) return viewer.roles.includes('SELLER') ? viewer.userId : null;
  const [seller] = await context.shop.store.lookup('User', 'handle', [handle.trim().toLowerCase()]);
  if (seller?.id === viewer.userId && viewer.roles.includes('SELLER')) return seller.id;
  if (!viewer.roles.includes('STAFF')) return new NotAllowed('Only staff list for others.');
  return seller?.id ?? new NotFound('There is no seller of this handle.');
}

async function itemOf(context: Context, id: Id<'Item'>): Promise<Item> {
  const stored = await context.loaders.node(id);
  if (stored === null) throw new Error('an item that was written is not there');
  return new Item(stored);
}
