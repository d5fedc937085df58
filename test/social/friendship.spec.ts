import { beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Id } from '../../graph-models/domain/ids.js';
import { friendPair } from '../../graph-models/domain/vocabulary.js';
import { peopleFeature } from '../../src/features/people/index.js';
import {
  planAcceptFriend,
  planBlock,
  planCancelFriendRequest,
  planDeclineFriend,
  planFollow,
  planRequestFriend,
  planUnblock,
  planUnfollow,
  planUnfriend,
  socialFeature,
} from '../../src/features/social/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { globalId } from '../../src/graphql/global-id.js';
import type { Store } from '../../src/store/graph-store.js';
import { perform, type Plan } from '../../src/use-cases/perform.js';
import { Refusal } from '../../src/use-cases/refusal.js';
import { countingStore, openApi, type Api } from '../support/api.js';
import { full } from '../support/full.js';
import { describeOnEachStore } from '../support/stores.js';
import { bondsOf, Scratch } from './one-after-the-other.js';

type UserId = Id<'User'>;

const PLANS = {
  requestFriend: planRequestFriend,
  acceptFriend: planAcceptFriend,
  declineFriend: planDeclineFriend,
  cancelFriendRequest: planCancelFriendRequest,
  unfriend: planUnfriend,
  follow: planFollow,
  unfollow: planUnfollow,
  block: planBlock,
  unblock: planUnblock,
} as const;
type Act = keyof typeof PLANS;

