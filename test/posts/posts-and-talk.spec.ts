import { beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { friendPair, REACTION_KINDS } from '../../graph-models/domain/vocabulary.js';
import { catalogFeature } from '../../src/features/catalog/index.js';
import { circlesFeature } from '../../src/features/circles/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { postsFeature } from '../../src/features/posts/index.js';
import { reviewsFeature } from '../../src/features/reviews/index.js';
import { clearThread, planReact, talkFeature } from '../../src/features/talk/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import { fromGlobalIdOf, globalId } from '../../src/graphql/global-id.js';
import type { Change } from '../../src/store/graph-store.js';
import { perform } from '../../src/use-cases/perform.js';
import { countingStore, openApi, type Api } from '../support/api.js';
import { full } from '../support/full.js';
import { operation } from '../support/operations.js';
import { describeOnEachStore } from '../support/stores.js';

describeOnEachStore('a post and its thread', (openEmptyStore) => {
  let api: Api;
  let counted: ReturnType<typeof countingStore>;
  let alice: SignedIn;
  let bob: SignedIn;
  let carol: SignedIn;
  const features = [
    peopleFeature(),
    catalogFeature(),
    circlesFeature(),
    reviewsFeature(),
    postsFeature(clearThread),
    talkFeature(),
  ];

  beforeEach(async () => {
    counted = countingStore(await openEmptyStore());
    api = await openApi(counted.store, features);
    alice = await api.person('alice');
    bob = await api.person('bob');
    carol = await api.person('carol');
  });

  async function put(...changes: Change[]): Promise<void> {
    expect(await api.shop.store.commit({ changes })).toMatchObject({ kind: 'committed' });
  }

  interface Outcome {
    readonly __typename: string;
    readonly id: string;
  }

  /** Runs `mutation(input: …)`, by its operation where there is one. */
  async function run(mutation: string, input: object, as: SignedIn): Promise<Outcome> {
    const types: Record<string, string> = {
      createPost: 'CreatePostInput',
      comment: 'CommentInput',
      react: 'ReactInput',
      unreact: 'ContentInput',
      editPost: 'EditPostInput',
      editComment: 'EditCommentInput',
      removeComment: 'OwnCommentInput',
    };
    const document = `mutation ($input: ${types[mutation] ?? 'PostInput'}!) { ${mutation}(input: $input) {
      __typename ${/delete|remove/.test(mutation) ? '' : '... on Node { id }'} } }`;
    const answer = await api.execute(document, { input }, as);
    expect(answer.errors).toEqual([]);
    return (answer.data as Record<string, Outcome>)[mutation]!;
  }

  const post = async (as: SignedIn, more: object = {}): Promise<string> =>
    (await run('createPost', { text: 'Coffee at the well 井边咖啡 ☕', ...more }, as)).id;
  const say = async (as: SignedIn, subjectId: string, text: string, replyToId?: string): Promise<string> => {
    api.clock.now += 1;
    return (await run('comment', { subjectId, text, ...(replyToId && { replyToId }) }, as)).id;
  };

  interface Shown {
    readonly text: string;
    readonly commentCount: number;
    readonly reactions: { readonly total: number; readonly viewer: string | null; readonly counts: object[] };
    readonly comments: {
      readonly edges: readonly {
        readonly node: {
          readonly text: string;
          readonly removed: boolean;
          readonly author: object | null;
          readonly replies: { readonly edges: readonly { readonly node: { readonly text: string } }[] };
        };
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  }

  async function thread(id: string, as: SignedIn | null, variables: object = {}): Promise<Shown | null> {
    const answer = await api.execute(operation('PostThread'), { id, ...variables }, as);
    expect(answer.errors).toEqual([]);
    return (answer.data as { node: Shown | null }).node;
  }
  const textsOf = (shown: Shown | null): string[] => shown!.comments.edges.map(({ node }) => node.text);

  it('is for whom its writer says', async () => {
    await put({ kind: 'putEdge', type: 'FRIEND', ...friendPair(alice.userId, bob.userId), at: 1, props: {} });
    const forFriends = await post(alice, { visibility: 'FRIENDS' });
    const forMe = await post(alice, { visibility: 'ONLY_ME' });

    expect(await thread(forFriends, bob)).toMatchObject({
      visibility: 'FRIENDS',
      author: { handle: 'alice' },
    });
    expect(await thread(forFriends, carol)).toBeNull();
    expect(await thread(forFriends, null)).toBeNull();
    expect(await thread(forMe, bob)).toBeNull();
    expect(await thread(forMe, alice)).not.toBeNull();
  });

  it('for a circle is seen by its members, and written by them alone', async () => {
    const made = await api.execute(
      'mutation { createCircle(input: { slug: "the-well", name: "Well" }) { ... on CircleChanged { circle { id } } } }',
      {},
      alice,
    );
    const circleId = (made.data as { createCircle: { circle: { id: string } } }).createCircle.circle.id;
    const to = fromGlobalIdOf('Circle', circleId)!;
    await put({ kind: 'putEdge', type: 'MEMBER_OF', from: bob.userId, to, at: 1, props: { role: 'MEMBER' } });

    const id = await post(alice, { visibility: 'CIRCLE', circleId });

    expect(await thread(id, bob)).not.toBeNull();
    expect(await thread(id, carol)).toBeNull();
    const ofCircle = '{ circle(slug: "the-well") { posts { edges { node { id } } } } }';
    expect((await api.execute(ofCircle, {}, bob)).data).toEqual({
      circle: { posts: { edges: [{ node: { id } }] } },
    });
    expect((await api.execute(ofCircle, {}, carol)).data).toEqual({ circle: { posts: { edges: [] } } });
    for (const wrong of [
      { visibility: 'CIRCLE' },
      { circleId },
      { visibility: 'CIRCLE', circleId: globalId(alice.userId) },
    ]) {
      expect(await run('createPost', { text: 'x', ...wrong }, carol)).toMatchObject({
        __typename: 'CircleNeeded',
      });
    }
    expect(await run('createPost', { text: 'x', visibility: 'CIRCLE', circleId }, carol)).toMatchObject({
      __typename: 'CircleNeeded',
    });
  });

  it('tags items that are there', async () => {
    const kettle = api.shop.newId('Item');
    const props = {
      sku: 'KETTLE',
      title: 'Kettle',
      description: '',
      priceMinor: 1,
      currency: 'EUR',
      categorySlugs: [],
      pictures: [],
      available: true,
      createdAt: 1,
      search: 'kettle',
    };
    await put({ kind: 'createNode', id: kettle, props });

    const id = await post(alice, { itemIds: [globalId(kettle), globalId(kettle)] });

    expect(await thread(id, bob)).toMatchObject({ items: [{ sku: 'KETTLE' }] });
    const ofItem = await api.execute('{ item(sku: "KETTLE") { posts { edges { node { id } } } } }');
    expect(ofItem.data).toEqual({ item: { posts: { edges: [{ node: { id } }] } } });
    for (const itemIds of [['x'], [globalId(api.shop.newId('Item'))], [globalId(alice.userId)]]) {
      expect(await run('createPost', { text: 'x', itemIds }, alice)).toMatchObject({
        __typename: 'NotFound',
      });
    }
  });

  it('is changed and deleted by its writer alone, thread and all', async () => {
    const id = await post(alice);
    for (let i = 0; i < 3; i++) await say(bob, id, `comment ${i}`);

    expect(await run('editPost', { postId: id, text: 'mine' }, bob)).toMatchObject({
      __typename: 'NotFound',
    });
    expect(await run('deletePost', { postId: id }, bob)).toMatchObject({ __typename: 'NotFound' });
    expect((await thread(id, bob))!.commentCount).toBe(3);
    await run('editPost', { postId: id, text: 'changed' }, alice);
    expect((await thread(id, bob))!.text).toBe('changed');
    await run('deletePost', { postId: id }, alice);

    expect(await thread(id, alice)).toBeNull();
    expect(await api.shop.store.counts('WROTE', 'out', [bob.userId])).toEqual([0]);
  });

  it('is kept and passed on', async () => {
    const id = await post(alice);
    const secret = await post(alice, { visibility: 'ONLY_ME' });

    await run('bookmarkPost', { postId: id }, bob);
    await Promise.all([1, 2, 3].map(() => run('sharePost', { postId: id }, bob)));
    expect(await run('bookmarkPost', { postId: secret }, bob)).toMatchObject({ __typename: 'NotFound' });
    expect(await run('sharePost', { postId: secret }, alice)).toMatchObject({ __typename: 'NotFound' });

    expect(await thread(id, bob)).toMatchObject({ viewerBookmarked: true, shareCount: 1 });
    const bookmarks = '{ viewer { bookmarks { edges { node { id } } } } }';
    expect((await api.execute(bookmarks, {}, bob)).data).toEqual({
      viewer: { bookmarks: { edges: [{ node: { id } }] } },
    });
    await run('unbookmarkPost', { postId: id }, bob);
    expect((await api.execute(bookmarks, {}, bob)).data).toEqual({ viewer: { bookmarks: { edges: [] } } });
  });

  it('is talked about in threads, page by page', async () => {
    const id = await post(alice);
    const first = await say(bob, id, 'first');
    await say(alice, id, 'answer', first);
    await say(carol, id, 'second');

    const page = await thread(id, null, { first: 1 });
    const rest = await thread(id, null, { first: 1, after: page!.comments.pageInfo.endCursor });

    expect(textsOf(page)).toEqual(['second']);
    expect(textsOf(rest)).toEqual(['first']);
    expect(rest!.comments.edges[0]!.node.replies.edges).toMatchObject([{ node: { text: 'answer' } }]);
    expect(rest!.comments.pageInfo.hasNextPage).toBe(false);
    expect(rest!.commentCount).toBe(3);
  });

  it('keeps the answers to a comment that is removed, and nothing of one without', async () => {
    const id = await post(alice);
    const answered = await say(bob, id, 'answered');
    await say(carol, id, 'answer', answered);
    const alone = await say(bob, id, 'alone');

    expect(await run('removeComment', { commentId: answered }, carol)).toMatchObject({
      __typename: 'NotFound',
    });
    await run('removeComment', { commentId: answered }, bob);
    await run('removeComment', { commentId: alone }, bob);

    const { edges } = (await thread(id, alice))!.comments;
    expect(edges).toMatchObject([
      { node: { text: '', removed: true, author: null, replies: { edges: [{ node: { text: 'answer' } }] } } },
    ]);
    expect(await run('editComment', { commentId: answered, text: 'back' }, bob)).toMatchObject({
      __typename: 'NotFound',
    });
  });

  it('lets nobody talk about what they cannot see, nor answer across threads', async () => {
    const secret = await post(alice, { visibility: 'ONLY_ME' });
    const open = await post(alice);
    const other = await post(bob);
    const onOther = await say(carol, other, 'elsewhere');
    const within = await say(alice, secret, 'note to myself');

    expect(await run('comment', { subjectId: secret, text: 'hi' }, bob)).toMatchObject({
      __typename: 'NotFound',
    });
    expect(await run('react', { contentId: within, reaction: 'LIKE' }, bob)).toMatchObject({
      __typename: 'NotFound',
    });
    expect(
      (await api.execute('query ($id: ID!) { node(id: $id) { id } }', { id: within }, bob)).data,
    ).toEqual({ node: null });
    expect(await run('comment', { subjectId: open, text: 'x', replyToId: onOther }, bob)).toMatchObject({
      __typename: 'ThreadMismatch',
    });
    for (const subjectId of ['x', globalId(alice.userId)]) {
      expect(await run('comment', { subjectId, text: 'x' }, bob)).toMatchObject({ __typename: 'NotFound' });
    }
  });

  it('hides comments across a block, in other people’s threads, too', async () => {
    const id = await post(alice);
    await say(bob, id, 'by bob');
    await say(carol, id, 'by carol');
    await put({ kind: 'putEdge', type: 'BLOCKS', from: carol.userId, to: bob.userId, at: 1, props: {} });

    expect(textsOf(await thread(id, bob))).toEqual(['by bob']);
    expect(textsOf(await thread(id, carol))).toEqual(['by carol']);
    expect(textsOf(await thread(id, alice))).toEqual(['by carol', 'by bob']);
  });

  it('is reacted to once by each, and the counters equal a recount whatever happens at once', async () => {
    const id = await post(alice);
    const postId = fromGlobalIdOf('Post', id)!;
    const people = [alice, bob, carol];
    const step = fc.record({ by: fc.nat(2), kind: fc.constantFrom(null, ...REACTION_KINDS) });

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        async (moments) => {
          for (const moment of moments) {
            await Promise.all(
              moment.map(({ by, kind }) =>
                perform(api.shop, { mutation: 'react', by: people[by]!.userId, input: kind }, () =>
                  planReact(api.shop, people[by]!, postId, kind),
                ),
              ),
            );
          }
          const own = await api.shop.store.between(
            'REACTED',
            people.map(({ userId }) => ({ from: userId, to: postId })),
          );
          const recount = REACTION_KINDS.map((kind) => ({
            reaction: kind,
            count: own.filter((edge) => edge?.props.kind === kind).length,
          })).filter(({ count }) => count > 0);
          const shown = (await thread(id, alice))!.reactions;
          expect(new Set(shown.counts)).toEqual(new Set(recount));
          expect(shown.viewer).toBe(own[0]?.props.kind ?? null);
        },
      ),
      { numRuns: full ? 200 : 20, seed: 5 },
    );
  });

  it('is read in as many reads with many comments as with few', async () => {
    const id = await post(alice);
    for (let i = 0; i < 25; i++) await say(await api.person(`person-${i}`), id, `comment ${i}`);
    const readsFor = async (first: number): Promise<number> => {
      counted.reset();
      await thread(id, alice, { first });
      return counted.reads();
    };

    expect(await readsFor(20)).toBe(await readsFor(3));
  });

  it('goes with its writer’s account', async () => {
    const id = await post(alice);
    await say(bob, id, 'on alice’s');
    const elsewhere = await post(bob);
    const comment = await say(alice, elsewhere, 'by alice');
    await say(carol, elsewhere, 'answer', comment);

    for (const { erase } of features) if (erase) while (await erase(api.shop, alice.userId));

    expect(await thread(id, bob)).toBeNull();
    expect((await thread(elsewhere, bob))!.comments.edges).toMatchObject([
      { node: { text: '', removed: true, replies: { edges: [{ node: { text: 'answer' } }] } } },
    ]);
  });
});
