import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { catalogFeature } from '../../src/features/catalog/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { recommendationsFeature, type RecommendationDesk } from '../../src/features/recommendations/index.js';
import { RememberedLists } from '../../src/pipeline/remembered-lists.js';
import { withoutModel } from '../../src/features/recommendations/serving.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { globalId } from '../../src/graphql/global-id.js';
import type { Store } from '../../src/store/graph-store.js';
import { countingStore, openApi, type Api } from '../support/api.js';
import { operation } from '../support/operations.js';
import { describeOnEachStore } from '../support/stores.js';
import { Town } from './town.js';

const RECOMMENDATIONS = operation('Recommendations');

interface Edge {
  readonly cursor: string;
  readonly node: { readonly id: string; readonly title: string };
  readonly score: number;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
  readonly reasons: readonly { readonly __typename: string; readonly [field: string]: unknown }[];
}

interface List {
  readonly edges: readonly Edge[];
  readonly [field: string]: unknown;
}

interface Answered {
  readonly viewer: { readonly recommendations: List };
}

describeOnEachStore('recommendations in the API', (openEmptyStore) => {
  let store: Store;
  let town: Town;
  let api: Api;
  let versions: string[];
  beforeEach(async () => {
    store = await openEmptyStore();
    town = await Town.open(store);
    versions = [];
    const desk: RecommendationDesk = {
      live: town.live,
      lists: new RememberedLists(ulid),
      openLists: null,
      serving: () => ({ ...withoutModel(town.live.state), version: versions.shift() ?? null }),
    };
    api = await openApi(store, [peopleFeature(), catalogFeature(), recommendationsFeature(() => desk)]);
    await town.people('Alice', 'Bob', 'Carol');
    await town.item('Kettle', { categorySlugs: ['tea'], titleZh: '水壶' });
    await town.item('Cup', { categorySlugs: ['tea'], priceMinor: 500 });
    await town.item('Tent', { categorySlugs: ['camping'] });
    await town.friends('Alice', 'Bob');
    await town.announces('Bob');
    await town.act('Bob', 'PURCHASED', 'Kettle');
    await town.act('Carol', 'LIKED', 'Tent');
  });
  afterEach(() => town.close());

  const as = (name: string, ...roles: SignedIn['roles']): SignedIn => ({
    userId: town.user(name),
    accountId: 'acc_1',
    signInId: 'sgn_1',
    roles: roles.length === 0 ? ['SHOPPER'] : roles,
  });
  const ask = async (variables: object = {}, name = 'Alice') => {
    const { data, errors } = await api.execute<{ viewer: Answered['viewer'] | null } | null>(
      RECOMMENDATIONS,
      { ...variables },
      as(name),
    );
    const list = data?.viewer?.recommendations;
    return { list, titles: list?.edges.map(({ node }) => node.title), errors };
  };

  it('tells what, how much, and because of whom', async () => {
    const { list, errors } = await ask({ first: 2 });

    expect(errors).toEqual([]);
    expect(list).toMatchObject({
      basedOn: 'FRIENDS',
      modelVersion: null,
      degraded: true,
      asOf: '2026-01-01T00:00:00.000Z',
      lagMs: 0,
      pageInfo: { hasNextPage: true },
    });
    const [first] = list!.edges;
    expect(first).toMatchObject({
      node: { id: globalId(town.thing('Kettle')), title: 'Kettle' },
      parts: [{ name: 'friends' }, { name: 'content' }, { name: 'popularity' }],
    });
    expect(first!.reasons[0]).toMatchObject({
      __typename: 'FriendReason',
      friend: { id: globalId(town.user('Bob')), name: 'Bob' },
      acts: [{ type: 'PURCHASED', at: expect.any(String) }],
      path: [
        { type: 'FRIEND', from: globalId(town.user('Alice')), to: globalId(town.user('Bob')) },
        { type: 'PURCHASED', from: globalId(town.user('Bob')), to: globalId(town.thing('Kettle')) },
      ],
    });
  });

  it('goes on behind a cursor', async () => {
    const whole = await ask();
    const first = await ask({ first: 2 });
    const second = await ask({ first: 2, after: first.list!.edges[1]!.cursor });

    expect([...first.titles!, ...second.titles!]).toEqual(whole.titles);
    expect(second.list!['pageInfo']).toMatchObject({ hasNextPage: false });
  });

  it('refuses cursors that are broken, of another person, of another list or of another filter', async () => {
    const cursor = (await ask({ first: 1 })).list!.edges[0]!.cursor;
    const ofBob = (await ask({ first: 1 }, 'Bob')).list!.edges[0]!.cursor;
    const forged = Buffer.from(JSON.stringify(['recommendations', 'x', 'y', -1, 'z'])).toString('base64url');

    for (const variables of [
      { after: 'nonsense' },
      { after: cursor.slice(0, -4) },
      { after: ofBob },
      { after: forged },
      { after: Buffer.from('["edge",1,"usr_1"]').toString('base64url') },
      { after: cursor, filter: { categories: ['tea'] } },
    ]) {
      const { list, errors } = await ask(variables);
      expect(list).toBeUndefined();
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_CURSOR' });
    }
  });

  it('keeps to the filter', async () => {
    expect((await ask({ filter: { categories: ['camping'] } })).titles).toEqual(['Tent']);
    expect((await ask({ filter: { price: { currency: 'EUR', maxMinor: 500 } } })).titles).toEqual(['Cup']);
    expect((await ask({ filter: { sellerIds: [globalId(town.user('Bob'))] } })).titles).toEqual([]);
    expect((await ask({ filter: { sellerIds: ['nobody'] } })).titles).toEqual([]);
  });

  it('shows what goes with an item', async () => {
    const { titles, list } = await ask({ scenario: 'ITEM', itemIds: [globalId(town.thing('Kettle'))] });

    expect(titles![0]).toBe('Cup');
    expect(list!.edges[0]!.reasons[0]).toMatchObject({
      __typename: 'TasteReason',
      attribute: 'CATEGORY',
      value: 'tea',
    });
  });

  it('says that it is of a seller whose things they have, by the edge that says so', async () => {
    const sellerId = town.user('Carol');
    for (const title of ['Vase', 'Stool']) {
      await town.item(title, { sellerId });
      await town.commit({
        ...{ kind: 'putEdge', type: 'SELLS', from: sellerId, to: town.thing(title), at: 1, props: {} },
      });
    }
    await town.act('Alice', 'PURCHASED', 'Vase');

    const { list } = await ask();

    const stool = list!.edges.find(({ node }) => node.title === 'Stool')!;
    expect(stool.reasons).toContainEqual({
      __typename: 'SellerReason',
      seller: { id: globalId(sellerId), name: 'Carol' },
      contribution: expect.any(Number),
      path: [{ type: 'SELLS', from: globalId(sellerId), to: globalId(town.thing('Stool')) }],
    });
  });

  it.each([
    ['no item for ITEM', { scenario: 'ITEM' }, 'itemIds'],
    ['a page of nothing', { first: 0 }, 'first'],
    ['a page that is too long', { first: 101 }, 'first'],
    ['a price in words', { filter: { price: { currency: 'euro' } } }, 'filter.price.currency'],
    [
      'a price below nothing',
      { filter: { price: { currency: 'EUR', minMinor: -1 } } },
      'filter.price.minMinor',
    ],
    ['too many items', { scenario: 'CART', itemIds: Array(101).fill('x') }, 'itemIds'],
  ])('refuses %s', async (_title, variables, field) => {
    const { errors } = await ask(variables);

    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ field }] });
  });

  it('is for people who are signed in', async () => {
    const { data } = await api.execute(RECOMMENDATIONS);

    expect(data).toEqual({ viewer: null });
  });

  it.each(['STAFF', 'ANALYST'] as const)('lets %s look at what somebody is recommended', async (role) => {
    const { data, errors } = await api.execute<{ user: { recommendations: List } }>(
      operation('RecommendationsOf'),
      { handle: 'alice' },
      as('Carol', role),
    );

    expect(errors).toEqual([]);
    expect(data.user.recommendations.edges[0]).toMatchObject({
      node: { sku: 'KETTLE' },
      reasons: expect.arrayContaining([
        { __typename: 'FriendReason', contribution: expect.any(Number), friend: { name: 'Bob' } },
      ]),
    });
    if (role === 'STAFF')
      expect(data.user.recommendations.traces).toMatchObject([{ selected: 3, failures: [] }]);
    else expect(data.user.recommendations.traces).toBeNull();
  });

  it.each(['SHOPPER', 'SELLER'] as const)('does not let a %s', async (role) => {
    const { errors } = await api.execute(
      operation('RecommendationsOf'),
      { handle: 'alice' },
      as('Carol', role),
    );

    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('names nobody who may not be seen: a friend who hides has no influence', async () => {
    await town.commit({ kind: 'updateNode', id: town.user('Bob'), props: { visibility: 'ONLY_ME' } });

    const { data } = await api.execute<Answered>(RECOMMENDATIONS, {}, as('Alice'));

    expect(JSON.stringify(data)).not.toContain(globalId(town.user('Bob')));
    expect(data.viewer.recommendations.basedOn).toBe('POPULARITY');
  });

  it('answers one request by one model, whatever is published meanwhile', async () => {
    versions = ['first', 'second'];
    const twice = `{ viewer {
      a: recommendations(first: 1) { modelVersion }
      b: recommendations(first: 1) { modelVersion }
    } }`;

    const { data } = await api.execute<{ viewer: unknown }>(twice, {}, as('Alice'));

    expect(data.viewer).toEqual({ a: { modelVersion: 'first' }, b: { modelVersion: 'first' } });
  });

  it('asks the store no more often for a long page than for a short one', async () => {
    for (let n = 0; n < 30; n++) {
      await town.item(`Cup ${n}`);
      await town.act('Bob', 'LIKED', `Cup ${n}`);
      await town.act('Carol', 'LIKED', `Cup ${n}`);
    }
    const { store: counted, reads, reset } = countingStore(store);
    const counting = await openApi(counted, [
      peopleFeature(),
      catalogFeature(),
      recommendationsFeature(() => ({
        live: town.live,
        lists: new RememberedLists(ulid),
        openLists: null,
        serving: () => withoutModel(town.live.state),
      })),
    ]);
    const readsFor = async (first: number): Promise<number> => {
      reset();
      const { data } = await counting.execute<Answered>(RECOMMENDATIONS, { first }, as('Alice'));
      expect(data.viewer.recommendations.edges).toHaveLength(first);
      return reads();
    };

    expect(await readsFor(30)).toBe(await readsFor(2));
  });
});
