import type { Id } from '../../../graph-models/domain/ids.js';
import type { Eraser } from '../../graphql/feature.js';
import { perform } from '../../use-cases/perform.js';
import { forget } from './notify.js';

const BATCH = 200;

/** Takes away what a person was told, what others were told of them, and how they wanted to be told. */
export const eraseNotifications: Eraser = async (shop, userId) => {
  const { store } = shop;
  const [[told], [caused], [preferences]] = await Promise.all([
    store.edges('NOTIFIED', 'out', [userId], { first: BATCH }),
    store.edges('CAUSED', 'out', [userId], { first: BATCH }),
    store.lookup('NotificationPreferences', 'userId', [userId]),
  ]);
  const edges = [...(told?.edges ?? []), ...(caused?.edges ?? [])];
  const ids = [...new Set(edges.map(({ to }) => to as Id<'Notification'>))];
  const found = await store.nodes('Notification', ids);
  const gone = found.flatMap((one) => (one === null ? [] : forget(one)));
  await perform(shop, { mutation: 'eraseNotifications', by: null, input: userId }, () =>
    Promise.resolve({
      changes: preferences ? [...gone, { kind: 'deleteNode', id: preferences.id }] : gone,
      result: null,
    }),
  );
  return edges.length > 0;
};
