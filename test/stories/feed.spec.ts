import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { listenTo, type Ear, type Told, type Transport } from '../support/live-client.js';
import { patched, type PatchOf } from '../support/patched-list.js';
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
  readonly node: { readonly id: string };
  readonly score: number;
}
type Edge = FeedEdge | ListEdge;

/** A list that a client keeps by patches, over a connection that may be cut. */
class OpenList<E extends Edge> {
  list: readonly E[] = [];
  position: string | undefined;
  #ear: Ear | null = null;

  constructor(
    private readonly connect: (after?: string) => Ear,
    private readonly idOf: (edge: E) => string,
  ) {}

  async open(): Promise<void> {
    this.#ear = this.connect(this.position);
    await this.next();
  }

  async next(): Promise<void> {
    const { position, patches } = await this.#ear!.next();
    this.list = patched(this.list, patches as readonly PatchOf<E>[], this.idOf);
    this.position = position;
  }

  async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await isSo())) await this.next();
  }

  has(nodeId: string): boolean {
    return this.list.some(({ node }) => node.id === nodeId);
  }

  cut(): void {
    this.#ear?.close();
  }
}

describeShopOnEachStore('Alice’s open feed', (startShop) => {
  let shop: RunningShop;
  let alice: string;
  let bob: string;
  let bobsId: string;
  const ears: Ear[] = [];

  beforeAll(async () => {
    shop = await startShop({ SEED_DEMO: 'true' });
    [alice, bob] = [await shop.signIn('alice'), await shop.signIn('bob')];
    const { data } = await shop.send<{ user: { id: string } }>('Person', { handle: 'bob' }, alice);
    bobsId = data.user.id;
  }, STARTING_MS);
  afterEach(() => ears.splice(0).forEach((ear) => ear.close()));
  afterAll(async () => shop?.close());

  const listen = (transport: Transport, name: string, variables: Record<string, unknown>): Ear => {
    const ear = listenTo(shop.address, transport, name, variables, alice);
    ears.push(ear);
    return ear;
  };
  const openFeed = (transport: Transport) =>
    new OpenList<FeedEdge>(
      (after) => listen(transport, 'FeedUpdates', { after }),
      ({ id }) => id,
    );
  const openRecommendations = (transport: Transport) =>
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
  const did = async (name: string, input: object, token: string): Promise<{ id: string }> => {
    const { data, errors } = await shop.send<Record<string, { id: string }>>(name, { input }, token);
    expect(errors).toEqual([]);
    return Object.values(data)[0]!;
  };
  const kettle = async (which: number): Promise<string> => {
    const { data } = await shop.send<{ search: { edges: { node: { id: string } }[] } }>(
      'Search',
      { query: 'kettle', first: 20 },
      bob,
    );
    return data.search.edges[which]!.node.id;
  };

  it.each<[Transport, number]>([
    ['WebSocket', 3],
    ['SSE', 4],
  ])(
    'over %s shows what Bob writes, while her recommendations move, and has what she missed in a tunnel',
    async (transport, which) => {
      const feed = openFeed(transport);
      const recommendations = openRecommendations(transport);
      await feed.open();
      await recommendations.open();
      expect(feed.list.map(({ id }) => id)).toEqual(await freshFeed());
      const scores = new Map(recommendations.list.map(({ node, score }) => [node.id, score]));

      const review = await did(
        'ReviewItem',
        { itemId: await kettle(which), rating: 5, text: 'Pours well.' },
        bob,
      );
      await feed.until(() => feed.has(review.id));
      const told = feed.list.find(({ node }) => node.id === review.id)!;
      expect(told.node).toMatchObject({ __typename: 'Review', id: review.id });
      expect(told.why.flatMap(({ people = [] }) => people.map(({ id }) => id))).toContain(bobsId);
      const fresh = await freshRecommendations();
      await recommendations.until(
        () => recommendations.list.map(({ node }) => node.id).join() === fresh.join(),
      );
      expect(recommendations.list.some(({ node, score }) => scores.get(node.id) !== score)).toBe(true);

      const talk = listen(transport, 'CommentAdded', { on: review.id });
      const { position: heard } = await talk.next();
      [feed, recommendations, talk].forEach((open) => ('cut' in open ? open.cut() : open.close()));
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
      await feed.until(() => feed.list.map(({ id }) => id).join() === missedFeed.join());
      await recommendations.open();
      expect(recommendations.list.map(({ node }) => node.id)).toEqual(await freshRecommendations());
    },
    60_000,
  );

  it('shows nothing of Bob any more from the moment she blocks him', async () => {
    const feed = openFeed('WebSocket');
    await feed.open();
    const isBobs = ({ why }: FeedEdge): boolean =>
      why.some(({ people = [] }) => people.some(({ id }) => id === bobsId));
    expect(feed.list.some(isBobs)).toBe(true);

    await did('Block', { userId: bobsId }, alice);

    await feed.until(() => !feed.list.some(isBobs));
    const fresh = await freshFeed();
    await feed.until(() => feed.list.map(({ id }) => id).join() === fresh.join());
  });
});
