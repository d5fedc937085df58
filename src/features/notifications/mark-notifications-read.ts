import type { Id } from '../../../graph-models/domain/ids.js';
import type { Plan } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';
import { markRead } from './notify.js';

/** The most that one mutation marks. */
export const MOST_MARKED = 1000;

/** Marks some of one's own notifications as read; null: the newest unread ones. Others' are left alone. */
export async function planMarkRead(
  shop: Shop,
  userId: Id<'User'>,
  ids: readonly Id<'Notification'>[] | null,
): Promise<Plan<null>> {
  const which = ids ?? (await unreadOf(shop, userId));
  const found = await shop.store.nodes('Notification', [...new Set(which)]);
  const at = shop.now();
  const own = found.filter((one) => one?.props.userId === userId);
  return { changes: own.flatMap((one) => (one === null ? [] : markRead(one, at))), result: null };
}

async function unreadOf(shop: Shop, userId: Id<'User'>): Promise<Id<'Notification'>[]> {
  const [page] = await shop.store.edges('UNREAD', 'out', [userId], { first: MOST_MARKED });
  return (page?.edges ?? []).map(({ to }) => to as Id<'Notification'>);
}
