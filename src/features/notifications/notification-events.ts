import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { parseId, type Id } from '../../../graph-models/domain/ids.js';
import { mustBeSignedIn, type Context } from '../../graphql/context.js';
import { follow, Following, LivePayload, ResyncRequired } from '../../graphql/subscription.js';
import type { LiveEvent } from '../../live/live-event.js';
import { notificationsById, unreadCount } from './find-notifications.js';
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

/** What the viewer is told, as they are told. */
export function followNotifications(
  context: Context,
  after: string | null | undefined,
): AsyncIterableIterator<LivePayload> {
  const me = mustBeSignedIn(context).userId;
  return follow(context, {
    stream: 'notifications',
    after,
    topics: [me],
    matching: (event) => toldTo(me, event).length > 0 || isTakenFrom(me, event),
    async show([event], position, now) {
      if (event === undefined || event.change === null) return null;
      const found = await notificationsById(now, toldTo(me, event));
      const added = found.filter((one) => one !== null);
      if (added.length > 0) return new NotificationsAdded(position, added, await unreadCount(now));
      return isTakenFrom(me, event) ? new UnreadChanged(position, await unreadCount(now)) : null;
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
