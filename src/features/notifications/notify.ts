import type { Id } from '../../../graph-models/domain/ids.js';
import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';
import { GRAPH_CHANGED, type GraphChanged } from '../../events/graph-changed.js';
import { countedOnce, type Once } from '../../events/once.js';
import { Loaders } from '../../graphql/loaders.js';
import type { Change, Expectation, GraphNode, StoredEvent } from '../../store/graph-store.js';
import { perform, type Plan } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';
import { isTold, visiblePeople } from '../visibility/index.js';
import { newsOf, type News, type NewsOfEvent } from './news.js';
import { isQuiet } from './quiet-hours.js';

/** Follows the outbox, as a durable consumer: an event that comes again changes nothing. */
export function notifier(shop: Shop): (event: StoredEvent, once: Once) => Promise<void> {
  return async ({ id, kind, payload }, once) => {
    if (kind !== GRAPH_CHANGED) return;
    const found = await newsOf(shop.store, id, payload as unknown as GraphChanged);
    if (found.news.length + found.withdrawn.length + found.answered.length === 0) return;
    await perform(shop, { mutation: 'notify', by: null, input: id }, async () =>
      countedOnce(await planNotify(shop, found), once),
    );
  };
}

/** Tells the news that are new to people who want to hear of them and may, and takes back what is none any more. */
export async function planNotify(shop: Shop, found: NewsOfEvent): Promise<Plan<null>> {
  const { store } = shop;
  const [known, withdrawn, answered] = await Promise.all([
    store.lookup(
      'Notification',
      'key',
      found.news.map(({ key }) => key),
    ),
    store.lookup('Notification', 'key', found.withdrawn),
    store.lookup('Notification', 'key', found.answered),
  ]);
  const told = await Promise.all(
    found.news.filter((_, i) => known[i] === null).map((news) => tell(shop, news)),
  );
  const at = shop.now();
  return {
    expect: told.flatMap((one) => one?.expect ?? []),
    changes: [
      ...told.flatMap((one) => one?.changes ?? []),
      ...withdrawn.flatMap((one) => (one === null ? [] : forget(one))),
      ...answered.flatMap((one) => (one === null ? [] : markRead(one, at))),
    ],
    result: null,
  };
}

/** Takes a notification away; its end of the relationship is said, so that its person hears of it. */
export function forget({ id, props }: GraphNode<'Notification'>): Change[] {
  return [
    { kind: 'deleteEdge', type: 'UNREAD', from: props.userId, to: id },
    { kind: 'deleteEdge', type: 'NOTIFIED', from: props.userId, to: id },
    { kind: 'deleteNode', id },
  ];
}

export function markRead({ id, props }: GraphNode<'Notification'>, at: number): Change[] {
  if (props.readAt !== undefined) return [];
  return [
    { kind: 'updateNode', id, props: { readAt: at } },
    { kind: 'deleteEdge', type: 'UNREAD', from: props.userId, to: id },
  ];
}

/** Null for somebody who does not want to hear of it, may not, or has no account. */
async function tell(
  shop: Shop,
  { key, recipient, kind, actor, subject }: News,
): Promise<{ readonly expect: Expectation[]; readonly changes: Change[] } | null> {
  const loaders = new Loaders(shop.store);
  const [mine, theirs, preferences, [isVisible], toldOfIt] = await Promise.all([
    loaders.lookup('Account', 'userId', recipient),
    loaders.lookup('Account', 'userId', actor),
    loaders.lookup('NotificationPreferences', 'userId', recipient),
    visiblePeople(loaders, recipient, [actor]),
    kind === 'BOUGHT' ? isTold(loaders, recipient, actor, 'PURCHASES') : true,
  ]);
  if (mine === null || theirs === null || isVisible !== true || !toldOfIt) return null;
  if (preferences?.props.mutedKinds.includes(kind) === true) return null;
  const id = shop.newId('Notification');
  const createdAt = shop.now();
  const silent = preferences !== null && isSilent(preferences.props, createdAt);
  const props = { key, userId: recipient, kind, actorId: actor, subjectId: subject, createdAt, silent };
  const edge = (type: 'NOTIFIED' | 'UNREAD' | 'CAUSED', from: Id<'User'>): Change => ({
    kind: 'putEdge',
    type,
    from,
    to: id,
    at: createdAt,
    props: {},
  });
  return {
    // An account that is closed meanwhile leaves nothing behind: its eraser may have run.
    expect: [mine, theirs].map((account) => ({ kind: 'nodePresent', id: account.id })),
    changes: [
      { kind: 'createNode', id, props },
      edge('NOTIFIED', recipient),
      edge('UNREAD', recipient),
      edge('CAUSED', actor),
    ],
  };
}

function isSilent(
  { quietFrom, quietTo, timeZone }: NodeProps['NotificationPreferences'],
  at: number,
): boolean {
  if (quietFrom === undefined || quietTo === undefined || timeZone === undefined) return false;
  return isQuiet({ from: quietFrom, to: quietTo, timeZone }, at);
}
