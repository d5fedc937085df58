import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/store/open.js';
import { FeedTown } from './feed-town.js';
import { FeedWatcher, rounded } from './feed-watcher.js';

const FRIENDS = ['Bob', 'Carol', 'Dan', 'Erin'] as const;
/** So little that, after the first time, no list is ranked because strangers did something. */
const HARDLY_EVER = 1e-6;

describe('a new post in an open feed', () => {
  let town: FeedTown;
  beforeEach(async () => {
    town = await FeedTown.open(await openStore('memory:'), Infinity, HARDLY_EVER);
    await town.people('Alice', 'Frank', ...FRIENDS);
    for (let n = 0; n < 30; n++) await town.item(`Thing ${n}`, FRIENDS[n % 4], [`kind-${n % 4}`]);
    await town.friends('Alice', ...FRIENDS);
    for (const friend of FRIENDS) await town.post(friend, `${friend} begins`);
    await town.does('Alice', 'LikeItem', { itemId: town.id('Thing 3') });
    await town.caughtUp();
  });
  afterEach(() => town.close());

  /** Posts one after the other, and compares the feed with a fresh one after each. */
  async function play(variables: object, texts: number, more: object = {}): Promise<FeedWatcher> {
    const alice = new FeedWatcher(town, 'Alice', variables);
    await alice.watch();
    town.msBetween = 0;
    for (let n = 0; n < texts; n++) {
      const before = alice.payloads;
      await town.post(FRIENDS[n % 3]!, `So ${n}`, more);
      await town.told();
      await alice.until(() => alice.payloads > before);
      expect(rounded(alice.seen())).toEqual(rounded(await alice.fresh()));
    }
    return alice;
  }

  it.each([
    [{}],
    [{ first: 3 }],
    [{ first: 40 }],
    [{ mode: 'CHRONOLOGICAL' }],
    [{ mix: 0 }],
    [{ mix: 0.8 }],
    [{ weights: [{ part: 'RECENCY', times: 0.1 }] }],
  ])('is where a fresh query has it, of %j', async (variables) => {
    await play(variables, 12);
  });

  it('is where a fresh query has it when it is about an item, and for friends only', async () => {
    await play({}, 6, { itemIds: [town.id('Thing 3')], visibility: 'FRIENDS' });
  });

  it('comes by one insertion, and what goes at the end', async () => {
    const alice = await play({ first: 5, mix: 0 }, 4);
    expect(alice.latest.map(({ op }) => op).sort()).toEqual(['INSERT', 'REMOVE']);
  });

  it('is paged on from, with nothing twice and nothing left out', async () => {
    const alice = await play({ first: 5 }, 4);
    const { cursor } = alice.seen().find(({ node }) => node.text === 'So 3')!;
    const rest = (await town.feed('Alice', { first: 100, after: cursor })).edges.map(({ id }) => id);
    const place = alice.seen().findIndex(({ node }) => node.text === 'So 3');
    const all = [
      ...alice
        .seen()
        .slice(0, place + 1)
        .map(({ id }) => id),
      ...rest,
    ];
    const fresh = (await town.feed('Alice', { first: 100 })).edges.map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(all.toSorted()).toEqual(fresh.toSorted());
  });

  it('does not come to somebody whom its author blocked meanwhile', async () => {
    const alice = await play({}, 1);
    await town.does('Bob', 'Block', { userId: town.id('Alice') });
    await town.post('Bob', 'Not for Alice');
    await town.post('Carol', 'For Alice');
    await town.told();
    await alice.until(() => alice.names().includes('For Alice'));
    expect(alice.names().join()).not.toMatch(/Not for Alice|Bob begins/);
  });
});