describeOnEachStore('friendship', (openEmptyStore) => {
  let api: Api;
  let counted: ReturnType<typeof countingStore>;
  let alice: SignedIn;
  let bob: SignedIn;
  let carol: SignedIn;

  beforeEach(async () => {
    counted = countingStore(await openEmptyStore());
    api = await openApi(counted.store, [peopleFeature(), socialFeature()]);
    alice = await api.person('alice');
    bob = await api.person('bob');
    carol = await api.person('carol');
  });

  /** What `by` got: the name of the refusal, or `done`. */
  async function act(by: SignedIn, what: Act, to: SignedIn, shop = api.shop): Promise<string> {
    const plan = (): Promise<Plan<{ readonly otherId: string }> | Refusal> =>
      PLANS[what](shop, by.userId, to.userId);
    const outcome = await perform(shop, { mutation: what, by: by.userId, input: to.userId }, plan);
    return outcome instanceof Refusal ? outcome.constructor.name : 'done';
  }

  async function ask(document: string, as: SignedIn | null, variables = {}): Promise<unknown> {
    const answer = await api.execute(document, variables, as);
    expect(answer.errors).toEqual([]);
    return answer.data;
  }

  const handlesOf = (list: unknown): string[] =>
    (list as { edges: { node: { handle: string } }[] }).edges.map(({ node }) => node.handle);

  async function friendsOf(who: SignedIn): Promise<string[]> {
    const data = await ask('{ viewer { friends { edges { node { handle } } } } }', who);
    return handlesOf((data as { viewer: { friends: unknown } }).viewer.friends);
  }

  it('is asked for and accepted', async () => {
    expect(await act(alice, 'requestFriend', bob)).toBe('done');
    expect(await act(alice, 'requestFriend', bob)).toBe('AlreadyRequested');
    expect(await act(alice, 'acceptFriend', bob)).toBe('NoSuchRequest');
    expect(await friendsOf(alice)).toEqual([]);

    expect(await act(bob, 'acceptFriend', alice)).toBe('done');

    expect(await friendsOf(alice)).toEqual(['bob']);
    expect(await friendsOf(bob)).toEqual(['alice']);
    expect(await act(alice, 'requestFriend', bob)).toBe('AlreadyFriends');
  });

  it('is made at once when both asked, even at the same moment', async () => {
    await Promise.all([act(alice, 'requestFriend', bob), act(bob, 'requestFriend', alice)]);

    expect(await friendsOf(alice)).toEqual(['bob']);
    const [sent] = await api.shop.store.counts('REQUESTED', 'out', [alice.userId]);
    const [received] = await api.shop.store.counts('REQUESTED', 'in', [alice.userId]);
    expect([sent, received]).toEqual([0, 0]);
  });

  it('is declined, cancelled and ended', async () => {
    await act(alice, 'requestFriend', bob);
    expect(await act(bob, 'declineFriend', alice)).toBe('done');
    await act(alice, 'requestFriend', bob);
    expect(await act(alice, 'cancelFriendRequest', bob)).toBe('done');
    expect(await act(bob, 'acceptFriend', alice)).toBe('NoSuchRequest');
    expect(await act(alice, 'unfriend', bob)).toBe('NotFriends');
    await act(alice, 'requestFriend', bob);
    await act(bob, 'acceptFriend', alice);
    expect(await act(bob, 'unfriend', alice)).toBe('done');
    expect(await friendsOf(alice)).toEqual([]);
  });

  it('is not possible with oneself, with nobody, or across a block, which look alike', async () => {
    await act(bob, 'block', alice);

    expect(await act(alice, 'requestFriend', alice)).toBe('ThatIsYou');
    expect(await act(alice, 'requestFriend', bob)).toBe('NotFound');
    const nobody: SignedIn = { ...bob, userId: api.shop.newId('User') };
    expect(await act(alice, 'requestFriend', nobody)).toBe('NotFound');
  });

  it('ends with a block, both ways, and does not come back with its end', async () => {
    await act(alice, 'requestFriend', bob);
    await act(bob, 'acceptFriend', alice);
    await act(alice, 'follow', bob);

    await act(bob, 'block', alice);
    expect(await ask('{ user(handle: "bob") { handle } }', alice)).toEqual({ user: null });
    expect(await ask('{ user(handle: "alice") { handle } }', bob)).toEqual({ user: null });
    expect(await act(alice, 'unblock', bob)).toBe('NotFound');
    await act(bob, 'unblock', alice);

    expect(await friendsOf(alice)).toEqual([]);
    expect(await ask('{ user(handle: "bob") { followerCount } }', alice)).toEqual({
      user: { followerCount: 0 },
    });
  });

  it('answers over the API with the person, and takes a handle for an id', async () => {
    const request = `mutation ($input: RequestFriendInput!) { requestFriend(input: $input) {
      __typename ... on FriendshipChanged { friends person { handle relationship { requestSent friends } } } } }`;

    const input = { handle: ' Bob ', message: 'we met at the well', idempotencyKey: 'k' };
    const first = await ask(request, alice, { input });
    const again = await ask(request, alice, { input });

    expect(first).toEqual({
      requestFriend: {
        __typename: 'FriendshipChanged',
        friends: false,
        person: { handle: 'bob', relationship: { requestSent: true, friends: false } },
      },
    });
    expect(again).toEqual(first);
    const requests = '{ viewer { friendRequests { edges { message node { handle } } } } }';
    expect(await ask(requests, bob)).toMatchObject({
      viewer: { friendRequests: { edges: [{ message: 'we met at the well', node: { handle: 'alice' } }] } },
    });
  });

  it('refuses an id of another kind like one of nobody', async () => {
    const request = `mutation ($input: RequestFriendInput!) { requestFriend(input: $input) { __typename } }`;
    for (const userId of [globalId(api.shop.newId('Item')), 'nonsense', '__proto__']) {
      expect(await ask(request, alice, { input: { userId } })).toEqual({
        requestFriend: { __typename: 'NotFound' },
      });
    }
  });

  it('shows who may be known, with the path, and not who is bound, blocked or private', async () => {
    // alice ─ bob ─ { carol, dave, erin (private), frank (blocked by alice) },  alice ─ gina ─ dave
    const [dave, erin, frank, gina] = await Promise.all([
      api.person('dave'),
      api.person('erin', { visibility: 'ONLY_ME' }),
      api.person('frank'),
      api.person('gina'),
    ]);
    for (const [a, b] of [
      [alice, bob],
      [bob, carol],
      [bob, dave],
      [bob, erin],
      [bob, frank],
      [alice, gina],
      [gina, dave],
    ] as const) {
      await makeFriends(api.shop.store, a.userId, b.userId);
    }
    await act(alice, 'block', frank);

    const mayKnow = `query ($first: Int, $after: String) { viewer { peopleYouMayKnow(first: $first, after: $after) {
      edges { cursor node { handle } mutualFriends { count some { handle } } } pageInfo { hasNextPage endCursor } } } }`;
    const first = (await ask(mayKnow, alice, { first: 1 })) as MayKnow;
    const second = (await ask(mayKnow, alice, {
      first: 5,
      after: first.viewer.peopleYouMayKnow.pageInfo.endCursor,
    })) as MayKnow;

    expect(first.viewer.peopleYouMayKnow).toMatchObject({
      edges: [{ node: { handle: 'dave' }, mutualFriends: { count: 2 } }],
      pageInfo: { hasNextPage: true },
    });
    expect(second.viewer.peopleYouMayKnow).toMatchObject({
      edges: [{ node: { handle: 'carol' }, mutualFriends: { count: 1, some: [{ handle: 'bob' }] } }],
      pageInfo: { hasNextPage: false },
    });
  });

  it('lists whom one blocked, page by page, to oneself alone', async () => {
    for (const other of [bob, carol]) {
      api.clock.now += 1000;
      await act(alice, 'block', other);
    }
    const page = (after: string | null = null) =>
      ask(
        `query ($after: String) { viewer { blocked(first: 1, after: $after) {
          edges { node { handle } } pageInfo { hasNextPage endCursor } } } }`,
        alice,
        { after },
      ) as Promise<{ viewer: { blocked: { edges: unknown; pageInfo: { endCursor: string } } } }>;

    const { blocked } = (await page()).viewer;
    expect(blocked).toMatchObject({
      edges: [{ node: { handle: 'carol' } }],
      pageInfo: { hasNextPage: true },
    });
    expect((await page(blocked.pageInfo.endCursor)).viewer.blocked).toMatchObject({
      edges: [{ node: { handle: 'bob' } }],
      pageInfo: { hasNextPage: false },
    });
    expect(await ask('{ viewer { blocked { edges { node { handle } } } } }', bob)).toEqual({
      viewer: { blocked: { edges: [] } },
    });
  });

  it('reads a page of friends in as many reads as a longer page', async () => {
    const many = await Promise.all(Array.from({ length: 40 }, (_, i) => api.person(`friend-${i}`)));
    for (const one of many) await makeFriends(api.shop.store, alice.userId, one.userId);
    const readsFor = async (first: number): Promise<number> => {
      counted.reset();
      const list = `{ viewer { friends(first: ${first}) { edges { since node { handle friendCount
        mutualFriends { count } relationship { following } } } } } }`;
      await ask(list, alice);
      return counted.reads();
    };

    expect(await readsFor(30)).toBe(await readsFor(5));
  });

  it('keeps its invariants whatever three people do at once, as if they had done it one after the other', async () => {
    const people = [alice, bob, carol];
    const scratch = await Scratch.open(people, act);
    const step = fc.record({
      what: fc.constantFrom<Act>(...(Object.keys(PLANS) as Act[])),
      by: fc.nat(2),
      to: fc.nat(2),
    });
    const walk = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 10 });

    await fc.assert(
      fc.asyncProperty(walk, async (moments) => {
        for (const moment of moments) {
          const before = await bondsOf(api.shop.store, people);
          const got = await Promise.all(
            moment.map(({ what, by, to }) => act(people[by]!, what, people[to]!)),
          );
          const after = await bondsOf(api.shop.store, people);
          expect(await scratch.orderOf(moment, { before, got, after })).not.toBeNull();
        }
        expect(await broken(api.shop.store, people)).toEqual([]);
      }),
      { numRuns: full ? 500 : 30, seed: 7 },
    );
    await scratch.close();
  }, 1_200_000);

  it('is caught when no order explains what two people got', async () => {
    const people = [alice, bob, carol];
    const scratch = await Scratch.open(people, act);
    await act(bob, 'requestFriend', alice);
    const before = await bondsOf(api.shop.store, people);
    const moment = [
      { what: 'acceptFriend', by: 0, to: 1 },
      { what: 'cancelFriendRequest', by: 1, to: 0 },
    ] as const;
    const got = await Promise.all(moment.map(({ what, by, to }) => act(people[by]!, what, people[to]!)));
    const after = await bondsOf(api.shop.store, people);

    expect(await scratch.orderOf(moment, { before, got, after })).not.toBeNull();
    expect(await scratch.orderOf(moment, { before, got: ['done', 'done'], after })).toBeNull();
    expect(await scratch.orderOf(moment, { before, got, after: before })).toBeNull();
    await scratch.close();
  });
});

