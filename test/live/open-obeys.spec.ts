import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { globalId, fromGlobalId } from '../../src/graphql/global-id.js';
import { graphChanged } from '../../src/events/graph-changed.js';
import { accessToken, readAccessToken } from '../../src/features/accounts/tokens.js';
import { keysOf } from '../../src/features/accounts/index.js';
import type { Change } from '../../src/store/graph-store.js';
import { listenTo, type Ear, type Told, type Transport } from '../support/live-client.js';
import { OpenList } from '../support/open-list.js';
import { startShop, type Person, type RunningShop } from '../support/running-shop.js';

const STARTING_MS = 120_000;
/** What the shop promises: for what is done, and for tokens. */
const [SOON_MS, TOKENS_MS] = [1000, 5000];
const SECRET = 'a secret by which tokens are signed';
const UPDATE_PROFILE =
  'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { __typename } }';
const TRANSPORTS: readonly Transport[] = ['WebSocket', 'SSE'];

interface Entry {
  readonly id: string;
  readonly node: { readonly id: string };
  readonly why: readonly { readonly people?: readonly { readonly id: string }[] }[];
}
interface Recommended {
  readonly node: { readonly id: string };
  readonly reasons: readonly { readonly friend?: { readonly id: string } }[];
}

describe('what is open', () => {
  let shop: RunningShop;
  let alice: Person;
  let bob: Person;
  let carol: Person;
  let bobsPost: string;
  let bobsItem: string;
  const ears: Ear[] = [];

  beforeAll(async () => {
    shop = await startShop({ SEED_DEMO: 'false', GRAPEVINE_SECRET: SECRET });
    [alice, bob, carol] = [await shop.signUp('alice'), await shop.signUp('bob'), await shop.signUp('carol')];
    for (let n = 0; n < 8; n++) await item(`thing-${n}`);
    bobsItem = await item('of-bob', bob);
    await befriend();
    bobsPost = (await did(bob, 'CreatePost', { text: 'Bob speaks.' })).id;
  }, STARTING_MS);
  afterEach(async () => {
    for (const ear of ears.splice(0)) ear.close();
    await did(bob, 'Unblock', { userId: alice.id });
    await did(bob, 'UpdateProfile', { visibility: 'PUBLIC' });
    await befriend();
  });
  afterAll(async () => shop?.close());

  async function did(by: Person, name: string, input: object): Promise<{ id: string }> {
    const { data, errors } =
      name === 'UpdateProfile'
        ? await shop.ask<Record<string, { id: string }>>(UPDATE_PROFILE, { input }, by.token)
        : await shop.send<Record<string, { id: string }>>(name, { input }, by.token);
    if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return Object.values(data)[0]!;
  }
  async function befriend(): Promise<void> {
    await did(alice, 'RequestFriend', { userId: bob.id });
    await did(bob, 'AcceptFriend', { userId: alice.id });
  }
  async function item(sku: string, seller?: Person): Promise<string> {
    const { newId, store, settled } = shop.app.shop;
    const id = newId('Item');
    const props = {
      ...{ sku, title: sku, description: '', priceMinor: 1000, currency: 'EUR', categorySlugs: [] },
      ...{ pictures: [], available: true, createdAt: 1, search: sku },
      ...(seller !== undefined && { sellerId: fromGlobalId(seller.id) as never }),
    };
    const changes: Change[] = [{ kind: 'createNode', id, props }];
    const done = await store.commit({
      changes,
      events: [graphChanged(newId('Act'), 1, 'item', null, changes)],
    });
    if (done.kind === 'committed') await settled(done.seq);
    return globalId(id);
  }
  function listen(
    transport: Transport,
    name: string,
    variables: Record<string, unknown>,
    token = alice.token,
  ): Ear {
    const ear = listenTo(shop.address, transport, name, variables, token);
    ears.push(ear);
    return ear;
  }
  const feed = async (transport: Transport): Promise<OpenList<Entry>> => {
    const open = new OpenList<Entry>(
      () => listen(transport, 'FeedUpdates', {}),
      ({ id }) => id,
    );
    await open.open();
    return open;
  };
  const recommendations = async (transport: Transport): Promise<OpenList<Recommended>> => {
    const open = new OpenList<Recommended>(
      () => listen(transport, 'RecommendationUpdates', {}),
      ({ node }) => node.id,
    );
    await open.open();
    return open;
  };
  const namesBob = ({ list }: OpenList<Entry>): boolean =>
    list.some(
      ({ node, why }) =>
        node.id === bobsPost || why.some(({ people = [] }) => people.some(({ id }) => id === bob.id)),
    );
  const bobsWord = ({ list }: OpenList<Recommended>): boolean =>
    list.some(
      ({ node, reasons }) => node.id === bobsItem || reasons.some(({ friend }) => friend?.id === bob.id),
    );

  /** Milliseconds from when it was acknowledged until it is obeyed. */
  async function obeyed(act: () => Promise<unknown>, obeys: () => Promise<unknown>): Promise<number> {
    await act();
    const acknowledgedAt = performance.now();
    await obeys();
    return performance.now() - acknowledgedAt;
  }

  const CAUSES = [
    ['a block', () => did(bob, 'Block', { userId: alice.id })],
    [
      'a profile that is nobody’s business any more',
      () => did(bob, 'UpdateProfile', { visibility: 'ONLY_ME' }),
    ],
  ] as const;
  const cells = CAUSES.flatMap(([cause, act]) => TRANSPORTS.map((transport) => ({ cause, act, transport })));

  describe.each(cells)('obeys $cause within a second over $transport:', ({ act, transport }) => {
    it('feedUpdates takes away what the person wrote and did', async () => {
      const open = await feed(transport);
      await open.until(() => namesBob(open));

      const ms = await obeyed(act, () => open.until(() => !namesBob(open)));

      expect(ms).toBeLessThan(SOON_MS);
    });

    it('recommendationUpdates names the person no more', async () => {
      const open = await recommendations(transport);
      await did(bob, 'LikeItem', { itemId: open.ids()[0] });
      await open.until(() => bobsWord(open));

      const ms = await obeyed(act, () =>
        open.until(
          () => !open.list.some(({ reasons }) => reasons.some(({ friend }) => friend?.id === bob.id)),
        ),
      );

      expect(ms).toBeLessThan(SOON_MS);
    });

    it('nodeChanged says that it is gone, of the post, a comment on it and the person', async () => {
      const comment = await did(carol, 'Comment', { subjectId: bobsPost, text: 'On what Bob wrote.' });
      const open = [bobsPost, comment.id, bob.id].map((id) => listen(transport, 'NodeChanged', { id }));
      for (const ear of open) await ear.next();

      const ms = await obeyed(act, async () => {
        for (const ear of open) expect(await nextOf(ear, 'NodeGone')).toBeDefined();
      });

      expect(ms).toBeLessThan(SOON_MS);
    });

    it('notifications counts what the person did no more', async () => {
      const { id } = await did(alice, 'CreatePost', { text: 'Alice asks.' });
      const bell = listen(transport, 'NotificationsLive', {});
      await bell.next();
      await did(bob, 'Comment', { subjectId: id, text: 'Bob answers.' });
      const { unread } = (await nextOf(bell, 'NotificationsAdded')) as unknown as { unread: number };

      const ms = await obeyed(act, async () => {
        const changed = (await nextOf(bell, 'UnreadChanged')) as unknown as { unread: number };
        expect(changed.unread).toBeLessThan(unread);
      });

      expect(ms).toBeLessThan(SOON_MS);
    });

    it('commentAdded tells nothing more, from the moment it is acknowledged', async () => {
      const ear = listen(transport, 'CommentAdded', { on: bobsPost });
      await ear.next();

      await act();
      await did(carol, 'Comment', { subjectId: bobsPost, text: 'Not for Alice.' });
      await did(bob, 'Unblock', { userId: alice.id });
      await did(bob, 'UpdateProfile', { visibility: 'PUBLIC' });
      await did(carol, 'Comment', { subjectId: bobsPost, text: 'For Alice.' });

      expect(await nextOf(ear, 'CommentAdded')).toMatchObject({ comment: { text: 'For Alice.' } });
    });
  });

  async function nextOf(ear: Ear, typename: string): Promise<Told> {
    for (;;) {
      const told = await ear.next();
      if (told.__typename === typename) return told;
    }
  }

  const KINDS: readonly (readonly [string, () => Record<string, unknown>])[] = [
    ['FeedUpdates', () => ({})],
    ['RecommendationUpdates', () => ({})],
    ['NodeChanged', () => ({ id: bobsPost })],
    ['NotificationsLive', () => ({})],
    ['CommentAdded', () => ({ on: bobsPost })],
  ];

  /** What ends each kind of subscription over each transport, and how long after `since` (by `Date.now()`). */
  async function endings(
    token: string,
    ended: () => Promise<number>,
  ): Promise<Map<string, [string, number]>> {
    const open = KINDS.flatMap(([name, variables]) =>
      TRANSPORTS.map((transport) => ({
        name: `${name} over ${transport}`,
        ear: listen(transport, name, variables(), token),
      })),
    );
    for (const { ear } of open) await ear.next();
    const since = await ended();
    const found = open.map(async ({ name, ear }) => {
      const error = await ear.next().catch((thrown: Error) => thrown);
      return [name, [error instanceof Error ? error.message : 'told', Date.now() - since]] as const;
    });
    return new Map((await Promise.all(found)).map(([name, [message, ms]]) => [name, [message, ms]]));
  }
  function expectAllEnded(ended: ReadonlyMap<string, [string, number]>): void {
    expect(ended.size).toBe(KINDS.length * TRANSPORTS.length);
    for (const [name, [message, ms]] of ended) {
      expect([name, message]).toEqual([name, expect.stringMatching(/4403|UNAUTHENTICATED/)]);
      expect([name, ms < TOKENS_MS]).toEqual([name, true]);
    }
  }

  it('ends within 5 seconds when its person signs out, whatever it is', async () => {
    const dora = await shop.signUp('dora');

    expectAllEnded(
      await endings(dora.token, async () => {
        await shop.send('SignOut', { input: {} }, dora.token);
        return Date.now();
      }),
    );
  }, 30_000);

  it('ends within 5 seconds of the end of its token, whatever it is, and not before', async () => {
    const keys = keysOf(SECRET);
    const claims = await readAccessToken(keys, alice.token, Date.now());
    const expiresAt = Math.ceil(Date.now() / 1000 + 3) * 1000;
    const token = await accessToken(keys, claims!, Date.now(), expiresAt);

    const ended = await endings(token, () => Promise.resolve(expiresAt));

    expectAllEnded(ended);
    expect([...ended.values()].every(([, ms]) => ms >= 0)).toBe(true);
  }, 30_000);
});
