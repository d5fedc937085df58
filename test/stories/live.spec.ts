import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { listenTo, type Ear, type Told, type Transport } from '../support/live-client.js';
import { OpenList } from '../support/open-list.js';
import { describeShopOnEachStore, type RunningShop } from '../support/running-shop.js';

const STARTING_MS = 600_000;

interface FeedEdge {
  readonly id: string;
  readonly kind: string;
  readonly node: { readonly __typename: string; readonly id: string };
  readonly why: readonly {
    readonly __typename: string;
    readonly people?: readonly { readonly id: string }[];
  }[];
}
interface ListEdge {
  readonly node: { readonly id: string; readonly title: string };
  readonly score: number;
  readonly reasons: readonly { readonly __typename: string; readonly friend?: { readonly id: string } }[];
}

describeShopOnEachStore('what Alice has open', (startShop) => {
  let shop: RunningShop;
  let alice: string;
  let bob: string;
  let bobsId: string;
  const ears: Ear[] = [];

  beforeAll(async () => {
    shop = await startShop({ SEED_DEMO: 'true' });
    [alice, bob] = [await shop.signIn('alice'), await shop.signIn('bob')];
    bobsId = await idOf('bob', alice);
  }, STARTING_MS);
  afterEach(() => ears.splice(0).forEach((ear) => ear.close()));
  afterAll(async () => shop?.close());

  const idOf = async (handle: string, token: string): Promise<string> => {
    const { data } = await shop.send<{ user: { id: string } }>('Person', { handle }, token);
    return data.user.id;
  };
  const listen = (transport: Transport, name: string, variables: Record<string, unknown>): Ear => {
    const ear = listenTo(shop.address, transport, name, variables, alice);
    ears.push(ear);
    return ear;
  };
  const herFeed = (transport: Transport) =>
    new OpenList<FeedEdge>(
      (after) => listen(transport, 'FeedUpdates', { after }),
      ({ id }) => id,
    );
  const herRecommendations = (transport: Transport) =>
    new OpenList<ListEdge>(
      (after) => listen(transport, 'RecommendationUpdates', { after }),
      ({ node }) => node.id,
    );
  const freshFeed = async (): Promise<readonly string[]> => {
    const { data } = await shop.send<{ viewer: { feed: { edges: FeedEdge[] } } }>(
      'Feed',
      { first: 20 },
      alice,
    );
    return data.viewer.feed.edges.map(({ id }) => id);
  };
  const freshRecommendations = async (): Promise<readonly string[]> => {
    const { data } = await shop.send<{ viewer: { recommendations: { edges: ListEdge[] } } }>(
      'Recommendations',
      { first: 20 },
      alice,
    );
    return data.viewer.recommendations.edges.map(({ node }) => node.id);
  };
  const isFresh = async (open: OpenList<ListEdge>): Promise<boolean> =>
    open.ids().join() === (await freshRecommendations()).join();
  const did = async (name: string, input: object, token: string): Promise<{ id: string }> => {
    const { data, errors } = await shop.send<Record<string, { id: string }>>(name, { input }, token);
    expect(errors).toEqual([]);
    return Object.values(data)[0]!;
  };
  const found = async (query: string, first: number): Promise<string[]> => {
    const { data } = await shop.send<{ search: { edges: { node: { id: string } }[] } }>(
      'Search',
      { query, first },
      bob,
    );
    return data.search.edges.map(({ node }) => node.id);
  };
  const bobsWord = ({ list }: OpenList<ListEdge>) =>
    list.filter(({ reasons }) => reasons.some(({ friend }) => friend?.id === bobsId));
  /** Bob’s word counts on something far down Alice’s list. */
  const somethingNew = async ({ list }: OpenList<ListEdge>, skip: number): Promise<string> => {
    const shown = new Set(list.map(({ node }) => node.id));
    return (await found('tent', 50)).filter((id) => !shown.has(id))[skip]!;
  };

  it.each<Transport>(['WebSocket', 'SSE'])(
    'is a list that shows over %s what Bob likes, and goes on after a tunnel',
    async (transport) => {
      const open = herRecommendations(transport);
      await open.open();
      expect(await isFresh(open)).toBe(true);

      const liked = await somethingNew(open, 0);
      const { id: reviewId } = await did('ReviewItem', { itemId: liked, rating: 5, text: 'Dry.' }, bob);
      await open.next();
      await open.until(() => isFresh(open));

      open.cut();
      const gone = open.list[0]!.node.id;
      await did('HideItem', { itemId: gone }, alice);
      await did('LikeItem', { itemId: await somethingNew(open, 1) }, bob);
      await open.open();
      await open.until(() => isFresh(open));

      expect(open.has(gone)).toBe(false);
      await did('UnhideItem', { itemId: gone }, alice);
      await did('RemoveReview', { reviewId }, bob);
      await open.until(() => isFresh(open));
    },
    30_000,
  );

  it.each<[Transport, number]>([
    ['WebSocket', 3],
    ['SSE', 4],
  ])(
    'is a feed that shows over %s what Bob writes, while her recommendations move, and has what she missed in a tunnel',
    async (transport, which) => {
      const feed = herFeed(transport);
      const recommendations = herRecommendations(transport);
      await feed.open();
      await recommendations.open();
      expect(feed.ids()).toEqual(await freshFeed());
      const scores = new Map(recommendations.list.map(({ node, score }) => [node.id, score]));

      const itemId = (await found('kettle', 20))[which];
      const review = await did('ReviewItem', { itemId, rating: 5, text: 'Pours well.' }, bob);
      await feed.until(() => feed.has(review.id));
      const told = feed.list.find(({ node }) => node.id === review.id)!;
      expect(told.node).toMatchObject({ __typename: 'Review', id: review.id });
      expect(told.why.flatMap(({ people = [] }) => people.map(({ id }) => id))).toContain(bobsId);
      const fresh = await freshRecommendations();
      await recommendations.until(() => recommendations.ids().join() === fresh.join());
      expect(recommendations.list.some(({ node, score }) => scores.get(node.id) !== score)).toBe(true);

      const talk = listen(transport, 'CommentAdded', { on: review.id });
      const { position: heard } = await talk.next();
      feed.cut();
      recommendations.cut();
      talk.close();
      const said = ['Is it heavy?', 'Not at all.'];
      await did('Comment', { subjectId: review.id, text: said[0] }, alice);
      await did('Comment', { subjectId: review.id, text: said[1] }, bob);
      await did('CreatePost', { text: `Coffee at six, by ${transport}.` }, bob);

      const missed = listen(transport, 'CommentAdded', { on: review.id, after: heard });
      const comments: Told[] = [];
      while (comments.length < 2) {
        const payload = await missed.next();
        if (payload.__typename === 'CommentAdded') comments.push(payload);
      }
      expect(comments.map(({ comment }) => (comment as { text: string }).text)).toEqual(said);
      await feed.open();
      const missedFeed = await freshFeed();
      await feed.until(() => feed.ids().join() === missedFeed.join());
      await recommendations.open();
      expect(recommendations.ids()).toEqual(await freshRecommendations());
    },
    60_000,
  );

  it('names Bob in the reasons of what his word brought up, and forgets it when he is no friend any more', async () => {
    const open = herRecommendations('WebSocket');
    await open.open();
    expect(bobsWord(open).length).toBeGreaterThan(0);

    await did('Unfriend', { userId: bobsId }, alice);
    await open.until(() => bobsWord(open).length === 0);

    expect(await isFresh(open)).toBe(true);
  });

  it('shows nothing of Bob any more from the moment she blocks him', async () => {
    await did('RequestFriend', { userId: bobsId }, alice);
    await did('AcceptFriend', { userId: await idOf('alice', bob) }, bob);
    const feed = herFeed('WebSocket');
    await feed.open();
    const isBobs = ({ why }: FeedEdge): boolean =>
      why.some(({ people = [] }) => people.some(({ id }) => id === bobsId));
    expect(feed.list.some(isBobs)).toBe(true);

    await did('Block', { userId: bobsId }, alice);

    await feed.until(() => !feed.list.some(isBobs));
    const fresh = await freshFeed();
    await feed.until(() => feed.ids().join() === fresh.join());
  });
});
