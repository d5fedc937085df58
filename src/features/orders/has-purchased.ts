import type { Id } from '../../../graph-models/domain/ids.js';
import type { Store } from '../../store/graph-store.js';

/** Whether a person has bought each of the items here, in the order asked. */
export async function hasPurchased(
  store: Store,
  userId: Id<'User'>,
  itemIds: readonly Id<'Item'>[],
): Promise<boolean[]> {
  const edges = await store.between(
    'PURCHASED',
    itemIds.map((to) => ({ from: userId, to })),
  );
  return edges.map((edge) => edge !== null);
}
