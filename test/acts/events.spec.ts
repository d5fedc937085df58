import { beforeEach, expect, it } from '@jest/globals';
import { erasePerson } from '../../src/features/accounts/index.js';
import { actsFeature } from '../../src/features/acts/index.js';
import { fromGlobalIdOf, globalId } from '../../src/graphql/global-id.js';
import { openMarket, type Answer, type Market } from '../catalog/market.js';
import { countingStore } from '../support/api.js';
import { full } from '../support/full.js';
import { describeOnEachStore } from '../support/stores.js';

/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describeOnEachStore('events', (openEmptyStore) => {
  let market: Market;
  let counted: ReturnType<typeof countingStore>;
  let kettle: string;

  beforeEach(async () => {
    counted = countingStore(await openEmptyStore());
    market = await openMarket(counted.store);
    kettle = await market.list('Kettle');
  });

  const at = (ago = 0): string => new Date(market.api.clock.now - ago).toISOString();
  const view = (clientEventId: string, more: object = {}) => ({
    clientEventId,
    kind: 'VIEW',
    itemId: kettle,
    at: at(),
    ...more,
  });
  const record = (events: object[], as = market.alice, more: object = {}): Promise<Answer> =>
    market.send('RecordEvents', { input: { events, ...more } }, as);
  const statuses = async (events: object[], as = market.alice): Promise<string[]> =>
    (await record(events, as)).results.map((result: Answer) => result.problem ?? result.status);
  const recentlyViewed = async (): Promise<Answer[]> =>
    (await market.send('MyRecentlyViewedItems', {}, market.alice)).recentlyViewed.edges;
  const acts = async (): Promise<Answer[]> => {
    const found = [];
    for await (const batch of market.api.shop.store.scanNodes('Act')) found.push(...batch);
    return found.map(({ props }) => props);
  };

  it('are recorded with what they say', async () => {
    const answer = await record([
      view('a'),
      { clientEventId: 'b', kind: 'SEARCH', query: ' cafe\u0301 ', at: at(MINUTE) },
      view('c', { kind: 'DWELL', durationMs: 1500 }),
      view('d', { kind: 'SEARCH', query: 'kettle' }),
    ]);

    expect(answer.acceptedCount).toBe(4);
    const { userId } = market.alice;
    const itemId = fromGlobalIdOf('Item', kettle);
    const { now } = market.api.clock;
    expect(await acts()).toEqual([
      { key: `${userId}|a`, userId, kind: 'VIEW', itemId, at: now },
      { key: `${userId}|b`, userId, kind: 'SEARCH', query: 'café', at: now - MINUTE },
      { key: `${userId}|c`, userId, kind: 'DWELL', itemId, durationMs: 1500, at: now },
      { key: `${userId}|d`, userId, kind: 'SEARCH', itemId, query: 'kettle', at: now },
    ]);
  });

  it('are recorded once: within a batch, across batches, and apart for each person', async () => {
    expect(await statuses([view('a'), view('b'), view('a', { kind: 'CLICK' })])).toEqual([
      'ACCEPTED',
      'ACCEPTED',
      'DUPLICATE',
    ]);
    expect(await statuses([view('b'), view('c')])).toEqual(['DUPLICATE', 'ACCEPTED']);
    expect(await statuses([view('a')], market.bob)).toEqual(['ACCEPTED']);

    expect(await acts()).toHaveLength(4);
    expect(await recentlyViewed()).toMatchObject([{ times: 3 }]);
  });

  it.each([
    ['ID_NOT_ALLOWED', { clientEventId: '' }],
    ['ID_NOT_ALLOWED', { clientEventId: 'x'.repeat(101) }],
    ['ID_NOT_ALLOWED', { clientEventId: 'a b' }],
    ['ID_NOT_ALLOWED', { clientEventId: 'a\0' }],
    ['ID_NOT_ALLOWED', { clientEventId: '\ud800' }],
    ['ITEM_MISSING', { itemId: null }],
    ['ITEM_NOT_FOUND', { itemId: globalId('itm_01JQ0000000000000000000000') }],
    ['ITEM_NOT_FOUND', { itemId: globalId('usr_01JQ0000000000000000000000') }],
    ['ITEM_NOT_FOUND', { itemId: 'x'.repeat(1000) }],
    ['QUERY_MISSING', { kind: 'SEARCH' }],
    ['QUERY_MISSING', { kind: 'SEARCH', query: '  ' }],
    ['QUERY_NOT_ALLOWED', { kind: 'SEARCH', query: 'x'.repeat(201) }],
    ['QUERY_NOT_ALLOWED', { query: 'a\u0000' }],
    ['QUERY_NOT_ALLOWED', { query: '\udfff' }],
    ['DURATION_NOT_ALLOWED', { kind: 'DWELL' }],
    ['DURATION_NOT_ALLOWED', { kind: 'DWELL', durationMs: -1 }],
    ['DURATION_NOT_ALLOWED', { kind: 'DWELL', durationMs: DAY + 1 }],
    ['DURATION_NOT_ALLOWED', { durationMs: 5 }],
    ['IN_THE_FUTURE', { at: new Date(Date.UTC(2026, 0, 3)).toISOString() }],
    ['IN_THE_FUTURE', { at: '9999-12-31T23:59:59.999Z' }],
    ['TOO_OLD', { at: '1970-01-01T00:00:00.000Z' }],
  ])('that are broken are rejected alone: %s for %j', async (problem, broken) => {
    expect(await statuses([view('good'), view('broken', broken), view('fine')])).toEqual([
      'ACCEPTED',
      problem,
      'ACCEPTED',
    ]);
    expect(await acts()).toHaveLength(2);
  });

  it('that were rejected can be sent again, put right, under the same id', async () => {
    await record([view('a', { itemId: null })]);

    expect(await statuses([view('a')])).toEqual(['ACCEPTED']);
  });

  it('from a clock up to five minutes ahead happened now, and up to 90 days ago they happened then', async () => {
    const { now } = market.api.clock;

    expect(
      await statuses([
        view('a', { at: at(-5 * MINUTE) }),
        view('b', { at: at(-5 * MINUTE - 1) }),
        view('c', { at: at(90 * DAY) }),
        view('d', { at: at(90 * DAY + 1) }),
      ]),
    ).toEqual(['ACCEPTED', 'IN_THE_FUTURE', 'ACCEPTED', 'TOO_OLD']);
    expect((await acts()).map((act) => act.at)).toEqual([now, now - 90 * DAY]);
  });

  it('about an item across a block are about nothing', async () => {
    await market.put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: market.alice.userId,
      to: market.sam.userId,
      at: 1,
      props: {},
    });

    expect(await statuses([view('a')])).toEqual(['ITEM_NOT_FOUND']);
  });

  it('make what was viewed last come first, by the time of the view and not of its arrival', async () => {
    const cup = await market.list('Cup');
    await record([view('a'), view('b', { itemId: cup, at: at(MINUTE) })]);
    await record([view('c', { itemId: cup, at: at(2 * MINUTE) }), view('d', { kind: 'CLICK', itemId: cup })]);

    expect(await recentlyViewed()).toMatchObject([
      { node: { sku: 'SKU-1' }, times: 1, at: at() },
      { node: { sku: 'SKU-2' }, times: 2, at: at(MINUTE) },
    ]);
  });

  it('of a batch that is retried ten times at once are recorded once', async () => {
    const batch = Array.from({ length: 20 }, (_, n) => view(`event-${n}`));

    const answers = await Promise.all(Array.from({ length: 10 }, () => record(batch)));

    expect(answers.map(({ acceptedCount }) => acceptedCount as number).sort((a, b) => b - a)).toEqual([
      20,
      ...Array<number>(9).fill(0),
    ]);
    expect(await acts()).toHaveLength(20);
    expect(await recentlyViewed()).toMatchObject([{ times: 20 }]);
  });

  it('of different batches at once are all counted', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => record([view(`a-${n}`), view(`b-${n}`)])));

    expect(await recentlyViewed()).toMatchObject([{ times: 20 }]);
  });

  it('answer the same to a batch under the same idempotency key', async () => {
    const first = await record([view('a')], market.alice, { idempotencyKey: 'k' });
    const again = await record([view('a')], market.alice, { idempotencyKey: 'k' });

    expect(again).toEqual(first);
    expect(again.acceptedCount).toBe(1);
  });

  it('go in a thousand at a time, with as many reads as one', async () => {
    const items = await Promise.all(
      Array.from({ length: full ? 100 : 10 }, (_, n) => market.list(`Item ${n}`)),
    );
    const batch = Array.from({ length: 1000 }, (_, n) =>
      view(`event-${n}`, { itemId: items[n % items.length] }),
    );
    const reads = async (events: object[]): Promise<number> => {
      counted.reset();
      await record(events);
      return counted.reads();
    };

    const ofOne = await reads([view('one')]);
    expect(await reads(batch)).toBe(ofOne);

    expect(await acts()).toHaveLength(1001);
    expect((await recentlyViewed())[0]).toMatchObject({ times: 1000 / items.length });
  });

  it('of a person who leaves are taken away, and nobody else’s', async () => {
    await record([view('a'), view('b')]);
    await record([view('a')], market.bob);

    await erasePerson(market.api.shop, market.alice.userId, [actsFeature().erase!]);

    expect((await acts()).map((act) => act.userId)).toEqual([market.bob.userId]);
    const [views] = await market.api.shop.store.counts('VIEWED', 'in', [fromGlobalIdOf('Item', kettle)!]);
    expect(views).toBe(1);
  });

  it.each([0, 1001])('are not taken %d at a time', async (count) => {
    const events = Array.from({ length: count }, (_, n) => view(`event-${n}`));

    expect(await market.fail('RecordEvents', { input: { events } }, market.alice)).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('need somebody who did them', async () => {
    expect(await market.fail('RecordEvents', { input: { events: [view('a')] } })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
