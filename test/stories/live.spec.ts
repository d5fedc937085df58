import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { listenTo, type Ear, type Transport } from '../support/live-client.js';
import { patched, type PatchOf } from '../support/patched-list.js';
import { describeShopOnEachStore, type RunningShop } from '../support/running-shop.js';

interface Edge {
  readonly node: { readonly id: string; readonly title: string };
  readonly score: number;
  readonly reasons: readonly { readonly __typename: string; readonly friend?: { readonly id: string } }[];
}
type Patches = readonly PatchOf<Edge>[];

describeShopOnEachStore('Alice’s open list', (startShop) => {
  let shop: RunningShop;
  let alice: string;
  let bob: string;
  let bobsId: string;
  let list: readonly Edge[];
  const ears: Ear[] = [];

  beforeAll(async () => {
    shop = await startShop({ SEED_DEMO: 'true' });
    [alice, bob] = [await shop.signIn('alice'), await shop.signIn('bob')];
    const { data } = await shop.send<{ user: { id: string } }>('Person', { handle: 'bob' }, alice);
    bobsId = data.user.id;
  }, 600_000);
  afterEach(() => ears.splice(0).forEach((ear) => ear.close()));
  afterAll(async () => shop?.close());

  const open = (transport: Transport, after?: string): Ear => {
    const ear = listenTo(shop.address, transport, 'RecommendationUpdates', { after }, alice);
    ears.push(ear);
    return ear;
  };
  const taken = async (ear: Ear): Promise<string> => {
    const { position, patches } = await ear.next();
    list = patched(list, patches as Patches, ({ node }) => node.id);
    return position;
  };
  const fresh = async (): Promise<readonly Edge[]> => {
    const { data } = await shop.send<{ viewer: { recommendations: { edges: Edge[] } } }>(
      'Recommendations',
      { first: 20 },
      alice,
    );
    return data.viewer.recommendations.edges;
  };
  const isFresh = async (): Promise<boolean> => {
    const titles = (edges: readonly Edge[]): string => edges.map(({ node }) => node.id).join();
    return titles(list) === titles(await fresh());
  };
  const did = async (name: string, input: object, token: string): Promise<{ id: string }> => {
    const { data, errors } = await shop.send<Record<string, { id: string }>>(name, { input }, token);
    expect(errors).toEqual([]);
    return Object.values(data)[0]!;
  };
  const bobsWord = () => list.filter(({ reasons }) => reasons.some(({ friend }) => friend?.id === bobsId));
  /** Bob’s word counts on something far down Alice’s list. */
  const somethingNew = async (skip: number): Promise<string> => {
    const shown = new Set(list.map(({ node }) => node.id));
    const { data } = await shop.send<{ search: { edges: { node: { id: string } }[] } }>(
      'Search',
      { query: 'tent', first: 50 },
      bob,
    );
    return data.search.edges.map(({ node }) => node.id).filter((id) => !shown.has(id))[skip]!;
  };

  it.each<Transport>(['WebSocket', 'SSE'])(
    'shows over %s what Bob likes, and goes on after a tunnel',
    async (transport) => {
      list = [];
      const before = open(transport);
      await taken(before);
      expect(await isFresh()).toBe(true);

      const liked = await somethingNew(0);
      const { id: reviewId } = await did('ReviewItem', { itemId: liked, rating: 5, text: 'Dry.' }, bob);
      let position = await taken(before);
      while (!(await isFresh())) position = await taken(before);

      before.close();
      const gone = list[0]!.node.id;
      await did('HideItem', { itemId: gone }, alice);
      await did('LikeItem', { itemId: await somethingNew(1) }, bob);
      const after = open(transport, position);
      await taken(after);
      while (!(await isFresh())) await taken(after);

      expect(list.map(({ node }) => node.id)).not.toContain(gone);
      await did('UnhideItem', { itemId: gone }, alice);
      await did('RemoveReview', { reviewId }, bob);
      while (!(await isFresh())) await taken(after);
    },
    30_000,
  );

  it('names Bob in the reasons of what his word brought up, and forgets it when he is no friend any more', async () => {
    list = [];
    const ear = open('WebSocket');
    await taken(ear);
    expect(bobsWord().length).toBeGreaterThan(0);

    await did('Unfriend', { userId: bobsId }, alice);
    while (bobsWord().length > 0) await taken(ear);

    expect(await isFresh()).toBe(true);
  });
});
