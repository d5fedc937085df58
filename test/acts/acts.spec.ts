import { beforeEach, expect, it } from '@jest/globals';
import { fromGlobalIdOf, globalId } from '../../src/graphql/global-id.js';
import { each, openMarket, walk, type Market } from '../catalog/market.js';
import { describeOnEachStore } from '../support/stores.js';

/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument */

const NOTHING = globalId('itm_01JQ0000000000000000000000');

describeOnEachStore('acts with items', (openEmptyStore) => {
  let market: Market;
  let kettle: string;

  beforeEach(async () => {
    market = await openMarket(await openEmptyStore());
    kettle = await market.list('Kettle');
  });

  const act = (name: string, itemId = kettle, as = market.alice, more: object = {}) =>
    market.send(name, { input: { itemId, ...more } }, as);
  const block = () =>
    market.put({
      kind: 'putEdge',
      type: 'BLOCKS',
      from: market.sam.userId,
      to: market.alice.userId,
      at: 1,
      props: {},
    });

  it.each([
    ['SaveItem', 'ItemSaved', 'UnsaveItem', 'ItemUnsaved', 'saved', 'MySavedItems'],
    ['LikeItem', 'ItemLiked', 'UnlikeItem', 'ItemUnliked', 'liked', 'MyLikedItems'],
    ['HideItem', 'ItemHidden', 'UnhideItem', 'ItemUnhidden', 'hidden', 'MyHiddenItems'],
  ])('%s puts a mark that %s tells and that %s takes off', async (on, done, off, undone, state, mine) => {
    const list = async () => each(Object.values(await market.send(mine, {}, market.alice))[0]);
    expect(await list()).toEqual([]);

    expect(await act(on)).toMatchObject({
      __typename: done,
      itemId: kettle,
      item: { viewerState: { [state]: true } },
    });
    expect(await list()).toEqual(['SKU-1']);
    expect((await market.send('Item', { sku: 'SKU-1' }, market.bob)).viewerState).toMatchObject({
      [state]: false,
    });

    expect(await act(off)).toMatchObject({ __typename: undone, item: { viewerState: { [state]: false } } });
    expect(await list()).toEqual([]);
  });

  it('keeps the time of the first of two saves, and takes off what is off already', async () => {
    await act('SaveItem');
    const [first] = (await market.send('MySavedItems', {}, market.alice)).saved.edges;
    market.api.clock.now += 60_000;

    expect(await act('SaveItem')).toMatchObject({ __typename: 'ItemSaved' });

    const [again] = (await market.send('MySavedItems', {}, market.alice)).saved.edges;
    expect(again.at).toBe(first.at);
    expect(await act('UnlikeItem')).toMatchObject({ __typename: 'ItemUnliked' });
  });

  it('counts each person who likes an item once, also when they say it ten times at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => act('LikeItem')));
    await act('LikeItem', kettle, market.bob);

    expect(await market.send('Item', { sku: 'SKU-1' })).toMatchObject({ likeCount: 2 });
  });

  it('does not let sellers like what they sell', async () => {
    expect(await act('LikeItem', kettle, market.sam)).toMatchObject({ __typename: 'OwnItem' });
    expect(await act('SaveItem', kettle, market.sam)).toMatchObject({ __typename: 'ItemSaved' });
  });

  it.each(['SaveItem', 'UnsaveItem', 'LikeItem', 'UnlikeItem', 'HideItem', 'UnhideItem', 'ShareItem'])(
    '%s does not find what is absent, of another kind, or across a block, and tells no difference',
    async (name) => {
      await block();

      const answers = [
        await act(name, NOTHING),
        await act(name, globalId(market.bob.userId)),
        await act(name, 'x'),
        await act(name),
      ];

      expect(answers[0].__typename).toBe('NotFound');
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    },
  );

  it('needs somebody who is signed in', async () => {
    for (const name of ['SaveItem', 'UnlikeItem', 'ShareItem'])
      expect(await market.fail(name, { input: { itemId: kettle } })).toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    expect(await market.send('MySavedItems')).toBeNull();
    expect(await market.send('Item', { sku: 'SKU-1' })).toMatchObject({ viewerState: null });
  });

  it('takes a mark off an item that is not visible any more, and leaves it out of lists', async () => {
    await act('SaveItem');
    await block();

    expect((await market.send('MySavedItems', {}, market.alice)).saved.edges).toEqual([]);
    expect(await act('UnsaveItem')).toMatchObject({ __typename: 'ItemUnsaved', itemId: kettle, item: null });
    expect(await act('UnsaveItem')).toMatchObject({ __typename: 'NotFound' });
  });

  it('keeps withdrawn items on lists', async () => {
    await act('SaveItem');
    await market.send('UpdateItem', { input: { itemId: kettle, available: false } }, market.sam);

    const { saved } = await market.send('MySavedItems', {}, market.alice);
    expect(saved.edges).toMatchObject([{ node: { sku: 'SKU-1', available: false } }]);
  });

  it('pages through a list by when things were saved, past what cannot be seen', async () => {
    const otto = await market.api.person('otto', { roles: ['SELLER'] });
    for (let n = 2; n <= 8; n++) {
      const input = { sku: `SKU-${n}`, title: 'Cup', priceMinor: 1, currency: 'EUR' };
      const { item } = await market.send('CreateItem', { input }, n % 3 === 0 ? otto : market.sam);
      market.api.clock.now += 1000;
      await act('SaveItem', item.id);
    }
    const { userId } = market.alice;
    await market.put({ kind: 'putEdge', type: 'BLOCKS', from: userId, to: otto.userId, at: 1, props: {} });

    const { all, sizes } = await walk(
      async (after) => (await market.send('MySavedItems', { first: 2, after }, market.alice)).saved,
    );

    expect(all).toEqual(['SKU-8', 'SKU-7', 'SKU-5', 'SKU-4', 'SKU-2']);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('counts shares, every one of them under a race', async () => {
    await Promise.all(Array.from({ length: 8 }, () => act('ShareItem')));
    await act('ShareItem', kettle, market.alice, { idempotencyKey: 'k' });
    await act('ShareItem', kettle, market.alice, { idempotencyKey: 'k' });

    const pair = { from: market.alice.userId, to: fromGlobalIdOf('Item', kettle)! };
    const [edge] = await market.api.shop.store.between('SHARED', [pair]);
    expect(edge?.props.times).toBe(9);
  });

  it('says that an item is owned that was bought, used or rated', async () => {
    const item = fromGlobalIdOf('Item', kettle)!;
    const { alice, bob, sam, stella } = market;
    const pair = (from: (typeof alice)['userId']) => ({ kind: 'putEdge', from, to: item, at: 1 }) as const;
    await market.put(
      { ...pair(alice.userId), type: 'PURCHASED', props: { times: 1 } },
      { ...pair(bob.userId), type: 'USED', props: {} },
      { ...pair(sam.userId), type: 'RATED', props: { rating: 4 } },
      { ...pair(stella.userId), type: 'VIEWED', props: { times: 3 } },
    );

    const states = await Promise.all(
      [alice, bob, sam, stella].map(
        async (as) => (await market.send('Item', { sku: 'SKU-1' }, as)).viewerState,
      ),
    );

    expect(states.map(({ owned, rating }) => [owned, rating])).toEqual([
      [true, null],
      [true, null],
      [true, 4],
      [false, null],
    ]);
  });
});
