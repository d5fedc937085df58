import { beforeEach, expect, it } from '@jest/globals';
import { each, openMarket, walk, type Answer, type Market } from '../catalog/market.js';
import { searchWords } from '../../src/features/search-words/index.js';
import { describeOnEachStore } from '../support/stores.js';

/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment */

describeOnEachStore('search for items', (openEmptyStore) => {
  let market: Market;

  beforeEach(async () => {
    market = await openMarket(await openEmptyStore());
    await market.category('kitchen', 'Kitchen', '厨房');
    await market.category('garden', 'Garden', '花园');
  });

  const search = (query: string, more: object = {}): Promise<Answer> =>
    market.send('Search', { query, ...more });
  const found = async (query: string, more: object = {}): Promise<unknown[]> =>
    each(await search(query, more));

  it('finds the same item by English and by Chinese words, in any order and number', async () => {
    await market.list('Electric kettles', {
      titleZh: '不锈钢电热水壶',
      description: 'For tea.',
      brand: 'Vesta',
      categorySlugs: ['kitchen'],
    });
    await market.list('Garden chair', { titleZh: '花园椅' });

    for (const query of [
      'kettle',
      'KETTLES electric',
      'ket',
      'tea',
      'vesta',
      'kitchen',
      'sku-1',
      '水壶',
      '不锈钢 水壶',
      '厨房',
      '电热水壶',
      '壶',
      'kettle 水壶',
    ])
      expect([query, await found(query)]).toEqual([query, ['SKU-1']]);
    for (const query of ['kettle chair', 'ettle', '茶壶', 'ket ', '!!!', '😀'])
      expect([query, await found(query)]).toEqual([query, []]);
  });

  it.each([
    '"kettle"',
    'kettle*',
    'kettle:',
    '+kettle',
    'kettle~',
    'NOT kettle OR',
    '(kettle',
    "kettle' --",
    '`kettle`',
  ])('reads %s as words, not as the language of a store', async (query) => {
    await market.list('Kettle NOT OR');

    expect(await found(query)).toEqual(['SKU-1']);
  });

  it('shows the newest items when nothing is asked for', async () => {
    await market.list('Kettle');
    await market.list('Cup');

    expect(await search('  ')).toMatchObject({ totalCount: 2, truncated: false, suggestions: [] });
    expect(await found('')).toEqual(['SKU-2', 'SKU-1']);
    expect((await search('')).edges[0].score).toBe(0);
  });

  it('answers an empty shop with an empty list', async () => {
    expect(await search('kettle')).toEqual({
      totalCount: 0,
      truncated: false,
      suggestions: [],
      edges: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      facets: { categories: [], brands: [], prices: [] },
    });
  });

  it('ranks a title before a brand, a category and a description, and a phrase before its words', async () => {
    await market.list('Mug', { description: 'Goes with a garden chair.' });
    await market.list('Hook', { categorySlugs: ['garden'], description: 'For a chair.' });
    await market.list('Table', { brand: 'Garden Chair Co' });
    await market.list('Chair for the garden');
    await market.list('Old garden chair');
    await market.list('Garden chair');
    await market.list('Garden chairs of oak');

    expect(await found('garden chair')).toEqual([
      'SKU-6', // is the query
      'SKU-7', // begins with it
      'SKU-5', // holds it
      'SKU-4', // holds its words
      'SKU-3', // its brand
      'SKU-2', // its category, and the description
      'SKU-1', // the description
    ]);
  });

  it('ranks an item whose sku is asked for first', async () => {
    await market.list('Kettle', { sku: 'AB-1' });
    await market.list('AB 1 AB 1');

    expect(await found('ab-1')).toEqual(['AB-1', 'SKU-2']);
  });

  it('ranks Chinese titles before Chinese descriptions', async () => {
    await market.list('Kettle', { titleZh: '电热水壶' });
    await market.list('Cup', { titleZh: '杯子', descriptionZh: '配水壶用' });

    expect(await found('水壶')).toEqual(['SKU-1', 'SKU-2']);
  });

  it('forgets the words that an edit takes away, and finds the new ones at once', async () => {
    const itemId = await market.list('Kettle', { brand: 'Vesta' });
    await market.send('UpdateItem', { input: { itemId, title: 'Teapot', brand: null } }, market.sam);

    expect(await found('kettle')).toEqual([]);
    expect(await found('vesta')).toEqual([]);
    expect(await found('teapot')).toEqual(['SKU-1']);
  });

  const LAMPS = [
    ['Lamp A', { brand: 'Lux', priceMinor: 1000, categorySlugs: ['kitchen'] }],
    ['Lamp B', { brand: 'Lux', priceMinor: 3000, categorySlugs: ['garden'] }],
    ['Lamp C', { brand: 'Nox', priceMinor: 2000, categorySlugs: ['garden', 'kitchen'] }],
    ['Lamp D', { brand: 'Nox', priceMinor: 900, currency: 'CNY' }],
    ['Lamp E', { brand: 'Nox', available: false }],
    ['Chair', { brand: 'Sit', categorySlugs: ['garden'] }],
  ] as const;
  const listLamps = async (): Promise<void> => {
    for (const [title, more] of LAMPS) await market.list(title, more);
  };

  it.each([
    ['a category', { categories: ['garden'] }, ['SKU-3', 'SKU-2']],
    ['either of two categories', { categories: ['garden', 'kitchen'] }, ['SKU-3', 'SKU-2', 'SKU-1']],
    ['a brand', { brands: ['Lux'] }, ['SKU-2', 'SKU-1']],
    ['a currency', { currency: 'CNY' }, ['SKU-4']],
    ['a lowest price', { currency: 'EUR', priceMin: 2000 }, ['SKU-3', 'SKU-2']],
    ['a highest price', { currency: 'EUR', priceMax: 2000 }, ['SKU-3', 'SKU-1']],
    ['a price from above to below', { currency: 'EUR', priceMin: 5, priceMax: 4 }, []],
    ['being withdrawn', { available: false }, ['SKU-5']],
    ['being there at all', { available: null, brands: ['Nox'] }, ['SKU-5', 'SKU-4', 'SKU-3']],
    ['a category that is none', { categories: ['attic'] }, []],
    ['a brand and a category', { brands: ['Nox'], categories: ['kitchen'] }, ['SKU-3']],
  ])('narrows down by %s', async (_, filter, expected) => {
    await listLamps();

    const answer = await search('lamp', { filter });

    expect(each(answer)).toEqual(expected);
    expect(answer.totalCount).toBe(expected.length);
  });

  it('does not compare prices without their currency', async () => {
    const error = await market.fail('Search', { query: '', filter: { priceMin: 5 } });

    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field: 'filter.currency' }] });
  });

  it('counts in each facet what passes the filters of the others', async () => {
    await listLamps();

    const { facets } = await search('lamp', { filter: { brands: ['Nox'], categories: ['garden'] } });

    expect(facets).toEqual({
      categories: [
        { count: 1, category: { slug: 'garden', name: 'Garden' } },
        { count: 1, category: { slug: 'kitchen', name: 'Kitchen' } },
      ],
      brands: [
        { brand: 'Lux', count: 1 },
        { brand: 'Nox', count: 1 },
      ],
      prices: [{ currency: 'EUR', count: 1, lowest: { amountMinor: 2000 }, highest: { amountMinor: 2000 } }],
    });
  });

  it('tells the span of prices in each currency, the most frequent first', async () => {
    await listLamps();

    const { facets } = await search('lamp');

    expect(facets.prices).toEqual([
      { currency: 'EUR', count: 3, lowest: { amountMinor: 1000 }, highest: { amountMinor: 3000 } },
      { currency: 'CNY', count: 1, lowest: { amountMinor: 900 }, highest: { amountMinor: 900 } },
    ]);
  });

  it('pages by score and age without repeats or gaps, while others list items', async () => {
    for (let n = 1; n <= 7; n++)
      await market.list(n % 2 === 0 ? `Tea ${n}` : `Cup ${n}`, { description: 'tea' });

    const { all, sizes } = await walk(async (after) => {
      if (after !== null) await market.list('Tea', { description: 'tea' });
      return search('tea', { first: 3, after });
    });

    expect(all).toEqual(['SKU-6', 'SKU-4', 'SKU-2', 'SKU-7', 'SKU-5', 'SKU-3', 'SKU-1']);
    expect(sizes).toEqual([3, 3, 1]);
  });

  it('does not go on from a cursor of another search', async () => {
    await market.list('Tea');
    await market.list('Tea cup');
    const { pageInfo } = await search('tea', { first: 1 });

    for (const [query, after] of [
      ['cup', pageInfo.endCursor],
      ['tea', 'x'],
      ['tea', Buffer.from('["items","itm_1"]').toString('base64url')],
    ])
      expect(await market.fail('Search', { query, after })).toMatchObject({ code: 'BAD_CURSOR' });
  });

  it('suggests queries with a word left out when no item holds all words', async () => {
    await market.list('Blue kettle', { titleZh: '蓝色水壶' });
    await market.list('Red teapot');

    expect(await search('blue kettle unicorn')).toMatchObject({
      totalCount: 0,
      suggestions: ['blue kettle'],
    });
    expect(await search('kettle teapot')).toMatchObject({ suggestions: ['teapot', 'kettle'] });
    expect(await search('蓝色茶壶')).toMatchObject({ suggestions: ['蓝色'] });
    expect(await search('unicorn')).toMatchObject({ suggestions: [] });
    expect(await search('kettle', { filter: { brands: ['Lux'] } })).toMatchObject({
      totalCount: 0,
      suggestions: [],
    });
  });

  it.each([
    ['a query of 201 characters', { query: 'x'.repeat(201) }],
    ['a control character', { query: 'a\u0007' }],
    ['half of a surrogate pair', { query: '\udc00' }],
    ['no item a page', { query: '', first: 0 }],
    ['101 items a page', { query: '', first: 101 }],
    ['21 brands', { query: '', filter: { brands: Array.from({ length: 21 }, (_, n) => `b${n}`) } }],
  ])('does not take %s', async (_, variables) => {
    expect(await market.fail('Search', variables)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('neither shows nor counts items of a seller across a block', async () => {
    await market.list('Kettle', { brand: 'Vesta' });
    const { userId } = market.alice;
    await market.put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: market.sam.userId,
      to: userId,
      at: 1,
      props: {},
    });

    const answer = await market.send('Search', { query: 'kettle' }, market.alice);

    expect(answer).toMatchObject({ totalCount: 0, edges: [], facets: { brands: [], prices: [] } });
  });

  it('says when more than a thousand items hold the words, and ranks the newest thousand', async () => {
    await market.list('Old lamp', { categorySlugs: ['kitchen'] });
    const props = {
      title: 'Lamp',
      description: '',
      priceMinor: 1,
      currency: 'EUR',
      categorySlugs: [],
      pictures: [],
    };
    const { shop, clock } = market.api;
    clock.now += 1000;
    await market.put(
      ...Array.from({ length: 1000 }, (_, n) => {
        const more = { sku: `LAMP-${n}`, available: true, createdAt: clock.now, search: 'lamp' };
        return { kind: 'createNode', id: shop.newId('Item'), props: { ...props, ...more } } as const;
      }),
    );

    expect(await search('lamp')).toMatchObject({ truncated: true, totalCount: 1000 });
    expect(await found('old lamp')).toEqual(['SKU-1']);
    expect(await search('', { filter: { categories: ['kitchen'] } })).toMatchObject({
      truncated: false,
      totalCount: 1,
    });
  });
});

