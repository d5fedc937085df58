import type { Id } from '../../../graph-models/domain/ids.js';
import type { Context } from '../../graphql/context.js';
import type { GraphNode } from '../../store/graph-store.js';
import type { Shop } from '../../use-cases/shop.js';
import { Item } from './item.js';

/** Items that the viewer may see, one per id, in the order asked; null for what is absent or not visible. */
export async function itemsById(
  context: Context,
  ids: readonly Id<'Item'>[],
): Promise<readonly (Item | null)[]> {
  const stored = await context.loaders.nodes(ids);
  return stored.map((item) => (item === null ? null : new Item(item)));
}

/** The same for one. */
export async function itemById(context: Context, id: Id<'Item'>): Promise<Item | null> {
  const [item] = await itemsById(context, [id]);
  return item ?? null;
}

/** The same for a plan, which reads the store itself. */
export async function visibleItems(
  shop: Shop,
  viewerId: Id<'User'>,
  ids: readonly Id<'Item'>[],
): Promise<readonly (GraphNode<'Item'> | null)[]> {
  return shop.store.nodes('Item', ids);
}
