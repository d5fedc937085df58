import { beforeEach, expect, it } from '@jest/globals';
import { erasePerson } from '../../src/features/accounts/index.js';
import { hasPurchased, ordersFeature } from '../../src/features/orders/index.js';
import { fromGlobalIdOf, globalId } from '../../src/graphql/global-id.js';
import { openMarket, walk, type Answer, type Market } from '../catalog/market.js';
import { describeOnEachStore } from '../support/stores.js';

/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument */

describeOnEachStore('orders', (openEmptyStore) => {
  let market: Market;
  let kettle: string;
  let cup: string;

  beforeEach(async () => {
    market = await openMarket(await openEmptyStore());
    kettle = await market.list('Kettle', { priceMinor: 4990 });
    cup = await market.list('Cup', { priceMinor: 350 });
  });

  const line = (itemId = kettle, expectedPriceMinor = 4990, more: object = {}) => ({
    itemId,
    expectedPriceMinor,
    ...more,
  });
  const place = (lines: object[], as = market.alice, more: object = {}): Promise<Answer> =>
    market.send('PlaceOrder', { input: { lines, ...more } }, as);
  const orders = async (as = market.alice): Promise<Answer[]> => {
    const { edges } = (await market.send('MyOrders', {}, as)).orders;
    return edges.map((edge: Answer) => edge.node);
  };
  const idOf = (item: string) => fromGlobalIdOf('Item', item)!;
  const purchases = async (): Promise<unknown[]> => {
    const pairs = [kettle, cup].map((item) => ({ from: market.alice.userId, to: idOf(item) }));
    const edges = await market.api.shop.store.between('PURCHASED', pairs);
    return edges.map((edge) => edge?.props.times ?? 0);
  };

  it('are bought at the prices shown, and say what was bought for how much', async () => {
    const done = await place([line(), line(cup, 350, { quantity: 6 })]);

    const expected = {
      total: { amountMinor: 7090, currency: 'EUR', decimals: 2 },
      lines: [
        { quantity: 1, price: { amountMinor: 4990 }, total: { amountMinor: 4990 }, item: { sku: 'SKU-1' } },
        { quantity: 6, price: { amountMinor: 350 }, total: { amountMinor: 2100 }, item: { sku: 'SKU-2' } },
      ],
    };
    expect(done).toMatchObject({ __typename: 'OrderPlaced', order: expected });
    expect(await orders()).toMatchObject([expected]);
    expect(await purchases()).toEqual([1, 1]);
    expect(await market.send('Item', { sku: 'SKU-1' }, market.alice)).toMatchObject({
      viewerState: { owned: true },
    });
  });

  it('stand in the graph as who placed what, which contains what for how much', async () => {
    const { order } = await place([line(cup, 350, { quantity: 2 })]);

    const { store } = market.api.shop;
    const orderId = fromGlobalIdOf('Order', order.id)!;
    const page = { first: 10 };
    const [placed] = await store.edges('PLACED', 'in', [orderId], page);
    const [contains] = await store.edges('CONTAINS', 'out', [orderId], page);
    expect(placed!.edges).toMatchObject([{ from: market.alice.userId }]);
    expect(contains!.edges).toMatchObject([
      { to: idOf(cup), props: { quantity: 2, priceMinor: 350, currency: 'EUR' } },
    ]);
  });

  it('keep the price of then when the item gets dearer', async () => {
    await place([line()]);
    await market.send('UpdateItem', { input: { itemId: kettle, priceMinor: 9990 } }, market.sam);

    expect(await orders()).toMatchObject([
      { total: { amountMinor: 4990 }, lines: [{ price: { amountMinor: 4990 } }] },
    ]);
  });

  it('are not placed at a price that was not shown, and tell every new one', async () => {
    const done = await place([line(kettle, 4000), line(cup, 350)]);

    expect(done).toMatchObject({
      __typename: 'PriceChanged',
      lines: [
        { expectedPriceMinor: 4000, price: { amountMinor: 4990, currency: 'EUR' }, item: { id: kettle } },
      ],
    });
    expect(await orders()).toEqual([]);
    expect(await purchases()).toEqual([0, 0]);
  });

  it('never charge a price that changed between the look and the purchase', async () => {
    const raise = market.send('UpdateItem', { input: { itemId: kettle, priceMinor: 5990 } }, market.sam);
    const [, ...done] = await Promise.all([raise, ...Array.from({ length: 5 }, () => place([line()]))]);

    for (const { __typename } of done) expect(['OrderPlaced', 'PriceChanged']).toContain(__typename);
    for (const { total } of await orders()) expect(total.amountMinor).toBe(4990);
    expect(await place([line()])).toMatchObject({ __typename: 'PriceChanged' });
  });

  it('hold nothing that was withdrawn', async () => {
    await market.send('UpdateItem', { input: { itemId: cup, available: false } }, market.sam);

    expect(await place([line(), line(cup, 350)])).toMatchObject({
      __typename: 'ItemUnavailable',
      items: [{ id: cup }],
    });
    expect(await purchases()).toEqual([0, 0]);
  });

  it('have one currency', async () => {
    const tea = await market.list('Tea', { currency: 'CNY', priceMinor: 100 });

    expect(await place([line(), line(tea, 100)])).toMatchObject({ __typename: 'MixedCurrencies' });
  });

  it('have one line for each item, however its id is spelled', async () => {
    expect(await place([line(), line(`${kettle}==`)])).toMatchObject({ __typename: 'SameItemTwice' });
  });

  it('are not placed by the seller', async () => {
    expect(await place([line()], market.sam)).toMatchObject({ __typename: 'OwnItem' });
  });

  it('do not find what is absent, of another kind, or across a block, and tell no difference', async () => {
    await market.put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: market.sam.userId,
      to: market.bob.userId,
      at: 1,
      props: {},
    });

    const ids = [globalId('itm_01JQ0000000000000000000000'), globalId(market.alice.userId), 'x', kettle];
    const answers = await Promise.all(ids.map((id) => place([line(id)], market.bob)));

    expect(answers[0]).toMatchObject({ __typename: 'LineNotFound', line: 0 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it.each([
    ['no line', []],
    ['51 lines', Array.from({ length: 51 }, () => ({ itemId: 'x', expectedPriceMinor: 1 }))],
    ['none of an item', [{ itemId: 'x', expectedPriceMinor: 1, quantity: 0 }]],
    ['101 of an item', [{ itemId: 'x', expectedPriceMinor: 1, quantity: 101 }]],
    ['a negative price', [{ itemId: 'x', expectedPriceMinor: -1 }]],
  ])('are not taken with %s', async (_, lines) => {
    const error = await market.fail('PlaceOrder', { input: { lines } }, market.alice);

    expect(error.code).toBe('BAD_USER_INPUT');
  });

  it('sum exactly at the highest prices', async () => {
    const gold = await market.list('Gold', { priceMinor: 100_000_000_000 });

    const done = await place([line(gold, 100_000_000_000, { quantity: 100 }), line(cup, 350)]);

    expect(done.order.total.amountMinor).toBe(10_000_000_000_350);
  });

  it('are bought once under one idempotency key, however many retries come at once', async () => {
    const done = await Promise.all(
      Array.from({ length: 10 }, () => place([line()], market.alice, { idempotencyKey: 'k' })),
    );

    expect(new Set(done.map(({ order }) => order.id as string)).size).toBe(1);
    expect(await orders()).toHaveLength(1);
    expect(await purchases()).toEqual([1, 0]);
  });

  it('are all counted when they are placed at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => place([line(cup, 350)])));

    expect(await orders()).toHaveLength(10);
    expect(await purchases()).toEqual([0, 10]);
  });

  it('are seen by who placed them and by staff, and by nobody else', async () => {
    const { order } = await place([line()]);
    const node = async (as: typeof market.alice | null): Promise<unknown> => {
      const { data } = await market.api.execute<{ node: unknown }>(
        'query ($id: ID!) { node(id: $id) { __typename id } }',
        { id: order.id },
        as,
      );
      return data.node;
    };

    expect(await node(market.alice)).toEqual({ __typename: 'Order', id: order.id });
    expect(await node(market.stella)).toEqual({ __typename: 'Order', id: order.id });
    for (const stranger of [market.bob, market.sam, null]) expect(await node(stranger)).toBeNull();
    expect(await orders(market.bob)).toEqual([]);
  });

  it('stay with who placed them when the seller cannot be seen any more', async () => {
    await place([line()]);
    await market.put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: market.sam.userId,
      to: market.alice.userId,
      at: 1,
      props: {},
    });

    expect(await orders()).toMatchObject([
      { total: { amountMinor: 4990 }, lines: [{ item: null, price: { amountMinor: 4990 } }] },
    ]);
  });

  it('are listed last first, page by page', async () => {
    const placed: string[] = [];
    for (let n = 0; n < 5; n++) {
      market.api.clock.now += 1000;
      placed.unshift((await place([line(cup, 350)])).order.id);
    }

    const { all, sizes } = await walk(
      async (after) => (await market.send('MyOrders', { first: 2, after }, market.alice)).orders,
      'id',
    );

    expect(all).toEqual(placed);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('tell reviews who has bought', async () => {
    await place([line()]);

    const { store } = market.api.shop;
    expect(await hasPurchased(store, market.alice.userId, [idOf(cup), idOf(kettle)])).toEqual([false, true]);
    expect(await hasPurchased(store, market.bob.userId, [idOf(kettle)])).toEqual([false]);
  });

  it('of a person who leaves are taken away, and nobody else’s', async () => {
    for (let n = 0; n < 3; n++) await place([line(cup, 350)]);
    await place([line()], market.bob);

    await erasePerson(market.api.shop, market.alice.userId, [ordersFeature().erase!]);

    const left = [];
    for await (const batch of market.api.shop.store.scanNodes('Order')) left.push(...batch);
    expect(left.map(({ props }) => props.userId)).toEqual([market.bob.userId]);
  });

  it('verify a review that was written before, and no other', async () => {
    const review = (userId: typeof market.alice.userId, item: string) => {
      const id = market.api.shop.newId('Review');
      const now = market.api.clock.now;
      const props = {
        userId,
        itemId: idOf(item),
        rating: 4,
        text: 'Good',
        verified: false,
        visibility: 'PUBLIC',
        createdAt: now,
      } as const;
      return {
        id,
        changes: [
          { kind: 'createNode', id, props },
          {
            kind: 'putEdge',
            type: 'RATED',
            from: userId,
            to: idOf(item),
            at: now,
            props: { rating: 4, reviewId: id },
          },
        ] as const,
      };
    };
    const [mine, ofCup, bobs] = [
      review(market.alice.userId, kettle),
      review(market.alice.userId, cup),
      review(market.bob.userId, kettle),
    ];
    await market.put(...mine.changes, ...ofCup.changes, ...bobs.changes);

    await place([line()]);

    const reviews = await market.api.shop.store.nodes('Review', [mine.id, ofCup.id, bobs.id]);
    expect(reviews.map((each) => each!.props.verified)).toEqual([true, false, false]);
  });
});
