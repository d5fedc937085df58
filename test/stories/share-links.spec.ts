import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fromGlobalIdOf } from '../../src/graphql/global-id.js';
import { describeShopOnEachStore, type Person, type RunningShop } from '../support/running-shop.js';

interface Link {
  readonly id: string;
  readonly url: string;
  readonly token: string;
}
type Counts = { readonly node: { readonly opens: number; readonly purchases: number } };

describeShopOnEachStore('what is shared outside', (startEmptyShop) => {
  let shop: RunningShop;
  let people: Record<'alice' | 'bob' | 'carol' | 'dan', Person>;
  let item: string;

  async function did<T>(by: Person, name: string, input: object): Promise<T> {
    const { data, errors } = await shop.send<Record<string, T>>(name, { input }, by.token);
    expect(errors).toEqual([]);
    return Object.values(data)[0] as T;
  }
  const countsOf = async ({ token }: Person): Promise<Counts['node'][]> => {
    const { data } = await shop.send<{ viewer: { shareLinks: { edges: Counts[] } } }>(
      'MyShareLinks',
      {},
      token,
    );
    return data.viewer.shareLinks.edges.map(({ node }) => node);
  };
  const toldOf = async ({ token }: Person): Promise<string> =>
    JSON.stringify((await shop.send('Notifications', { first: 100 }, token)).data);
  const share = (by: Person) => did<Link>(by, 'CreateShareLink', { subjectId: item });
  const buy = (by: Person) =>
    did(by, 'PlaceOrder', { lines: [{ itemId: item, quantity: 1, expectedPriceMinor: 1999 }] });
  const get = (path: string) => fetch(`${shop.address}${path}`);

  beforeAll(async () => {
    shop = await startEmptyShop({ SEED_DEMO: 'false' });
    const itemId = shop.app.shop.newId('Item');
    item = Buffer.from(itemId).toString('base64url');
    const props = {
      ...{ sku: 'KETTLE', title: 'Kettle', description: '', priceMinor: 1999, currency: 'EUR' },
      ...{ categorySlugs: [], pictures: [], available: true, createdAt: 0, search: 'kettle' },
    };
    await shop.app.shop.store.commit({ changes: [{ kind: 'createNode', id: itemId, props }] });
    people = {
      alice: await shop.signUp('alice'),
      bob: await shop.signUp('bob'),
      carol: await shop.signUp('carol'),
      dan: await shop.signUp('dan'),
    };
  }, 120_000);
  afterAll(async () => shop?.close());

  it('comes from Alice by Bob to Carol, who buys: both links count it, and Alice does not learn of whom', async () => {
    const { alice, bob, carol } = people;
    const first = await share(alice);
    expect(await (await get(first.url)).json()).toEqual({ type: 'Item', id: item, title: 'Kettle' });
    await did(bob, 'OpenShareLink', { token: first.token });
    const second = await share(bob);
    await did(carol, 'OpenShareLink', { token: second.token });

    await buy(carol);

    expect(await countsOf(alice)).toMatchObject([{ opens: 1, purchases: 1 }]);
    expect(await countsOf(bob)).toMatchObject([{ opens: 1, purchases: 1 }]);
    const path = [
      { type: 'CREDITED', direction: 'out' },
      { type: 'CONTINUES', direction: 'out' },
    ] as const;
    const { store } = shop.app.shop;
    const [placed] = await store.edges('PLACED', 'out', [fromGlobalIdOf('User', carol.id)!], { first: 1 });
    const [ends] = await store.walk(path, [placed!.edges[0]!.to], { limit: 9 });
    expect(ends!.map(({ id }) => id)).toEqual([fromGlobalIdOf('ShareLink', first.id)]);
    expect(await toldOf(alice)).not.toContain('carol');
  });

  it('is told to its sharer by name when a friend bought it who announces purchases', async () => {
    const { alice, dan } = people;
    await did(alice, 'RequestFriend', { userId: dan.id });
    await did(dan, 'AcceptFriend', { userId: alice.id });
    await did(dan, 'SetAnnouncements', { kinds: ['PURCHASES'] });
    const { token } = await share(alice);
    await did(dan, 'OpenShareLink', { token });

    await buy(dan);

    const deadline = Date.now() + 20_000;
    while (!(await toldOf(alice)).includes('BOUGHT') && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await toldOf(alice)).toMatch(/BOUGHT.*dan|dan.*BOUGHT/);
    expect(await toldOf(alice)).not.toContain('carol');
  });

  it('leads nowhere once it is taken back, as an unknown one does', async () => {
    const { alice } = people;
    const link = await share(alice);
    await did(alice, 'RevokeShareLink', { shareLinkId: link.id });

    const [gone, unknown] = [await get(link.url), await get(`/s/${'x'.repeat(43)}`)];
    expect([gone.status, gone.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await gone.json()).toEqual(await unknown.json());
  });
});
