import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { parseId, type Id } from '../../../graph-models/domain/ids.js';
import type { EdgeType } from '../../../graph-models/domain/vocabulary.js';
import type { EdgeRemoved } from '../../events/graph-changed.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { namedAround } from '../../graphql/named-around.js';
import { follow, Following, LivePayload, ResyncRequired } from '../../graphql/subscription.js';
import type { LiveEvent } from '../../live/live-event.js';
import { notificationsById, unreadIds, unreadNotifications } from './find-notifications.js';
import { Notification } from './notification.js';

@ObjectType({ implements: LivePayload, description: 'You are told something.' })
export class NotificationsAdded extends LivePayload {
  @Field(() => [Notification], { description: 'Newest last.' })
  readonly notifications: Notification[];

  @Field(() => Int, { description: 'Unread ones, as `Viewer.unreadNotifications`.' })
  readonly unread: number;

  constructor(position: string, notifications: Notification[], unread: number) {
    super(position);
    this.notifications = notifications;
    this.unread = unread;
  }
}

@ObjectType({
  implements: LivePayload,
  description:
    'Some were read, perhaps on another device, or were taken back: ask for the list again where it is open.',
})
export class UnreadChanged extends LivePayload {
  @Field(() => Int)
  readonly unread: number;

  constructor(position: string, unread: number) {
    super(position);
    this.unread = unread;
  }
}

export const NotificationEvent = createUnionType({
  name: 'NotificationEvent',
  types: () => [NotificationsAdded, UnreadChanged, Following, ResyncRequired] as const,
});

/** Relationships that decide what somebody may see. */
const BONDS: ReadonlySet<EdgeType> = new Set(['BLOCKS', 'FRIEND']);

/** What the viewer is told, as they are told, and that it may not be seen any more. */
export async function followNotifications(
  context: Context,
  after: string | null | undefined,
): Promise<AsyncIterableIterator<LivePayload>> {
  const me = mustBeSignedIn(context).userId;
  let around: readonly Id[] = [];
  const unreadNow = async (now: Context): Promise<ReadonlySet<Id>> =>
    new Set((await unreadNotifications(now)).map(({ stored }) => stored.id));
  // What a client knows that comes back from elsewhere is not known.
  let unread = typeof after === 'string' ? null : await unreadNow(context);
  return follow(context, {
    stream: 'notifications',
    after,
    topics: [me],
    around: async (now) => (around = await namedAround(await unreadIds(now), now)),
    matching: (event) =>
      toldTo(me, event).length > 0 || isTakenFrom(me, event) || decidesSight(me, around, event),
    async show([event], position, now) {
      if (event === undefined || event.change === null) return null;
      const [found, before] = [await notificationsById(now, toldTo(me, event)), unread];
      const added = found.filter((one) => one !== null);
      unread = await unreadNow(now);
      if (added.length > 0) return new NotificationsAdded(position, added, unread.size);
      const isLess = before === null || [...before].some((id) => unread?.has(id) !== true);
      return isTakenFrom(me, event) || isLess ? new UnreadChanged(position, unread.size) : null;
    },
  });
}

function toldTo(me: Id<'User'>, { change }: LiveEvent): Id<'Notification'>[] {
  return (change?.put ?? [])
    .filter(({ type, from }) => type === 'NOTIFIED' && from === me)
    .flatMap(({ to }) => parseId('Notification', to) ?? []);
}

function isTakenFrom(me: Id<'User'>, { change }: LiveEvent): boolean {
  return (change?.removed ?? []).some(({ type, from }) => type === 'UNREAD' && from === me);
}

function decidesSight(me: Id<'User'>, around: readonly Id[], { change }: LiveEvent): boolean {
  if (change === null) return true;
  const isBond = ({ type, from, to }: EdgeRemoved): boolean => BONDS.has(type) && (from === me || to === me);
  return (
    [...change.put, ...change.removed].some(isBond) ||
    around.some((id) => change.nodes.includes(id) || change.deleted.includes(id))
  );
}
