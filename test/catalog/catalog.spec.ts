import { beforeEach, expect, it } from '@jest/globals';
import { erasePerson } from '../../src/features/accounts/index.js';
import { catalogFeature } from '../../src/features/catalog/index.js';
import { fromGlobalIdOf, globalId } from '../../src/graphql/global-id.js';
import { describeOnEachStore } from '../support/stores.js';
import { each, openMarket, walk, type Market } from './market.js';

/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument */

const KETTLE = {
  sku: 'ket-1',
  title: 'Electric kettle',
  titleZh: '电热水壶',
  description: 'Boils a litre.\nQuietly.',
  priceMinor: 4990,
  currency: 'EUR',
  brand: 'Vesta',
  categorySlugs: ['kitchen'],
  pictures: ['/pictures/items/ket-1.svg', 'https://example.org/kettle.png'],
};

describeOnEachStore('the catalogue', (openEmptyStore) => {
  let market: Market;

  beforeEach(async () => {
    market = await openMarket(await openEmptyStore());
    await market.category('kitchen', 'Kitchen', '厨房');
    await market.category('garden', 'Garden');
  });

  const create = (more: object, as = market.sam) =>
    market.send('CreateItem', { input: { ...KETTLE, ...more } }, as);

  it('shows an item as its seller wrote it, in both languages', async () => {
    await create({});

    expect(await market.send('Item', { sku: 'KET-1' })).toMatchObject({
      sku: 'KET-1',
      title: 'Electric kettle',
      description: 'Boils a litre.\nQuietly.',
      translations: ['ZH'],
      price: { amountMinor: 4990, currency: 'EUR', decimals: 2 },
      brand: 'Vesta',
      pictures: KETTLE.pictures,
      available: true,
      categories: [{ slug: 'kitchen', name: 'Kitchen' }],
      seller: { handle: 'sam' },
      viewerState: null,
    });
    expect(await market.send('Item', { sku: 'ket-1', language: 'ZH' })).toMatchObject({
      title: '电热水壶',
      description: 'Boils a litre.\nQuietly.',
      categories: [{ name: '厨房' }],
    });
  });

  it('has nothing under a sku that nobody uses', async () => {
    expect(await market.send('Item', { sku: 'NONE' })).toBeNull();
  });

  it('finds items and categories by their global ids', async () => {
    const { item } = await create({});
    const { id } = await market.send('Category', { slug: 'kitchen' });

    const { data } = await market.api.execute<{ nodes: unknown }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }',
      {
        ids: [item.id, id, globalId('itm_01JQ0000000000000000000000')],
      },
    );

    expect(data.nodes).toEqual([{ id: item.id, __typename: 'Item' }, { id, __typename: 'Category' }, null]);
  });

  it.each([
    ['a sku that is taken, in small letters too', { sku: 'Ket-1' }, { __typename: 'SkuTaken' }],
    ['a sku with a blank inside', { sku: 'KET 1' }, { __typename: 'SkuNotAllowed' }],
    ['a currency that is none', { sku: 'K2', currency: 'XYZ' }, { __typename: 'CurrencyNotAllowed' }],
    ['a currency in small letters', { sku: 'K2', currency: 'eur' }, { __typename: 'CurrencyNotAllowed' }],
    [
      'a category that is none',
      { sku: 'K2', categorySlugs: ['kitchen', 'attic'] },
      { __typename: 'UnknownCategory', slug: 'attic' },
    ],
    ['to list for another seller', { sku: 'K2', seller: 'alice' }, { __typename: 'NotAllowed' }],
  ])('refuses %s', async (_, more, refusal) => {
    await create({});

    expect(await create(more)).toMatchObject(refusal);
  });

  it.each([
    ['an empty title', { title: ' \u200b ' }, 'title'],
    ['a title of 201 characters', { title: '壶'.repeat(201) }, 'title'],
    ['a title with a line feed', { title: 'a\nb' }, 'title'],
    ['a title with a NUL', { title: 'a\0b' }, 'title'],
    ['half of a surrogate pair', { description: 'a\ud800' }, 'description'],
    ['a negative price', { priceMinor: -1 }, 'priceMinor'],
    ['a price above the highest', { priceMinor: 100_000_000_001 }, 'priceMinor'],
    ['eleven categories', { categorySlugs: Array.from({ length: 11 }, (_, n) => `c${n}`) }, 'categorySlugs'],
    ['a picture that is a script', { pictures: ['javascript:alert(1)'] }, 'pictures'],
    ['a picture over http', { pictures: ['http://example.org/a.png'] }, 'pictures'],
  ])('does not take %s', async (_, more, field) => {
    const error = await market.fail('CreateItem', { input: { ...KETTLE, ...more } }, market.sam);

    expect(error.code).toBe('BAD_USER_INPUT');
    expect(error.fields[0].field).toContain(field);
  });

  it('takes 200 characters outside the basic plane, normalised and trimmed', async () => {
    await create({ title: ` ${'🫖'.repeat(199)}e\u0301 ` });

    const { title } = await market.send('Item', { sku: 'KET-1' });
    expect([...title]).toHaveLength(200);
    expect(title.endsWith('é')).toBe(true);
  });

  it('lets staff list for a seller or for the shop', async () => {
    await create({ sku: 'FOR-SAM', seller: 'Sam' }, market.stella);
    await create({ sku: 'SHOP' }, market.stella);

    expect(await market.send('Item', { sku: 'FOR-SAM' })).toMatchObject({ seller: { handle: 'sam' } });
    expect(await market.send('Item', { sku: 'SHOP' })).toMatchObject({ seller: null });
    expect(await create({ sku: 'GHOST', seller: 'ghost' }, market.stella)).toMatchObject({
      __typename: 'NotFound',
    });
  });

  it('is edited by sellers and staff only', async () => {
    const input = { ...KETTLE, sku: 'K9' };

    expect(await market.fail('CreateItem', { input }, market.alice)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await market.fail('CreateItem', { input })).toMatchObject({ code: 'UNAUTHENTICATED' });
    const category = { slug: 'attic', name: 'Attic' };
    expect(await market.fail('CreateCategory', { input: category }, market.sam)).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('gives one sku to one of twenty who want it at once', async () => {
    const done = await Promise.all(Array.from({ length: 20 }, () => create({})));

    const kinds = done.map(({ __typename }) => __typename);
    expect(kinds.filter((kind) => kind === 'ItemCreated')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'SkuTaken')).toHaveLength(19);
  });

  it('creates once under one idempotency key', async () => {
    const first = await create({ idempotencyKey: 'k' });
    const again = await create({ idempotencyKey: 'k' });

    expect(again.item.id).toBe(first.item.id);
  });

  it('keeps what an edit leaves out, and takes away what it sets to null', async () => {
    const { item } = await create({});
    const edit = { itemId: item.id, priceMinor: 3990, titleZh: null, brand: null, title: null };

    const done = await market.send('UpdateItem', { input: edit }, market.sam);

    expect(done.item).toMatchObject({
      title: 'Electric kettle',
      price: { amountMinor: 3990 },
      translations: [],
      brand: null,
      description: 'Boils a litre.\nQuietly.',
      categories: [{ slug: 'kitchen' }],
    });
  });

  it('moves an item between shelves, where it stands by its age', async () => {
    const { item } = await create({});
    await market.list('Newer trowel', { categorySlugs: ['garden'] });

    await market.send('UpdateItem', { input: { itemId: item.id, categorySlugs: ['garden'] } }, market.sam);

    expect(each((await market.send('Category', { slug: 'kitchen' })).items)).toEqual([]);
    expect(each((await market.send('Category', { slug: 'garden' })).items)).toEqual(['SKU-1', 'KET-1']);
  });

  it('lets a seller edit only what is theirs, and staff everything', async () => {
    const { item } = await create({});
    const other = await market.api.person('otto', { roles: ['SELLER'] });
    const input = { itemId: item.id, title: 'Mine now' };

    expect(await market.send('UpdateItem', { input }, other)).toMatchObject({ __typename: 'NotAllowed' });
    expect(await market.send('UpdateItem', { input }, market.stella)).toMatchObject({
      __typename: 'ItemUpdated',
    });
  });

  it.each([
    ['an id of another label', () => globalId(market.alice.userId)],
    ['an id of nothing', () => globalId('itm_01JQ0000000000000000000000')],
    ['no id at all', () => 'x'],
  ])('does not find %s to edit', async (_, itemId) => {
    const done = await market.send('UpdateItem', { input: { itemId: itemId(), title: 'x' } }, market.stella);

    expect(done.__typename).toBe('NotFound');
  });

  it('loses no edit of two who edit different texts at once', async () => {
    const { item } = await create({});
    const edits = [
      { title: 'New title' },
      { brand: 'New brand' },
      { description: 'New words' },
      { priceMinor: 1 },
    ];

    await Promise.all(
      edits.map((edit) => market.send('UpdateItem', { input: { itemId: item.id, ...edit } }, market.sam)),
    );

    expect(await market.send('Item', { sku: 'KET-1' })).toMatchObject({
      title: 'New title',
      brand: 'New brand',
      description: 'New words',
      price: { amountMinor: 1 },
    });
  });

  it('keeps a withdrawn item readable and leaves it out of lists that sell', async () => {
    const { item } = await create({});
    await market.send('UpdateItem', { input: { itemId: item.id, available: false } }, market.sam);

    expect(await market.send('Item', { sku: 'KET-1' })).toMatchObject({ available: false });
    expect(each(await market.send('Items'))).toEqual([]);
    expect(each((await market.send('Category', { slug: 'kitchen' })).items)).toEqual([]);
    expect(each(await market.send('Items', { available: false }))).toEqual(['KET-1']);
    expect(each(await market.send('Items', { available: null, seller: 'sam' }))).toEqual(['KET-1']);
  });

  it('lists newest first, by category, by seller and by both', async () => {
    await create({});
    await market.list('Trowel', { categorySlugs: ['garden'] });
    await market.send(
      'CreateItem',
      { input: { ...KETTLE, sku: 'SHOP', categorySlugs: ['garden'] } },
      market.stella,
    );

    expect(each(await market.send('Items'))).toEqual(['SHOP', 'SKU-1', 'KET-1']);
    expect(each(await market.send('Items', { category: 'garden' }))).toHaveLength(2);
    expect(each(await market.send('Items', { seller: 'SAM' }))).toEqual(['SKU-1', 'KET-1']);
    expect(each(await market.send('Items', { seller: 'sam', category: 'garden' }))).toEqual(['SKU-1']);
    expect(each(await market.send('Items', { category: 'attic' }))).toEqual([]);
    expect(each(await market.send('Items', { seller: 'nobody' }))).toEqual([]);
  });

  it('says honestly that an empty shop has no next page', async () => {
    expect(await market.send('Items')).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  });

  it.each([
    ['all items', (after: string | null) => market.send('Items', { first: 3, after })],
    ['a category', (after: string | null) => market.send('Items', { first: 3, after, category: 'kitchen' })],
    ['a seller', (after: string | null) => market.send('Items', { first: 3, after, seller: 'sam' })],
  ])('pages through %s without repeats or gaps, and fills pages past withdrawn items', async (_, read) => {
    for (let n = 0; n < 10; n++) {
      await market.list(`Cup ${n}`, { categorySlugs: ['kitchen'], available: n % 3 !== 1 });
    }

    const { all, sizes } = await walk(read);

    expect(all).toEqual(['SKU-10', 'SKU-9', 'SKU-7', 'SKU-6', 'SKU-4', 'SKU-3', 'SKU-1']);
    expect(sizes).toEqual([3, 3, 1]);
  });

  it('pages through categories in the order they were opened', async () => {
    await market.category('books', 'Books');

    const { all, sizes } = await walk((after) => market.send('Categories', { first: 2, after }), 'slug');

    expect(all).toEqual(['kitchen', 'garden', 'books']);
    expect(sizes).toEqual([2, 1]);
  });

  it('opens a slug for one category only', async () => {
    const input = { slug: 'kitchen', name: 'Another kitchen' };

    expect(await market.send('CreateCategory', { input }, market.stella)).toMatchObject({
      __typename: 'CategorySlugTaken',
    });
    expect(
      await market.fail('CreateCategory', { input: { ...input, slug: 'Kitchen Sink' } }, market.stella),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it.each(['first page', '!', Buffer.from('["categories",1]').toString('base64url')])(
    'does not take "%s" for a cursor',
    async (after) => {
      for (const variables of [{}, { category: 'kitchen' }]) {
        expect(await market.fail('Items', { ...variables, after })).toMatchObject({ code: 'BAD_CURSOR' });
      }
      expect(await market.fail('Categories', { after })).toMatchObject({ code: 'BAD_CURSOR' });
    },
  );

  it('shows nothing of a seller across a block, in either direction', async () => {
    const { item } = await create({});
    const at = 1;
    await market.put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: market.sam.userId,
      to: market.alice.userId,
      at,
      props: {},
    });
    await market.put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: market.bob.userId,
      to: market.sam.userId,
      at,
      props: {},
    });

    for (const viewer of [market.alice, market.bob]) {
      expect(await market.send('Item', { sku: 'KET-1' }, viewer)).toBeNull();
      expect(each(await market.send('Items', {}, viewer))).toEqual([]);
      expect(each(await market.send('Items', { seller: 'sam' }, viewer))).toEqual([]);
      expect(each((await market.send('Category', { slug: 'kitchen' }, viewer)).items)).toEqual([]);
      const { data } = await market.api.execute<{ node: unknown }>(
        'query ($id: ID!) { node(id: $id) { id } }',
        { id: item.id },
        viewer,
      );
      expect(data.node).toBeNull();
    }
    expect(await market.send('Item', { sku: 'KET-1' }, market.stella)).not.toBeNull();
  });

  it('names no seller whom the viewer may not see', async () => {
    const hidden = await market.api.person('hidden', { roles: ['SELLER'], visibility: 'ONLY_ME' });
    await create({}, hidden);

    expect(await market.send('Item', { sku: 'KET-1' }, market.alice)).toMatchObject({ seller: null });
    expect(each(await market.send('Items', { seller: 'hidden' }, market.alice))).toEqual([]);
    expect(each(await market.send('Items', { seller: 'hidden' }, hidden))).toEqual(['KET-1']);
  });

  it('withdraws what a seller who leaves has sold, and keeps it readable', async () => {
    await create({});
    await create({ sku: 'SHOP' }, market.stella);

    await erasePerson(market.api.shop, market.sam.userId, [catalogFeature().erase!]);

    expect(each(await market.send('Items'))).toEqual(['SHOP']);
    expect(await market.send('Item', { sku: 'KET-1' })).toMatchObject({ available: false, seller: null });
  });

  it('keeps the words of texts and categories in the search field', async () => {
    const { item } = await create({});
    await market.send('UpdateItem', { input: { itemId: item.id, title: 'Teapot' } }, market.sam);

    const id = fromGlobalIdOf('Item', item.id)!;
    const [stored] = await market.api.shop.store.nodes('Item', [id]);
    const words = stored!.props.search.split(' ');
    expect(words).toEqual(
      expect.arrayContaining(['teapot', 'vesta', '厨房', 'kitchen', '水壶', 'quietly', 'ket']),
    );
    expect(words).not.toContain('kettle');
  });
});
