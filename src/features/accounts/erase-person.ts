import type { Id } from '../../../graph-models/domain/ids.js';
import { GRAPH_CHANGED, type GraphChanged } from '../../events/graph-changed.js';
import { countedOnce, uncounted, type Once } from '../../events/once.js';
import type { Eraser } from '../../graphql/feature.js';
import type { StoredEvent } from '../../store/graph-store.js';
import { perform } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';
import { DELETE_ACCOUNT } from './delete-account.js';

/**
 * Erases everything of a person whose account was deleted, the person last, once; safe to run again after a crash, and
 * in two processes at a time.
 */
export async function erasePerson(
  shop: Shop,
  userId: Id<'User'>,
  erasers: readonly Eraser[],
  once: Once = uncounted,
): Promise<void> {
  for (const erase of erasers) {
    while (await erase(shop, userId));
  }
  await perform(shop, { mutation: 'erasePerson', by: null, input: userId }, () =>
    countedOnce({ changes: [{ kind: 'deleteNode', id: userId }], result: null }, once),
  );
}

/** Follows the outbox, as a durable consumer: erases the people whose accounts were deleted. */
export function erasure(
  shop: Shop,
  erasers: readonly Eraser[],
): (event: StoredEvent, once: Once) => Promise<void> {
  return async (event, once) => {
    if (event.kind !== GRAPH_CHANGED) return;
    const { mutation, by } = event.payload as unknown as GraphChanged;
    if (mutation === DELETE_ACCOUNT && by !== null) await erasePerson(shop, by, erasers, once);
  };
}
