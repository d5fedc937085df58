import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomOf } from '../../graph-models/neural/random.js';
import { openStore } from '../../src/store/open.js';
import { full } from '../support/full.js';
import { FeedTown } from './feed-town.js';
import { FeedWatcher, rounded } from './feed-watcher.js';

const RUNS = full ? 2000 : 60;
const PATIENCE_MS = full ? 900_000 : 120_000;
const NAMES = ['Alice', 'Bob', 'Carol', 'Dan', 'Erin', 'Frank'] as const;

describe('a feed that is kept by patches', () => {
  let town: FeedTown;
  let alice: FeedWatcher;
  beforeEach(async () => {
    town = await FeedTown.open(await openStore('memory:'));
    await town.people(...NAMES);
    for (let n = 0; n < 12; n++) await town.item(`Thing ${n}`, NAMES[n % 6], [`kind-${n % 4}`]);
    await town.friends('Alice', 'Bob', 'Carol');
    await town.settled();
    alice = new FeedWatcher(town, 'Alice');
  });
  afterEach(() => town.close());

  it(
    `is what a fresh query answers, whatever ${RUNS} times random people do`,
    async () => {
      town.msBetween = 0;
      const random = randomOf(8);
      const draw = (below: number): number => Math.floor(random() * below);
      const weights = [
        { part: 'TALK', times: 8 },
        { part: 'TASTE', times: 0 },
      ];
      const modes = [{}, { mode: 'CHRONOLOGICAL' }, { mix: 0 }, { mix: 0.6 }, { weights }, {}];
      const watchers = NAMES.map((name, i) => new FeedWatcher(town, name, modes[i]));
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
        await town.settled();
        for (const watcher of watchers)
          expect(rounded(watcher.seen())).toEqual(rounded(await watcher.fresh()));
      }
      const payloads = watchers.reduce((sum, watcher) => sum + watcher.payloads, 0);
      expect(payloads).toBeGreaterThan(RUNS);
    },
    PATIENCE_MS,
  );

  const posts: string[] = [];

  async function anything(draw: (below: number) => number): Promise<void> {
    const who = NAMES[draw(NAMES.length)]!;
    const friend = NAMES[draw(NAMES.length)]!;
    const other = { userId: town.id(friend) };
    const itemId = town.id(`Thing ${draw(12)}`);
    const content = posts.at(-1 - draw(20)) ?? itemId;
    const act = (name: string, input: object) => () => town.tries(who, name, input);
    const acts: (() => Promise<unknown>)[] = [
      async () => posts.push((await town.tries(who, 'CreatePost', { text: 'So.', itemIds: [itemId] })).id!),
      async () => {
        const visibility = draw(2) === 0 ? 'PUBLIC' : 'FRIENDS';
        const { id } = await town.tries(who, 'ReviewItem', {
          itemId,
          rating: 1 + draw(5),
          text: 'So.',
          visibility,
        });
        if (id !== undefined) posts.push(id);
      },
      act('RemoveReview', { reviewId: content }),
      act('React', { contentId: content, reaction: 'LIKE' }),
      act('Comment', { subjectId: content, text: 'Yes.' }),
      act('ShareItem', { itemId }),
      act('LikeItem', { itemId }),
      act('PlaceOrder', { lines: [{ itemId, expectedPriceMinor: 1000 }] }),
      act('SetAnnouncements', { kinds: draw(2) === 0 ? ['PURCHASES'] : ['REACTIONS'] }),
      act('Hide', { id: content }),
      act('Unhide', { id: content }),
      act('MoreLikeThis', { id: content }),
      act('LessLikeThis', { id: content }),
      act('Follow', other),
      act('Mute', other),
      act('Unmute', other),
      async () => {
        await town.tries(who, 'RequestFriend', other);
        await town.tries(friend, 'AcceptFriend', { userId: town.id(who) });
      },
      act('Unfriend', other),
      // People make up more often than they fall out: else nobody is left to hear anybody.
      draw(4) === 0 ? act('Block', other) : act('Unblock', other),
      act('Unblock', other),
      act('UpdateItem', { itemId, available: draw(2) === 0 }),
    ];
    await acts[draw(acts.length)]!();
  }

  it('shows what a friend writes, and lets go of what is hidden, muted and deleted', async () => {
    await alice.watch();
    await town.post('Bob', 'Bob speaks');
    await town.post('Carol', 'Carol speaks');
    await town.settled();
    expect(alice.names().slice(0, 3)).toEqual(expect.arrayContaining(['Bob speaks', 'Carol speaks']));

    await town.does('Alice', 'Hide', { id: town.id('Bob speaks') });
    await town.does('Alice', 'Mute', { userId: town.id('Carol') });
    await town.settled();

    expect(alice.names()).not.toContain('Bob speaks');
    expect(alice.names()).not.toContain('Carol speaks');
    expect(rounded(alice.seen())).toEqual(rounded(await alice.fresh()));
  });

  it('suggests somebody no more who was asked, on both sides, until the request is taken back', async () => {
    await town.friends('Bob', 'Dan');
    await town.settled();
    const dan = new FeedWatcher(town, 'Dan');
    await alice.watch();
    await dan.watch();
    const suggested = (): boolean[] => [alice.names().includes('Dan'), dan.names().includes('Alice')];
    expect(suggested()).toEqual([true, true]);

    await town.does('Alice', 'RequestFriend', { userId: town.id('Dan') });
    await town.settled();
    expect(suggested()).toEqual([false, false]);
    expect(rounded(alice.seen())).toEqual(rounded(await alice.fresh()));

    await town.does('Alice', 'CancelFriendRequest', { userId: town.id('Dan') });
    await town.settled();
    expect(suggested()).toEqual([true, true]);
  });

  it('says what was looked at and does not move for it, also after a tunnel; a new one begins with what was not seen', async () => {
    await town.post('Bob', 'Bob speaks');
    await town.post('Carol', 'Carol speaks');
    await town.settled();
    await alice.watch();
    const before = alice.names();
    await town.does('Alice', 'RecordImpressions', { entryIds: alice.list.slice(0, 2).map(({ id }) => id) });
    await town.settled();
    expect(alice.latest.map(({ op, index }) => [op, index])).toEqual([
      ['UPDATE', 0],
      ['UPDATE', 1],
    ]);
    expect(alice.list.map(({ seen }) => seen).slice(0, 3)).toEqual([true, true, false]);
    await town.post('Bob', 'Bob again');
    await town.settled();
    expect(alice.names().filter((name) => before.includes(name))).toEqual(before.slice(0, 11));

    await alice.cut();
    await alice.watch();
    expect(alice.names().filter((name) => before.includes(name))).toEqual(before.slice(0, 11));

    const anew = new FeedWatcher(town, 'Alice', { first: 14 });
    await anew.watch();
    expect(anew.names().slice(-2).sort()).toEqual(before.slice(0, 2).sort());
  });

  it('refuses the position of somebody else, of another feed, and one made up', async () => {
    await alice.watch();
    const wrong = [
      ['Bob', { first: 12, after: alice.position }],
      ['Alice', { first: 11, after: alice.position }],
      ['Alice', { first: 12, mix: 0.5, after: alice.position }],
      ['Alice', { first: 12, after: 'made up' }],
      ['Alice', { first: -1 }],
      ['Alice', { mix: 2 }],
    ] as const;
    for (const [who, variables] of wrong) {
      const document = `subscription ($first: Int! = 20, $after: String, $mix: Float! = 0.3) {
        feedUpdates(first: $first, after: $after, mix: $mix) { position }
      }`;
      await expect(town.api.subscribe(document, variables, town.who(who))).rejects.toThrow(
        /BAD_CURSOR|BAD_USER_INPUT/,
      );
    }
    await expect(town.api.subscribe('subscription { feedUpdates { position } }', {}, null)).rejects.toThrow(
      'UNAUTHENTICATED',
    );
    expect(town.desk.openFeeds.size).toBe(1);
    await alice.cut();
    expect(town.desk.openFeeds.size).toBe(0);
  });
});
