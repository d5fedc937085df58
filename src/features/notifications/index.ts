import { nodeType, type Feature } from '../../graphql/feature.js';
import { eraseNotifications } from './erase-notifications.js';
import { notificationsById } from './find-notifications.js';
import { NotificationsResolver, ViewerNotificationsResolver } from './notifications-resolver.js';

export { Notification, NotificationKind } from './notification.js';
export { notifier } from './notify.js';

/** What people are told: the list, what is unread, how they want to be told, and all of it live. */
export function notificationsFeature(): Feature {
  return {
    resolvers: [new ViewerNotificationsResolver(), new NotificationsResolver()],
    nodeTypes: [nodeType('Notification', (ids, context) => notificationsById(context, ids))],
    erase: eraseNotifications,
  };
}
