import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '../../graph-models/domain/ids.js';
import { uncounted } from '../../src/events/once.js';
import { notifier } from '../../src/features/notifications/index.js';
import { isQuiet } from '../../src/features/notifications/quiet-hours.js';
import { globalId } from '../../src/graphql/global-id.js';
import type { Shop } from '../../src/use-cases/shop.js';
import { listenTo, type Ear } from '../support/live-client.js';
import { describeShopOnEachStore, type Person, type RunningShop } from '../support/running-shop.js';

const STARTING_MS = 120_000;

interface Listed {
  readonly id: string;
  readonly kind: string;
  readonly silent: boolean;
  readonly readAt: string | null;
  readonly actor: { readonly handle: string };
  readonly subject: { readonly __typename: string };
}

describeShopOnEachStore('notifications', (startEmptyShop) => {
  let shop: RunningShop;
  let alice: Person;
  let bob: Person;
  let carol: Person;
  const ears: Ear[] = [];

  async function did<T>(by: Person, name: string, input: object): Promise<T> {
    const { data, errors } = await shop.send<Record<string, T>>(name, { input }, by.token);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return Object.values(data)[0] as T;
  }
  const post = (by: Person, text: string) => did<{ id: string }>(by, 'CreatePost', { text });
  const comment = (by: Person, subjectId: string, text: string, replyToId?: string) =>
    did<{ id: string }>(by, 'Comment', { subjectId, text, ...(replyToId !== undefined && { replyToId }) });
  async function listOf(person: Person, unread = false): Promise<{ unread: number; list: Listed[] }> {
    const { data } = await shop.send<{
      viewer: { unreadNotifications: number; notifications: { edges: { node: Listed }[] } };
    }>('Notifications', { unread, first: 100 }, person.token);
    const { unreadNotifications, notifications } = data.viewer;
    return { unread: unreadNotifications, list: notifications.edges.map(({ node }) => node) };
  }
  async function bell(person: Person): Promise<Ear> {
    const ear = listenTo(shop.address, 'WebSocket', 'NotificationsLive', {}, person.token);
    ears.push(ear);
    expect((await ear.next()).__typename).toBe('Following');
    return ear;
  }
  /** An item that nobody sells, put straight into the store. */
  async function kettle(sku: string): Promise<string> {
    const id = shop.app.shop.newId('Item');
    const props = {
      sku,
      title: 'Kettle',
      description: '',
      priceMinor: 1999,
      currency: 'EUR',
      categorySlugs: [],
      pictures: [],
      available: true,
      createdAt: 1,
      search: 'kettle',
    };
    await shop.app.shop.store.commit({ changes: [{ kind: 'createNode', id, props }] });
    return globalId(id);
  }
  const befriend = async (a: Person, b: Person): Promise<void> => {
    await did(a, 'RequestFriend', { userId: b.id });
    await did(b, 'AcceptFriend', { userId: a.id });
  };

  beforeAll(async () => {
    shop = await startEmptyShop({ SEED_DEMO: 'false' });
    alice = await shop.signUp('alice');
    bob = await shop.signUp('bob');
    carol = await shop.signUp('carol');
  }, STARTING_MS);
  afterAll(async () => {
    for (const ear of ears) ear.close();
    await shop?.close();
  });

  it('tell of a request, and the one who asked that it was accepted', async () => {
    const [atAlice, atBob] = [await bell(alice), await bell(bob)];

    await did(alice, 'RequestFriend', { userId: bob.id });
    expect(await atBob.next()).toMatchObject({
      __typename: 'NotificationsAdded',
      unread: 1,
      notifications: [{ kind: 'FRIEND_REQUESTED', actor: { handle: 'alice' }, silent: false }],
    });
    await did(bob, 'AcceptFriend', { userId: alice.id });

    expect(await atAlice.next()).toMatchObject({
      notifications: [{ kind: 'FRIEND_ACCEPTED', actor: { handle: 'bob' } }],
    });
    expect(await atBob.next()).toMatchObject({ __typename: 'UnreadChanged', unread: 0 });
  });

  it('take back a request that was withdrawn', async () => {
    const atCarol = await bell(carol);
    await did(bob, 'RequestFriend', { userId: carol.id });
    expect(await atCarol.next()).toMatchObject({ unread: 1 });

    await did(bob, 'CancelFriendRequest', { userId: carol.id });

    expect(await atCarol.next()).toMatchObject({ __typename: 'UnreadChanged', unread: 0 });
    expect(await listOf(carol)).toEqual({ unread: 0, list: [] });
  });

  it('tell of comments, answers and reactions, each once, and nobody of what they did themselves', async () => {
    const atAlice = await bell(alice);
    const { id } = await post(alice, 'A kettle?');

    const { id: asked } = await comment(bob, id, 'Which?');
    expect(await atAlice.next()).toMatchObject({
      notifications: [{ kind: 'COMMENTED', subject: { text: 'Which?' } }],
    });
    const atBob = await bell(bob);
    await comment(alice, id, 'The copper one.', asked);
    expect(await atBob.next()).toMatchObject({
      notifications: [{ kind: 'REPLIED', subject: { text: 'The copper one.' } }],
    });
    await did(bob, 'React', { contentId: id, reaction: 'LOVE' });
    expect(await atAlice.next()).toMatchObject({ notifications: [{ kind: 'REACTED' }] });
    await did(bob, 'React', { contentId: id, reaction: 'WOW' });
    await comment(alice, id, 'Nobody hears me.');
    await comment(bob, id, 'I do.');

    expect(await atAlice.next()).toMatchObject({
      notifications: [{ kind: 'COMMENTED', subject: { text: 'I do.' } }],
    });
  });

  it('tell friends who shared an item, or rated it well, that somebody bought it who announces purchases', async () => {
    const item = await kettle('kettle-1');
    await befriend(bob, carol);
    await did(alice, 'ShareItem', { itemId: item });
    await did(carol, 'ReviewItem', { itemId: item, rating: 5, text: 'Boils.' });
    const order = { lines: [{ itemId: item, quantity: 1, expectedPriceMinor: 1999 }] };
    await did(bob, 'PlaceOrder', order);
    await did(bob, 'SetAnnouncements', { kinds: ['PURCHASES'] });
    const [atAlice, atCarol] = [await bell(alice), await bell(carol)];
    expect((await listOf(alice)).list.filter(({ kind }) => kind === 'BOUGHT')).toEqual([]);

    await did(bob, 'PlaceOrder', order);

    const news = { kind: 'BOUGHT', actor: { handle: 'bob' }, subject: { title: 'Kettle' } };
    expect(await atAlice.next()).toMatchObject({ notifications: [news] });
    expect(await atCarol.next()).toMatchObject({ notifications: [news] });
    await did(bob, 'Unfriend', { userId: carol.id });
    expect((await listOf(carol)).list.filter(({ kind }) => kind === 'BOUGHT')).toEqual([]);
    await did(bob, 'SetAnnouncements', { kinds: [] });
    expect((await listOf(alice)).list.filter(({ kind }) => kind === 'BOUGHT')).toEqual([]);
  });

  it('are read one by one or all together, on every device', async () => {
    const { id } = await post(carol, 'Tents?');
    const atCarol = await bell(carol);
    await comment(bob, id, 'one');
    await comment(bob, id, 'two');
    await Promise.all([atCarol.next(), atCarol.next()]);
    const before = await listOf(carol, true);
    const [first] = before.list;

    const one = await did<{ unread: number }>(carol, 'MarkNotificationsRead', {
      notificationIds: [first?.id],
    });
    expect(one.unread).toBe(before.unread - 1);
    expect(await atCarol.next()).toMatchObject({ __typename: 'UnreadChanged', unread: before.unread - 1 });
    await did(bob, 'MarkNotificationsRead', { notificationIds: before.list.map((told) => told.id) });
    expect((await listOf(carol)).unread).toBe(before.unread - 1);
    const all = await did<{ unread: number }>(carol, 'MarkNotificationsRead', {});

    expect(all.unread).toBe(0);
    const after = await listOf(carol);
    expect(after.list.length).toBeGreaterThan(1);
    expect(after.list.filter(({ readAt }) => readAt === null)).toEqual([]);
    expect((await listOf(carol, true)).list).toEqual([]);
  });

  it('are not made of a kind that is muted, and are silent in quiet hours', async () => {
    const atBob = await bell(bob);
    const { id } = await post(bob, 'Lamps?');
    const quietHours = { from: '00:00', to: '00:00', timeZone: 'Asia/Shanghai' };

    const set = await did(bob, 'SetNotificationPreferences', { mutedKinds: ['REACTED'], quietHours });
    expect(set).toEqual({ __typename: 'NotificationPreferences', mutedKinds: ['REACTED'], quietHours });
    await did(alice, 'React', { contentId: id, reaction: 'LIKE' });
    await comment(alice, id, 'Bright ones.');

    expect(await atBob.next()).toMatchObject({ notifications: [{ kind: 'COMMENTED', silent: true }] });
    const wrong = await did(bob, 'SetNotificationPreferences', {
      mutedKinds: [],
      quietHours: { ...quietHours, timeZone: 'Moon/Base' },
    });
    expect(wrong).toMatchObject({ __typename: 'UnknownTimeZone' });
    const clock = { from: '25:00', to: '7', timeZone: 'Asia/Shanghai' };
    await expect(
      did(bob, 'SetNotificationPreferences', { mutedKinds: [], quietHours: clock }),
    ).rejects.toThrow('BAD_USER_INPUT');
    await did(bob, 'SetNotificationPreferences', { mutedKinds: [] });
  });

  it('are for nobody else: not listed, not found by id, not heard', async () => {
    const [own] = (await listOf(alice)).list;

    const found = await shop.ask<{ node: unknown }>(
      'query ($id: ID!) { node(id: $id) { id } }',
      { id: own?.id },
      bob.token,
    );
    const mine = await shop.ask<{ node: unknown }>(
      'query ($id: ID!) { node(id: $id) { id } }',
      { id: own?.id },
      alice.token,
    );
    const visitor = listenTo(shop.address, 'SSE', 'NotificationsLive');
    ears.push(visitor);

    expect(found.data.node).toBeNull();
    expect(mine.data.node).toEqual({ id: own?.id });
    await expect(visitor.next()).rejects.toThrow('UNAUTHENTICATED');
  });

  it('hide what came of somebody who is blocked', async () => {
    const dora = await shop.signUp('dora');
    const { id } = await post(alice, 'Pans?');
    const atAlice = await bell(alice);
    await comment(dora, id, 'Mine!');
    await atAlice.next();

    await did(alice, 'Block', { userId: dora.id });

    expect((await listOf(alice)).list.filter(({ actor }) => actor.handle === 'dora')).toEqual([]);
  });

  it('are made once, however often their events come', async () => {
    const { store, now, newId, digest } = shop.app.shop;
    const quiet: Shop = { store, now, newId, digest, settled: () => Promise.resolve() };
    const keys = async (): Promise<string[]> => {
      const all: string[] = [];
      for await (const batch of store.scanNodes('Notification'))
        all.push(...batch.map(({ props }) => props.key));
      return all.sort();
    };
    const before = await keys();
    const events = await store.eventsAfter(0, 10_000);
    const deliver = notifier(quiet);

    const comments = events.filter(({ payload }) => payload['mutation'] === 'comment');

    for (const event of comments) {
      await Promise.all([deliver(event, uncounted), deliver(event, uncounted)]);
    }

    expect(Math.min(before.length, comments.length)).toBeGreaterThan(5);
    expect(await keys()).toEqual(before);
  });

  it('go with the account of whom they tell, and of whom they are', async () => {
    const erin = await shop.signUp('erin');
    const { id } = await post(alice, 'Mugs?');
    const atAlice = await bell(alice);
    await comment(erin, id, 'Yes.');
    await atAlice.next();
    const atErin = await bell(erin);
    const { id: own } = await post(erin, 'Cups?');
    await comment(bob, own, 'No.');
    await atErin.next();
    await did(erin, 'SetNotificationPreferences', { mutedKinds: ['BOUGHT'] });

    await did(erin, 'DeleteAccount', { password: 'grapevine-12' });

    expect(await atAlice.next()).toMatchObject({ __typename: 'UnreadChanged' });
    const gone = Buffer.from(erin.id, 'base64url').toString() as Id<'User'>;
    await erased(gone);
    for await (const batch of shop.app.shop.store.scanNodes('Notification')) {
      expect(batch.filter(({ props }) => props.userId === gone || props.actorId === gone)).toEqual([]);
    }
    expect(await shop.app.shop.store.lookup('NotificationPreferences', 'userId', [gone])).toEqual([null]);
  });

  /** Resolves when the person is gone from the store: the last thing an erasure does. */
  async function erased(userId: Id<'User'>): Promise<void> {
    for (;;) {
      const [user] = await shop.app.shop.store.nodes('User', [userId]);
      if (user === null) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
});

describe('quiet hours', () => {
  const at = (time: string): number => Date.parse(`2026-01-15T${time}:00Z`);
  const night = { from: 22 * 60, to: 7 * 60, timeZone: 'UTC' };

  it('may pass midnight, begin with their first minute and end before their last', () => {
    expect(['21:59', '22:00', '03:00', '06:59', '07:00'].map((time) => isQuiet(night, at(time)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('are those of the time zone', () => {
    expect(isQuiet({ ...night, timeZone: 'Asia/Shanghai' }, at('14:30'))).toBe(true);
    expect(isQuiet({ ...night, timeZone: 'America/New_York' }, at('14:30'))).toBe(false);
  });

  it('may be within a day, or all of it', () => {
    const noon = { from: 12 * 60, to: 13 * 60, timeZone: 'UTC' };
    expect(['11:59', '12:00', '13:00'].map((time) => isQuiet(noon, at(time)))).toEqual([false, true, false]);
    expect(isQuiet({ ...noon, to: noon.from }, at('23:00'))).toBe(true);
  });
});
