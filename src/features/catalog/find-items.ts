import type { Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import { Loaders } from '../../graphql/loaders.js';
import type { GraphNode } from '../../store/graph-store.js';
import type { Shop } from '../../use-cases/shop.js';
import { isBlocked } from '../visibility/index.js';
import { Item } from './item.js';

type StoredItem = GraphNode<'Item'>;

/** Items that the viewer may see, one per id, in the order asked; null for what is absent or not visible. */
export async function itemsById(
  context: Seeing,
  ids: readonly Id<'Item'>[],
): Promise<readonly (Item | null)[]> {
  const stored = await visible(context.loaders, context.viewer?.userId ?? null, ids);
  return stored.map((item) => (item === null ? null : new Item(item)));
}

/** The same for one. */
export async function itemById(context: Seeing, id: Id<'Item'>): Promise<Item | null> {
  const [item] = await itemsById(context, [id]);
  return item ?? null;
}

/** The same for a plan, which reads the store afresh. */
export async function visibleItems(
  shop: Shop,
  viewerId: Id<'User'>,
  ids: readonly Id<'Item'>[],
): Promise<readonly (StoredItem | null)[]> {
  return visible(new Loaders(shop.store), viewerId, ids);
}

/** Items are for everybody, but across a block neither side sees what the other sells. */
async function visible(
  loaders: Loaders,
  viewerId: Id<'User'> | null,
  ids: readonly Id<'Item'>[],
): Promise<readonly (StoredItem | null)[]> {
  const stored = await loaders.nodes(ids);
  if (viewerId === null) return stored;
  const sellers = new Set(stored.map((item) => item?.props.sellerId ?? viewerId));
  sellers.delete(viewerId);
  const blocked = new Set<Id<'User'>>();
  await Promise.all(
    [...sellers].map(async (seller) => {
      if (await isBlocked(loaders, viewerId, seller)) blocked.add(seller);
    }),
  );
  return stored.map((item) => {
    const sellerId = item?.props.sellerId;
    return sellerId !== undefined && blocked.has(sellerId) ? null : item;
  });
}