interface MayKnow {
  readonly viewer: { readonly peopleYouMayKnow: { readonly pageInfo: { readonly endCursor: string } } };
}

async function makeFriends(store: Store, a: UserId, b: UserId): Promise<void> {
  await store.commit({
    changes: [{ kind: 'putEdge', type: 'FRIEND', ...friendPair(a, b), at: 1, props: {} }],
  });
}

/** Which invariants do not hold between some two people. */
async function broken(store: Store, people: readonly SignedIn[]): Promise<string[]> {
  const found: string[] = [];
  for (const { userId: a } of people) {
    for (const { userId: b } of people) {
      if (a >= b) continue;
      const both = [
        { from: a, to: b },
        { from: b, to: a },
      ];
      const [friends] = await store.between('FRIEND', [friendPair(a, b)]);
      const requests = (await store.between('REQUESTED', both)).filter((edge) => edge !== null);
      const blocks = (await store.between('BLOCKS', both)).filter((edge) => edge !== null);
      const follows = (await store.between('FOLLOWS', both)).filter((edge) => edge !== null);
      if (friends && requests.length > 0) found.push('friends with a request left');
      if (requests.length > 1) found.push('both asked and are no friends');
      if (blocks.length > 0 && (friends || requests.length + follows.length > 0))
        found.push('bound across a block');
    }
  }
  return found;
}
