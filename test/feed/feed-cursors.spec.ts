import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { countingStore } from '../support/api.js';
import { describeOnEachStore } from '../support/stores.js';
import { FeedTown, nameOf } from './feed-town.js';

const HALF_AN_HOUR = 1_800_000;

describeOnEachStore('pages of a feed', (openEmptyStore) => {
  let town: FeedTown;
  let store: ReturnType<typeof countingStore>;
  beforeEach(async () => {
    store = countingStore(await openEmptyStore());
    town = await FeedTown.open(store.store, HALF_AN_HOUR);
    await town.people('Alice', 'Bob', 'Carol');
    await town.friends('Alice', 'Bob', 'Carol');
    for (const n of [1, 2, 3, 4, 5]) await town.post(n % 2 === 0 ? 'Bob' : 'Carol', `Post ${n}`);
  });
  afterEach(() => town.close());

  const codeOf = async (who: string, variables: object): Promise<unknown> =>
    (await town.asks(who, variables)).errors[0]?.extensions?.['code'];

  it('go on where the one before ended, in its order, also when something newer came', async () => {
    const whole = await town.names('Alice', { mode: 'CHRONOLOGICAL' });
    const first = await town.feed('Alice', { mode: 'CHRONOLOGICAL', first: 2 });
    await town.post('Bob', 'Post 6');
    const second = await town.feed('Alice', {
      ...{ mode: 'CHRONOLOGICAL', first: 3, after: first.pageInfo.endCursor },
    });

    expect([...first.edges, ...second.edges].map(nameOf)).toEqual(whole);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect((await town.names('Alice', { mode: 'CHRONOLOGICAL' }))[0]).toBe('Post 6');
  });

  it('fill up when entries were taken away, and show each as it is now', async () => {
    const first = await town.feed('Alice', { mode: 'CHRONOLOGICAL', first: 2 });
    await town.does('Alice', 'Hide', { id: town.id('Post 3') });
    await town.react('Bob', 'Post 1');

    const second = await town.feed('Alice', {
      ...{ mode: 'CHRONOLOGICAL', first: 2, after: first.pageInfo.endCursor },
    });

    expect(second.edges.map(nameOf)).toEqual(['Post 2', 'Post 1']);
    expect(second.edges[1]!.why.map(({ deed }) => deed)).toEqual(['WROTE', 'REACTED']);
  });

  it('are for the viewer and the feed of the cursor alone', async () => {
    const { pageInfo } = await town.feed('Alice', { first: 2 });
    const after = pageInfo.endCursor!;
    const text = Buffer.from(after, 'base64url').toString();
    const forged = Buffer.from(text.replace(/\.1\./, '.4.')).toString('base64url');

    expect(forged).not.toBe(after);
    expect(await codeOf('Alice', { first: 2, after })).toBeUndefined();
    expect(await codeOf('Bob', { first: 2, after })).toBe('BAD_CURSOR');
    expect(await codeOf('Alice', { first: 2, after, mix: 0.5 })).toBe('BAD_CURSOR');
    expect(await codeOf('Alice', { first: 2, after, mode: 'CHRONOLOGICAL' })).toBe('BAD_CURSOR');
    expect(await codeOf('Alice', { first: 2, after: forged })).toBe('BAD_CURSOR');
    expect(await codeOf('Alice', { first: 2, after: 'nonsense' })).toBe('BAD_CURSOR');
    expect(await codeOf('Alice', { first: 2, after: '' })).toBe('BAD_CURSOR');
  });

  it('end half an hour after the last one, and say so', async () => {
    const { pageInfo } = await town.feed('Alice', { first: 2 });
    const after = pageInfo.endCursor;
    town.api.clock.now += HALF_AN_HOUR;
    expect(await codeOf('Alice', { first: 1, after })).toBeUndefined();
    town.api.clock.now += HALF_AN_HOUR;
    expect(await codeOf('Alice', { first: 1, after })).toBeUndefined();

    town.api.clock.now += HALF_AN_HOUR + 1;

    expect(await codeOf('Alice', { first: 1, after })).toBe('CURSOR_EXPIRED');
  });

  it('have 1 to 100 entries, and a mix of 0 to 1', async () => {
    for (const wrong of [{ first: -1 }, { first: 0 }, { first: 101 }, { mix: -0.1 }, { mix: 1.1 }])
      expect([wrong, await codeOf('Alice', wrong)]).toEqual([wrong, 'BAD_USER_INPUT']);
  });

  it('are of one ranking: with other weights a cursor is none', async () => {
    const weights = [{ part: 'RECENCY', times: 2 }];
    const { pageInfo } = await town.feed('Alice', { first: 2, weights });
    const after = pageInfo.endCursor!;

    expect(await codeOf('Alice', { first: 2, after, weights })).toBeUndefined();
    expect(await codeOf('Alice', { first: 2, after })).toBe('BAD_CURSOR');
  });

  it('weigh each part once, 0 to 10 times', async () => {
    const once = { part: 'TALK', times: 2 };
    for (const weights of [[once, once], [{ part: 'TALK', times: -1 }], [{ part: 'TALK', times: 10.5 }]])
      expect([weights, await codeOf('Alice', { weights })]).toEqual([weights, 'BAD_USER_INPUT']);
  });

  it('cost the same few reads however long they are', async () => {
    const readsOf = async (first: number): Promise<number> => {
      await town.feed('Alice', { first });
      store.reset();
      await town.feed('Alice', { first });
      return store.reads();
    };
    for (let n = 6; n < 40; n++) await town.post(n % 2 === 0 ? 'Bob' : 'Carol', `Post ${n}`);

    const [few, many] = [await readsOf(2), await readsOf(30)];

    expect(many).toBe(few);
    expect(many).toBeLessThan(15);
  });
});
