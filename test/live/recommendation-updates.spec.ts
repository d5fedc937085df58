import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomOf } from '../../graph-models/neural/random.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { globalId } from '../../src/graphql/global-id.js';
import { openStore } from '../../src/store/open.js';
import { full } from '../support/full.js';
import { rounded, Watcher, WatchedShop } from './watched-shop.js';

const RUNS = full ? 2000 : 200;
const PATIENCE_MS = full ? 900_000 : 120_000;
const NAMES = ['alice', 'bob', 'carol', 'dan', 'erin', 'frank'] as const;

describe('a list that is kept by patches', () => {
  let shop: WatchedShop;
  let people: SignedIn[];
  let items: string[];
  let watchers: Watcher[];

  beforeEach(async () => {
    shop = await WatchedShop.open(await openStore('memory:'));
    people = [];
    for (const name of NAMES) people.push(await shop.api.person(name, { roles: ['SHOPPER', 'SELLER'] }));
    items = [];
    for (let n = 0; n < 24; n++) items.push(await shop.item(`Thing ${n}`, person(n).userId));
    await shop.live.rebuild();
    watchers = people.map((who) => new Watcher(shop, who));
  });
  afterEach(() => shop.close());

  const person = (n: number): SignedIn => people[n % people.length]!;
  const user = (n: number): { userId: string } => ({ userId: globalId(person(n).userId) });
  const sameAsFresh = async (): Promise<void> => {
    for (const watcher of watchers)
      expect(rounded(watcher.seen())).toEqual(rounded(await shop.fresh(watcher.who)));
  };

  it(
    `is what a fresh query answers, whatever ${RUNS} times random people do`,
    async () => {
      const random = randomOf(7);
      const draw = (below: number): number => Math.floor(random() * below);
      for (const watcher of watchers) await watcher.watch();

      for (let run = 0; run < RUNS; run++) {
        for (let acts = 1 + draw(5); acts > 0; acts--) await anything(draw);
        // Now and then somebody's train enters a tunnel, and comes out later.
        if (draw(10) === 0) {
          const watcher = watchers[draw(watchers.length)]!;
          await watcher.cut();
          for (let acts = draw(6); acts > 0; acts--) await anything(draw);
          await watcher.watch();
        }
        await shop.settled();
        await sameAsFresh();
      }
      const payloads = watchers.map((watcher) => watcher.payloads);
      expect(payloads.reduce((sum, count) => sum + count)).toBeGreaterThan(RUNS);
    },
    PATIENCE_MS,
  );

  async function anything(draw: (below: number) => number): Promise<void> {
    const who = people[draw(people.length)]!;
    const itemId = items[draw(items.length)]!;
    const other = user(draw(people.length));
    const acts: (() => Promise<unknown>)[] = [
      () => shop.did(who, 'LikeItem', { itemId }),
      () => shop.did(who, 'UnlikeItem', { itemId }),
      () => shop.did(who, 'SaveItem', { itemId }),
      () => shop.did(who, 'HideItem', { itemId }),
      () => shop.did(who, 'UnhideItem', { itemId }),
      () => shop.did(who, 'MoreLikeThis', { id: itemId }),
      () => shop.did(who, 'LessLikeThis', { id: itemId }),
      () => shop.did(who, 'ForgetWish', { id: itemId }),
      () => shop.did(who, 'Mute', other),
      () => shop.did(who, 'Unmute', other),
      () => shop.did(who, 'PlaceOrder', { lines: [{ itemId, quantity: 1, expectedPriceMinor: 1000 }] }),
      () => shop.did(who, 'ReviewItem', { itemId, rating: 1 + draw(5), text: 'So.' }),
      () => shop.did(who, 'RequestFriend', other),
      () => shop.did(who, 'AcceptFriend', other),
      () => shop.did(who, 'Unfriend', other),
      () => shop.did(who, 'Block', other),
      () => shop.did(who, 'Unblock', other),
      () => shop.did(who, 'UpdateItem', { itemId, title: `Thing ${draw(1000)}` }),
      () => shop.did(who, 'UpdateItem', { itemId, available: draw(2) === 0 }),
      async () => items.push(await shop.item(`New ${draw(1000)}`, who.userId)),
    ];
    await acts[draw(acts.length)]!();
  }

  it('begins with everything, and then says only what moved', async () => {
    const [alice] = watchers as [Watcher];
    await alice.watch();
    expect(alice.seen()).toHaveLength(10);

    await shop.did(person(0), 'HideItem', { itemId: alice.list[3]!.node.id });
    await shop.settled();

    expect(alice.payloads).toBe(2);
    expect(rounded(alice.seen())).toEqual(rounded(await shop.fresh(alice.who)));
  });

  it('goes on after a cut with what it missed, also when nothing was', async () => {
    const [alice] = watchers as [Watcher];
    await alice.watch();
    await alice.cut();
    await shop.did(person(0), 'HideItem', { itemId: alice.list[0]!.node.id });
    await shop.settled();

    await alice.watch();
    expect(rounded(alice.seen())).toEqual(rounded(await shop.fresh(alice.who)));
    await alice.cut();
    const before = alice.list;
    await alice.watch();

    expect(alice.list).toEqual(before);
    expect(alice.payloads).toBe(3);
  });

  it('refuses the position of somebody else, of another list, and one made up', async () => {
    const [alice, bob] = watchers as [Watcher, Watcher];
    await alice.watch();

    for (const [who, variables] of [
      [bob.who, { first: 10, after: alice.position }],
      [alice.who, { first: 11, after: alice.position }],
      [alice.who, { first: 10, after: 'made up' }],
      [alice.who, { first: -1 }],
      [alice.who, { first: 10, filter: { price: { currency: 'euro' } } }],
      [null, { first: 10 }],
    ] as const) {
      const document = `subscription ($first: Int!, $after: String, $filter: RecommendationFilter) {
        recommendationUpdates(first: $first, after: $after, filter: $filter) { position }
      }`;
      await expect(shop.api.subscribe(document, variables, who)).rejects.toThrow(
        /BAD_CURSOR|BAD_USER_INPUT|UNAUTHENTICATED/,
      );
    }
    expect(shop.desk.openLists.size).toBe(1);
  });

  it('is ranked anew when another model is served', async () => {
    const [alice] = watchers as [Watcher];
    for (const [n, itemId] of items.slice(0, 5).entries())
      await shop.did(person(n + 1), 'LikeItem', { itemId });
    await alice.watch();
    await shop.settled();
    const { payloads } = alice;

    shop.serveUpsideDown();
    while (alice.payloads === payloads) await new Promise((resolve) => setImmediate(resolve));

    expect(rounded(alice.seen())).toEqual(rounded(await shop.fresh(alice.who)));
  });

  it('costs nothing once its reader has left', async () => {
    for (const watcher of watchers) await watcher.watch();
    expect(shop.desk.openLists.size).toBe(NAMES.length);

    for (const watcher of watchers) await watcher.cut();

    expect(shop.desk.openLists.size).toBe(0);
  });
});
