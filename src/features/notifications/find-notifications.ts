import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { Context } from '../../graphql/context.js';
import type { GraphNode } from '../../store/graph-store.js';
import { itemById } from '../catalog/index.js';
import { personById } from '../people/index.js';
import { contentById, type ContentId } from '../talk/index.js';
import { isTold } from '../visibility/index.js';
import { Notification, type Subject } from './notification.js';

/** The most that is counted; there may be more. */
export const MOST_COUNTED = 100;

/**
 * One's own notifications by id, in the order asked. Null for one that is somebody else's, or whose actor or subject the
 * viewer may not see now.
 */
export async function notificationsById(
  context: Context,
  ids: readonly Id<'Notification'>[],
): Promise<(Notification | null)[]> {
  const found = await context.loaders.nodes(ids);
  return Promise.all(found.map((stored) => shown(context, stored)));
}

/** How many are unread, up to `MOST_COUNTED`. */
export async function unreadCount(context: Context): Promise<number> {
  return (await unreadNotifications(context)).length;
}

/** Those that are unread, the newest of them, up to `MOST_COUNTED`. */
export async function unreadNotifications(context: Context): Promise<Notification[]> {
  const found = await notificationsById(context, await unreadIds(context));
  return found.filter((one) => one !== null);
}

/** Ids of those that are unread, also of those that may not be seen now. */
export async function unreadIds(context: Context): Promise<Id<'Notification'>[]> {
  const me = context.viewer?.userId;
  if (me === undefined) return [];
  const { edges } = await context.loaders.edges('UNREAD', 'out', me, { first: MOST_COUNTED });
  return edges.map(({ to }) => to as Id<'Notification'>);
}

async function shown(
  context: Context,
  stored: GraphNode<'Notification'> | null,
): Promise<Notification | null> {
  if (stored === null) return null;
  const { userId, actorId, subjectId, kind } = stored.props;
  if (context.viewer?.userId !== userId) return null;
  const [actor, subject, toldOfIt] = await Promise.all([
    personById(context, actorId),
    subjectOf(context, subjectId),
    kind === 'BOUGHT' ? isTold(context.loaders, userId, actorId, 'PURCHASES') : true,
  ]);
  return actor !== null && subject !== null && toldOfIt ? new Notification(stored, actor, subject) : null;
}

async function subjectOf(context: Context, id: Id): Promise<Subject | null> {
  const label = labelOf(id);
  if (label === 'User') return personById(context, id as Id<'User'>);
  if (label === 'Item') return itemById(context, id as Id<'Item'>);
  return contentById(context, id as ContentId);
}
