import { beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Id } from '../../graph-models/domain/ids.js';
import { friendPair } from '../../graph-models/domain/vocabulary.js';
import { actsFeature } from '../../src/features/acts/index.js';
import { catalogFeature } from '../../src/features/catalog/index.js';
import { ordersFeature } from '../../src/features/orders/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import {
  planEditReview,
  planRemoveReview,
  planReviewItem,
  reviewsFeature,
} from '../../src/features/reviews/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { globalId } from '../../src/graphql/global-id.js';
import type { Change } from '../../src/store/graph-store.js';
import { perform } from '../../src/use-cases/perform.js';
import type { Refusal } from '../../src/use-cases/refusal.js';
import { countingStore, openApi, type Api } from '../support/api.js';
import { full } from '../support/full.js';
import { operation } from '../support/operations.js';
import { describeOnEachStore } from '../support/stores.js';

describeOnEachStore('a review', (openEmptyStore) => {
  let api: Api;
  let counted: ReturnType<typeof countingStore>;
  let alice: SignedIn;
  let bob: SignedIn;
  let carol: SignedIn;
  let kettle: Id<'Item'>;

  beforeEach(async () => {
    counted = countingStore(await openEmptyStore());
    const features = [peopleFeature(), catalogFeature(), actsFeature(), ordersFeature(), reviewsFeature()];
    api = await openApi(counted.store, features);
    alice = await api.person('alice');
    bob = await api.person('bob');
    carol = await api.person('carol');
    kettle = api.shop.newId('Item');
    const props = {
      sku: 'KETTLE',
      title: 'Kettle',
      description: '',
      priceMinor: 4900,
      currency: 'EUR',
      sellerId: carol.userId,
      categorySlugs: [],
      pictures: [],
      available: true,
      createdAt: 1,
      search: 'kettle',
    };
    await put({ kind: 'createNode', id: kettle, props });
  });

  async function put(change: Change): Promise<void> {
    expect(await api.shop.store.commit({ changes: [change] })).toMatchObject({ kind: 'committed' });
  }

  interface Outcome {
    readonly __typename: string;
    readonly id: string;
  }

  async function run(name: string, input: object, as: SignedIn): Promise<Outcome> {
    const answer = await api.execute(operation(name), { input }, as);
    expect(answer.errors).toEqual([]);
    return (answer.data as Record<string, Outcome>)[name[0]!.toLowerCase() + name.slice(1)]!;
  }

  const review = (as: SignedIn, more: object = {}): Promise<Outcome> =>
    run('ReviewItem', { itemId: globalId(kettle), rating: 5, text: 'Pours like a dream', ...more }, as);

  interface Shown {
    readonly rating: {
      readonly average: number | null;
      readonly count: number;
      readonly distribution: number[];
    };
    readonly reviews: {
      readonly edges: readonly { readonly cursor: string; readonly node: { readonly text: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
    readonly viewerReview: { readonly text: string } | null;
  }

  async function show(as: SignedIn | null, variables: object = {}): Promise<Shown> {
    const given = { sku: 'KETTLE', first: 20, ...variables };
    const answer = await api.execute(operation('ItemReviews'), given, as);
    expect(answer.errors).toEqual([]);
    return (answer.data as { item: Shown }).item;
  }
  const textsOf = ({ reviews }: Shown): string[] => reviews.edges.map(({ node }) => node.text);

  it('is shown with the item, and counted', async () => {
    await review(alice, { rating: 4, text: ' 好壶 ' });
    await review(bob, { rating: 5, text: 'Best' });

    const shown = await show(alice);

    expect(textsOf(shown)).toEqual(['Best', '好壶']);
    expect(shown.rating).toEqual({ average: 4.5, count: 2, distribution: [0, 0, 0, 1, 1] });
    expect(shown.viewerReview).toMatchObject({ text: '好壶' });
  });

  it('is one per person and item, also when written twenty times at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => review(alice, { rating: 1 + (i % 5) })),
    );

    expect(all.filter(({ __typename }) => __typename === 'Review')).toHaveLength(1);
    expect(all.filter(({ __typename }) => __typename === 'AlreadyReviewed')).toHaveLength(19);
    expect((await show(null)).rating.count).toBe(1);
  });

  it('takes the place of an imported rating, once', async () => {
    await put({
      kind: 'putEdge',
      type: 'RATED',
      from: alice.userId,
      to: kettle,
      at: 1,
      props: { rating: 2 },
    });

    const all = await Promise.all([review(alice), review(alice), review(alice)]);

    expect(all.filter(({ __typename }) => __typename === 'Review')).toHaveLength(1);
    expect((await show(alice)).rating.count).toBe(1);
  });

  it('is not for the seller, nor for an item that is not there', async () => {
    expect(await review(carol)).toMatchObject({ __typename: 'OwnItem' });
    for (const itemId of [globalId(api.shop.newId('Item')), globalId(alice.userId), 'x']) {
      expect(await review(alice, { itemId })).toMatchObject({ __typename: 'NotFound' });
    }
  });

  it('refuses ratings and texts outside the limits', async () => {
    for (const bad of [{ rating: 0 }, { rating: 6 }, { text: 'x'.repeat(5001) }, { text: 'a\u0000b' }]) {
      const input = { itemId: globalId(kettle), rating: 5, ...bad };
      const { errors } = await api.execute(operation('ReviewItem'), { input }, alice);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  it('is edited and removed by its writer alone, and the counts follow', async () => {
    const { id: reviewId } = await review(alice, { rating: 2 });

    expect(await run('EditReview', { reviewId, rating: 5 }, bob)).toMatchObject({ __typename: 'NotFound' });
    expect(await run('RemoveReview', { reviewId }, bob)).toMatchObject({ __typename: 'NotFound' });
    await run('EditReview', { reviewId, rating: 5, text: null }, alice);
    expect((await show(null)).rating.distribution).toEqual([0, 0, 0, 0, 1]);
    await run('RemoveReview', { reviewId }, alice);

    expect(await show(alice)).toMatchObject({ rating: { count: 0, average: null }, viewerReview: null });
    expect(await review(alice)).toMatchObject({ __typename: 'Review' });
  });

  it('for friends is seen by friends, and counted for nobody', async () => {
    await review(alice, { visibility: 'FRIENDS', text: 'between us' });
    await put({ kind: 'putEdge', type: 'FRIEND', ...friendPair(alice.userId, bob.userId), at: 1, props: {} });

    expect(textsOf(await show(bob))).toEqual(['between us']);
    expect(textsOf(await show(carol))).toEqual([]);
    expect(textsOf(await show(null))).toEqual([]);
    expect((await show(bob)).rating.count).toBe(0);
  });

  it('is verified once its writer has bought the item', async () => {
    await review(alice);
    const verified = async (): Promise<unknown> => {
      const document =
        '{ item(sku: "KETTLE") { reviews { edges { node { verified author { handle } } } } } }';
      return (await api.execute(document)).data;
    };
    const shownAs = (verified: boolean) => ({
      item: { reviews: { edges: [{ node: { verified, author: { handle: 'alice' } } }] } },
    });
    expect(await verified()).toEqual(shownAs(false));

    await put({
      kind: 'putEdge',
      type: 'PURCHASED',
      from: alice.userId,
      to: kettle,
      at: 2,
      props: { times: 1 },
    });

    expect(await verified()).toEqual(shownAs(true));
  });

  it('helps others, each once, and not its writer', async () => {
    const first = await review(alice, { text: 'first' });
    api.clock.now += 1;
    await review(bob, { text: 'second' });

    expect(await run('MarkHelpful', { reviewId: first.id }, alice)).toMatchObject({
      __typename: 'OwnReview',
    });
    await Promise.all([1, 2, 3].map(() => run('MarkHelpful', { reviewId: first.id }, carol)));

    const byVotes = await show(carol, { order: 'MOST_HELPFUL', first: 1 });
    expect(byVotes.reviews.edges).toMatchObject([
      { node: { text: 'first', helpfulCount: 1, viewerFoundHelpful: true } },
    ]);
    const after = byVotes.reviews.pageInfo.endCursor;
    const rest = await show(carol, { order: 'MOST_HELPFUL', first: 1, after });
    expect(textsOf(rest)).toEqual(['second']);
    expect(rest.reviews.pageInfo.hasNextPage).toBe(false);
    await run('UnmarkHelpful', { reviewId: first.id }, carol);
    expect((await show(carol, { order: 'MOST_HELPFUL', first: 1 })).reviews.edges).toMatchObject([
      { node: { text: 'second' } },
    ]);
  });

  it('is found by rating and among friends', async () => {
    await review(alice, { rating: 1, text: 'leaks' });
    await review(bob, { rating: 5, text: 'shines' });
    await put({ kind: 'putEdge', type: 'FRIEND', ...friendPair(carol.userId, bob.userId), at: 1, props: {} });

    expect(textsOf(await show(carol, { rating: 1 }))).toEqual(['leaks']);
    expect(textsOf(await show(carol, { byFriends: true }))).toEqual(['shines']);
    expect(textsOf(await show(null, { byFriends: true }))).toEqual([]);
  });

  it('is read in as many reads as many reviews are', async () => {
    for (let i = 0; i < 30; i++) await review(await api.person(`person-${i}`), { text: `review ${i}` });
    const readsFor = async (first: number): Promise<number> => {
      counted.reset();
      await show(alice, { first });
      return counted.reads();
    };

    expect(await readsFor(25)).toBe(await readsFor(3));
  });

  it('leaves the counts equal to a recount, whatever is written, edited and removed at once', async () => {
    const people = [alice, bob];
    const step = fc.record({
      what: fc.constantFrom('review', 'edit', 'remove'),
      by: fc.nat(1),
      rating: fc.integer({ min: 1, max: 5 }),
      visibility: fc.constantFrom('PUBLIC', 'FRIENDS'),
    });
    const reviewOf = async (userId: Id<'User'>): Promise<Id<'Review'> | null> => {
      const [rated] = await api.shop.store.between('RATED', [{ from: userId, to: kettle }]);
      return rated?.props.reviewId ?? null;
    };

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
        async (moments) => {
          for (const moment of moments) {
            await Promise.all(
              moment.map(async ({ what, by, rating, visibility }) => {
                const { userId } = people[by]!;
                const request = { mutation: what, by: userId, input: null };
                await perform<{ readonly reviewId: string }, Refusal>(api.shop, request, async () => {
                  const text = '';
                  if (what === 'review')
                    return planReviewItem(api.shop, userId, { itemId: kettle, rating, visibility, text });
                  const reviewId = await reviewOf(userId);
                  return what === 'edit'
                    ? planEditReview(api.shop, userId, reviewId, { rating, visibility })
                    : planRemoveReview(api.shop, userId, reviewId);
                });
              }),
            );
          }
          const [page] = await api.shop.store.edges('ABOUT', 'in', [kettle], { first: 10 });
          const reviews = await api.shop.store.nodes(
            'Review',
            page!.edges.map(({ from }) => from as Id<'Review'>),
          );
          const recounted = [1, 2, 3, 4, 5].map(
            (rating) =>
              reviews.filter((each) => each?.props.rating === rating && each.props.visibility === 'PUBLIC')
                .length,
          );
          expect((await show(null)).rating.distribution).toEqual(recounted);
        },
      ),
      { numRuns: full ? 200 : 20, seed: 11 },
    );
  });
});