describeOnEachStore('search for people', (openEmptyStore) => {
  let market: Market;

  beforeEach(async () => {
    market = await openMarket(await openEmptyStore());
  });

  const people = async (query: string, as = market.alice, more: object = {}): Promise<unknown[]> =>
    each(await market.send('SearchPeople', { query, ...more }, as), 'handle');

  it('finds them by name and handle, the handle itself first', async () => {
    await market.api.person('bobby', { name: 'Bobby Tables', search: searchWords('Bobby Tables') });
    await market.api.person('table-bob', { name: '鲍勃 Table', search: searchWords('鲍勃 Table Bob') });

    expect(await people('bob')).toEqual(['bob', 'bobby', 'table-bob']);
    expect(await people('Bobby T')).toEqual(['bobby']);
    expect(await people('鲍勃')).toEqual(['table-bob']);
    expect(await people('nobody')).toEqual([]);
  });

  it('is no directory: a blank query finds nobody', async () => {
    expect(await people(' ')).toEqual([]);
  });

  it('shows only whom the viewer may see, and leaves no trace of the others', async () => {
    const { alice, bob } = market;
    for (let n = 0; n < 5; n++) {
      await market.api.person(`anna-${n}`, {
        search: 'anna',
        visibility: n % 2 === 0 ? 'PUBLIC' : 'ONLY_ME',
      });
    }
    await market.put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: bob.userId,
      to: alice.userId,
      at: 1,
      props: {},
    });

    expect(await people('bob', alice)).toEqual([]);
    const { all, sizes } = await walk(
      (after) => market.send('SearchPeople', { query: 'anna', first: 2, after }, alice),
      'handle',
    );
    expect(all).toEqual(['anna-4', 'anna-2', 'anna-0']);
    expect(sizes).toEqual([2, 1]);
  });

  it('shows friends who are there for friends only', async () => {
    const anna = await market.api.person('anna', { visibility: 'FRIENDS' });
    expect(await people('anna')).toEqual([]);

    const [from, to] = [anna.userId, market.alice.userId].sort();
    await market.put({ kind: 'putEdge', type: 'FRIEND', from: from!, to: to!, at: 1, props: {} });

    expect(await people('anna')).toEqual(['anna']);
    expect(await people('anna', market.bob)).toEqual([]);
  });
});
