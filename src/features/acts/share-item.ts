import type { Id } from '../../../graph-models/domain/ids.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { visibleItems } from '../catalog/index.js';
import type { Marked } from './mark-item.js';
import { unchanged } from './tally.js';

/** Records that a person passed an item on; each time counts. */
export async function planShareItem(
  shop: Shop,
  userId: Id<'User'>,
  itemId: Id<'Item'> | null,
): Promise<Plan<Marked> | Refusal> {
  const [item] = itemId === null ? [null] : await visibleItems(shop, userId, [itemId]);
  if (!item) return new NotFound();
  const [known] = await shop.store.between('SHARED', [{ from: userId, to: item.id }]);
  const times = known ? (known.props.times ?? 1) + 1 : 1;
  return {
    expect: [unchanged('SHARED', userId, item.id, known ?? null)],
    changes: [
      { kind: 'putEdge', type: 'SHARED', from: userId, to: item.id, at: shop.now(), props: { times } },
    ],
    result: { itemId: item.id },
  };
}
