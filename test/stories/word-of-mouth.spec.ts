import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { STORY_ITEMS } from '../../seeds/small-town/story/cast.js';
import type { UserId } from '../../graph-models/domain/ids.js';
import { fromGlobalId, fromGlobalIdOf, globalId } from '../../src/graphql/global-id.js';
import type { GraphNode } from '../../src/store/graph-store.js';
import { full } from '../support/full.js';
import { listenTo } from '../support/live-client.js';
import { describeShopOnEachStore, type RunningShop } from '../support/running-shop.js';

const GRINDER = 'hand grinder, walnut';

interface Edge {
  readonly node: { readonly id: string; readonly title: string };
  readonly score: number;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
  readonly reasons: readonly {
    readonly __typename: string;
    readonly contribution: number;
    readonly friend?: { readonly name: string };
    readonly path: readonly { readonly type: string; readonly from: string; readonly to: string }[];
  }[];
}

interface List {
  readonly edges: readonly Edge[];
  readonly basedOn: string;
}

describeShopOnEachStore('word of mouth in the demo town', (startShop) => {
  let shop: RunningShop;
  beforeAll(async () => {
    // One member of the staff looks at everybody's list.
    shop = await startShop({ SEED_DEMO: 'true', RATE_LIMIT_COST_PER_MINUTE: '100000000' });
  }, 600_000);
  afterAll(async () => shop?.close());

  const listFor = async (token: string, variables: object = {}): Promise<List> => {
    const { data, errors } = await shop.send<{ viewer: { recommendations: List } }>(
      'Recommendations',
      { first: 20, ...variables },
      token,
    );
    expect(errors).toEqual([]);
    return data.viewer.recommendations;
  };
  const grinderIn = ({ edges }: List) => edges.find(({ node }) => node.title.includes(GRINDER));
  const friendsShare = (edge: Edge | undefined) =>
    edge?.parts.filter(({ name }) => name.startsWith('friends')).reduce((sum, { value }) => sum + value, 0) ??
    0;
  const done = async (name: string, input: object, token: string): Promise<string> => {
    const { data, errors } = await shop.send<Record<string, { __typename: string }>>(name, { input }, token);
    expect(errors).toEqual([]);
    return Object.values(data)[0]!.__typename;
  };

  it('brings Alice the grinder that Bob is full of, and says that it is because of Bob', async () => {
    const list = await listFor(await shop.signIn('alice'));

    const grinder = grinderIn(list);
    expect(grinder).toBeDefined();
    expect(list.edges.indexOf(grinder!)).toBeLessThan(3);
    expect(friendsShare(grinder)).toBeGreaterThan(0.1);
    expect(grinder!.reasons).toContainEqual(
      expect.objectContaining({
        __typename: 'FriendReason',
        friend: expect.objectContaining({ name: 'Bob Okafor' }),
      }),
    );
  });

  it('adds parts up to the score, and every path of a reason is there in the store', async () => {
    const { edges } = await listFor(await shop.signIn('alice'));

    expect(edges).toHaveLength(20);
    for (const { score, parts } of edges)
      expect(Math.abs(parts.reduce((sum, { value }) => sum + value, 0) - score)).toBeLessThan(1e-5);
    const steps = edges.flatMap(({ reasons }) => reasons.flatMap(({ path }) => path));
    expect(steps.length).toBeGreaterThan(20);
    for (const { type, from, to } of steps) {
      const pair = { from: fromGlobalId(from)!, to: fromGlobalId(to)! };
      const [forth] = await shop.app.shop.store.between(type as 'FRIEND', [pair]);
      const [back] = await shop.app.shop.store.between(type as 'FRIEND', [{ from: pair.to, to: pair.from }]);
      expect([type, (forth ?? back) !== null]).toEqual([type, true]);
    }
  });

  it('lets Bob’s word count no more once they are no friends, and again when they are', async () => {
    const [alice, bob] = [await shop.signIn('alice'), await shop.signIn('bob')];
    const before = grinderIn(await listFor(alice))!;

    expect(await done('Unfriend', { handle: 'bob' }, alice)).toBe('FriendshipChanged');
    const without = await listFor(alice, { first: 50 });
    expect(JSON.stringify(without)).not.toContain('Bob Okafor');
    expect(friendsShare(grinderIn(without))).toBeLessThan(friendsShare(before));

    expect(await done('RequestFriend', { handle: 'alice' }, bob)).toBe('FriendshipChanged');
    expect(await done('AcceptFriend', { handle: 'bob' }, alice)).toBe('FriendshipChanged');
    expect(JSON.stringify(grinderIn(await listFor(alice)))).toContain('Bob Okafor');
  });

  it('takes away what was hidden, and what was bought', async () => {
    const alice = await shop.signIn('alice');
    const [first, second] = (await listFor(alice)).edges.map(({ node }) => node);

    expect(await done('HideItem', { itemId: first!.id }, alice)).toBe('ItemHidden');
    const { data } = await shop.ask<{ node: { price: { amountMinor: number } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Item { price { amountMinor } } } }',
      { id: second!.id },
    );
    const line = { itemId: second!.id, quantity: 1, expectedPriceMinor: data.node.price.amountMinor };
    expect(await done('PlaceOrder', { lines: [line] }, alice)).toBe('OrderPlaced');

    const ids = (await listFor(alice, { first: 50 })).edges.map(({ node }) => node.id);
    expect(ids).not.toContain(first!.id);
    expect(ids).not.toContain(second!.id);
    expect(await done('UnhideItem', { itemId: first!.id }, alice)).toBe('ItemUnhidden');
  });

  it('never shows anybody what they own, hid or sell, what cannot be bought, or what a blocked person sells', async () => {
    const { store } = shop.app.shop;
    const grace = await shop.signIn('grace');
    const townsfolk: GraphNode<'User'>[] = [];
    for await (const people of store.scanNodes('User')) townsfolk.push(...people);
    const cast = townsfolk.filter(({ props }) => ['alice', 'dave', 'carol', 'bob'].includes(props.handle));
    const others = townsfolk.filter((_, nth) => full || nth % 10 === 0);
    let shown = 0;
    for (const { id, props } of [...cast, ...others]) {
      const { data } = await shop.send<{ user: { recommendations: List } | null }>(
        'RecommendationsOf',
        { handle: props.handle, first: 50 },
        grace,
      );
      if (data.user === null) continue; // Private: staff may not look at them either.
      const ids = data.user.recommendations.edges.map(({ node }) => fromGlobalIdOf('Item', node.id)!);
      const items = await store.nodes('Item', ids);
      for (const type of ['PURCHASED', 'USED', 'RATED', 'HID'] as const) {
        const found = await store.between(
          type,
          ids.map((to) => ({ from: id, to })),
        );
        expect([props.handle, type, found.filter((edge) => edge !== null)]).toEqual([props.handle, type, []]);
      }
      const sellers = await store.edges('SELLS', 'in', ids, { first: 5 });
      for (const [index, item] of items.entries()) {
        expect(item?.props.available).toBe(true);
        const sellerIds = sellers[index]!.edges.map(({ from }) => from as UserId);
        expect(sellerIds).not.toContain(id);
        const blocks = await store.between(
          'BLOCKS',
          sellerIds.flatMap((seller) => [
            { from: id, to: seller },
            { from: seller, to: id },
          ]),
        );
        expect(blocks.filter((edge) => edge !== null)).toEqual([]);
      }
      shown += ids.length;
    }
    expect(shown).toBeGreaterThan(1000);
  }, 300_000);

  it('finds what goes with a kettle, and with a cart', async () => {
    const [alice] = [await shop.signIn('alice')];
    const sku = (await kettle()).id;

    for (const scenario of ['ITEM', 'CART']) {
      const list = await listFor(alice, { scenario, itemIds: [sku], first: 10 });
      expect(list.edges).toHaveLength(10);
      expect(list.edges.map(({ node }) => node.id)).not.toContain(sku);
    }
  });

  const kettle = async (): Promise<{ id: string }> => {
    const { data } = await shop.send<{ search: { edges: { node: { id: string } }[] } }>('Search', {
      query: 'Northlight gooseneck kettle',
      first: 1,
    });
    expect(STORY_ITEMS.kettle.kind).toBe('GNK');
    return data.search.edges[0]!.node;
  };

  it('has an honest list for somebody brand new', async () => {
    const input = { handle: 'newcomer', name: 'New Comer', email: 'new@example.org', password: 'grapevine' };
    const { data } = await shop.send<{ signUp: { accessToken: string } }>('SignUp', { input });

    const list = await listFor(data.signUp.accessToken);

    expect(list.edges).toHaveLength(20);
    expect(list.basedOn).toBe('POPULARITY');
  });

  it('finds everything of every kind again by its id', async () => {
    const [token, bob] = [await shop.signIn('grace'), await shop.signIn('bob')];
    const bell = listenTo(shop.address, 'WebSocket', 'NotificationsLive', {}, token);
    await bell.next();
    const post = await shop.send<{ createPost: { id: string } }>(
      'CreatePost',
      { input: { text: 'Hello' } },
      token,
    );
    await shop.send('Comment', { input: { subjectId: post.data.createPost.id, text: 'Hello!' } }, bob);
    await shop.send('CreateShareLink', { input: { subjectId: post.data.createPost.id } }, token);
    await bell.next();
    bell.close();
    for (const { nodeTypes } of shop.app.features) {
      for (const { label } of nodeTypes) {
        const ids: string[] = [];
        for await (const nodes of shop.app.shop.store.scanNodes(label, { batchSize: 50 })) {
          ids.push(...nodes.map(({ id }) => globalId(id)));
          break;
        }
        const { data, errors } = await shop.ask<{ nodes: ({ __typename: string; id: string } | null)[] }>(
          'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
          { ids },
          token,
        );
        expect(errors).toEqual([]);
        const found = data.nodes.filter((node) => node !== null);
        expect([label, found.length > 0]).toEqual([label, true]);
        for (const node of found) expect([node.__typename, ids.includes(node.id)]).toEqual([label, true]);
      }
    }
  });

  it('lets staff and analysts look at a list, and nobody else', async () => {
    const look = (token: string) =>
      shop.send<{ user: { recommendations: List } }>(
        'RecommendationsOf',
        { handle: 'alice', first: 3 },
        token,
      );

    for (const handle of ['grace', 'erin']) {
      const { data, errors } = await look(await shop.signIn(handle));
      expect(errors).toEqual([]);
      expect(data.user.recommendations.edges).toHaveLength(3);
    }
    const { errors } = await look(await shop.signIn('bob'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('finds 水壶 and kettle, and shows what it looks like', async () => {
    for (const query of ['手冲壶', 'gooseneck kettle']) {
      const { data } = await shop.send<{ search: { edges: { node: { pictures: string[] } }[] } }>('Search', {
        query,
      });
      expect(data.search.edges.length).toBeGreaterThan(3);
    }
    const { data } = await shop.ask<{ items: { edges: { node: { pictures: string[] } }[] } }>(
      '{ items(first: 1) { edges { node { pictures } } } }',
    );
    const picture = await fetch(shop.address + data.items.edges[0]!.node.pictures[0]!);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([
      200,
      'image/svg+xml; charset=utf-8',
    ]);
    expect(await picture.text()).toMatch(/^<svg/);
  });
});
