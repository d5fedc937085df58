import type { Id } from '../../../graph-models/domain/ids.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { visibleItems } from '../catalog/index.js';
import { OwnItem } from './refusals.js';

/** What a person can put on an item and take off again: saved, liked, or hidden as not interesting. */
export type Mark = 'SAVED' | 'LIKED' | 'HID';

export type Marked = { readonly itemId: Id<'Item'> };

/** Puts a mark; one that is there already stays as old as it is. */
export async function planMark(
  shop: Shop,
  userId: Id<'User'>,
  mark: Mark,
  itemId: Id<'Item'> | null,
): Promise<Plan<Marked> | Refusal> {
  const [item] = itemId === null ? [null] : await visibleItems(shop, userId, [itemId]);
  if (!item) return new NotFound();
  if (mark === 'LIKED' && item.props.sellerId === userId) return new OwnItem('You sell this item yourself.');
  const [known] = await shop.store.between(mark, [{ from: userId, to: item.id }]);
  const result = { itemId: item.id };
  if (known) return { changes: [], result };
  return {
    expect: [{ kind: 'edgeAbsent', type: mark, from: userId, to: item.id }],
    changes: [{ kind: 'putEdge', type: mark, from: userId, to: item.id, at: shop.now(), props: {} }],
    result,
  };
}

/** Takes a mark off, also of an item that is not visible any more; one that is not there is off already. */
export async function planUnmark(
  shop: Shop,
  userId: Id<'User'>,
  mark: Mark,
  itemId: Id<'Item'> | null,
): Promise<Plan<Marked> | Refusal> {
  if (itemId === null) return new NotFound();
  const [known] = await shop.store.between(mark, [{ from: userId, to: itemId }]);
  const result = { itemId };
  if (known) return { changes: [{ kind: 'deleteEdge', type: mark, from: userId, to: itemId }], result };
  const [item] = await visibleItems(shop, userId, [itemId]);
  return item ? { changes: [], result } : new NotFound();
}
