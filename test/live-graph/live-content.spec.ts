import { afterEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ulid } from 'ulid';
import { makeId, type Id } from '../../graph-models/domain/ids.js';
import {
  ANNOUNCED_KINDS,
  ENDPOINTS,
  type EdgeType,
  type NodeProps,
} from '../../graph-models/domain/vocabulary.js';
import { graphChanged } from '../../src/events/graph-changed.js';
import { Relay } from '../../src/events/relay.js';
import { Network } from '../../src/features/feed/network.js';
import { isTold, visiblePeople, visibleTo } from '../../src/features/visibility/index.js';
import { Loaders } from '../../src/graphql/loaders.js';
import { digestOf } from '../../src/live-graph/digest.js';
import { LiveGraph } from '../../src/live-graph/live-graph.js';
import type { LiveState } from '../../src/live-graph/live-state.js';
import { loadState } from '../../src/live-graph/load.js';
import type { Change, GraphNode, Store } from '../../src/store/graph-store.js';
import { full } from '../support/full.js';
import { describeOnEachStore } from '../support/stores.js';

const ids = <L extends 'User' | 'Item' | 'Post' | 'Review' | 'Circle' | 'Comment' | 'Category'>(label: L) =>
  [0, 1, 2].map((n) => makeId(label, `01ARZ3NDEKTSV4RRFFQ69G5F0${n}`)) as [Id<L>, Id<L>, Id<L>];
const people = ids('User');
const items = ids('Item');
const posts = ids('Post');
const reviews = ids('Review');
const circles = ids('Circle');
const comments = ids('Comment');
const categories = ids('Category');

const nodes: readonly Change[] = [
  ...people.map((id): Change => ({
    ...{ kind: 'createNode', id },
    props: { handle: id.slice(-3), name: '', bio: '', locale: 'en', visibility: 'PUBLIC', joinedAt: 1 },
  })),
  ...items.map((id): Change => {
    const props = { title: 'Kettle', description: '', priceMinor: 1, currency: 'EUR', categorySlugs: [] };
    const more = { sku: id.slice(-3), pictures: [], available: true, createdAt: 1, search: '' };
    return { kind: 'createNode', id, props: { ...props, ...more } };
  }),
  ...posts.map((id, i): Change => {
    const forCircle = { visibility: 'CIRCLE', circleId: circles[0] } as const;
    const props = { userId: people[i]!, text: '', visibility: 'PUBLIC', createdAt: i } as const;
    return { kind: 'createNode', id, props: i === 0 ? { ...props, ...forCircle } : props };
  }),
  ...reviews.map((id, i): Change => {
    const props = { userId: people[i]!, itemId: items[i]!, rating: 5, text: '', verified: false };
    return { kind: 'createNode', id, props: { ...props, visibility: 'FRIENDS', createdAt: i } };
  }),
  ...circles.map((id): Change => {
    const props: NodeProps['Circle'] = {
      ...{ slug: id.slice(-3), name: '', about: '', ownerId: people[0] },
      ...{ visibility: 'PUBLIC', createdAt: 1 },
    };
    return { kind: 'createNode', id, props };
  }),
  ...categories.map((id): Change => {
    const props = { slug: id.slice(-3), name: '' };
    return { kind: 'createNode', id, props };
  }),
  ...comments.map((id, i): Change => ({
    ...{ kind: 'createNode', id },
    props: { userId: people[i]!, subjectId: posts[1], text: '', createdAt: 1 },
  })),
];

const all = {
  User: people,
  Item: items,
  Post: posts,
  Review: reviews,
  Circle: circles,
  Comment: comments,
  Category: categories,
};
type Known = keyof typeof all;
const TYPES = [
  ...(['TAGS', 'REACTED', 'SHARED', 'COMMENTED_ON', 'FOLLOWS', 'MUTES', 'MEMBER_OF'] as const),
  ...(['SEEN', 'WANTS', 'HID', 'BLOCKS', 'FRIEND', 'SAVED'] as const),
];

/** Any relationship of these types between any things that they can join. */
const relationship = fc.constantFrom(...TYPES).chain((type: EdgeType) => {
  const { from, to } = ENDPOINTS[type];
  const end = (labels: readonly string[]) =>
    fc.constantFrom(...labels.filter((label): label is Known => label in all).flatMap((label) => all[label]));
  return fc
    .record({ type: fc.constant(type), from: end(from), to: end(to), at: fc.nat(9), more: fc.boolean() })
    .filter((edge) => edge.from !== edge.to && (type !== 'FRIEND' || edge.from < edge.to));
});

async function commit(store: Store, changes: readonly Change[]): Promise<void> {
  const events = [graphChanged(makeId('Act', ulid()), 1, 'test', null, changes)];
  await store.commit({ changes, events });
}

/** The live graph lets see what the rule lets see, but for what the viewer themselves keeps away. */
async function expectSameSight(store: Store, state: LiveState, viewer: Id<'User'>): Promise<void> {
  const me = state.graph.people.indexOf(viewer);
  if (state.isGonePerson(me)) return;
  const network = new Network(state, me, state.visibleFriendsOf(me));
  const loaders = new Loaders(store);
  const indexOf = (id: Id): number => state.graph.people.indexOf(id);
  const others = people.filter((id) => id !== viewer && !state.attention.mutes.has(me, indexOf(id)));
  expect(others.map((id) => network.maySeePerson(indexOf(id)))).toEqual(
    await visiblePeople(loaders, viewer, others),
  );
  const told = await Promise.all(
    others.flatMap((id) => ANNOUNCED_KINDS.map((kind) => isTold(loaders, viewer, id, kind))),
  );
  expect(others.flatMap((id) => ANNOUNCED_KINDS.map((kind) => network.isTold(indexOf(id), kind)))).toEqual(
    told,
  );
  const contents = [...(await loaders.nodes(posts)), ...(await loaders.nodes(reviews))].filter(
    (one) => one !== null && others.includes(one.props.userId),
  ) as GraphNode<'Post' | 'Review'>[];
  const shown = contents.filter(({ id }) => !state.attention.hidden.has(me, state.content.ids.indexOf(id)));
  expect(shown.map(({ id }) => network.maySee(state.content.ids.indexOf(id)))).toEqual(
    await visibleTo(
      loaders,
      viewer,
      shown.map(({ props }) => ({ ...props, ownerId: props.userId })),
    ),
  );
}

describeOnEachStore('what people say, in the live graph', (openEmptyStore) => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  it('is the same as a fresh load after any history', async () => {
    const step = fc.oneof(
      { weight: 12, arbitrary: fc.record({ do: fc.constant('put' as const), edge: relationship }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('remove' as const), edge: relationship }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('delete' as const),
          id: fc.constantFrom(...Object.values(all).flat()),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('edit' as const),
          id: fc.constantFrom(...posts, ...reviews, ...people),
          visibility: fc.constantFrom('PUBLIC' as const, 'FRIENDS' as const, 'ONLY_ME' as const),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('announce' as const),
          id: fc.constantFrom(...people),
          announced: fc.subarray([...ANNOUNCED_KINDS]),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const store = await openEmptyStore();
        await commit(store, nodes);
        const relay = new Relay(store, { pollMs: 3_600_000, retryMs: () => 0 });
        const live = await LiveGraph.start(store, relay);
        opened.push(relay, live);

        for (const one of steps) {
          if (one.do === 'read') await live.refresh(10_000);
          else if (one.do === 'delete') await commit(store, [{ kind: 'deleteNode', id: one.id }]);
          else if (one.do === 'announce')
            await commit(store, [{ kind: 'updateNode', id: one.id, props: { announced: one.announced } }]);
          else if (one.do === 'edit')
            await commit(store, [{ kind: 'updateNode', id: one.id, props: { visibility: one.visibility } }]);
          else {
            const { type, from, to, at, more } = one.edge;
            const put = { kind: 'putEdge', type, from, to, at, props: type === 'WANTS' ? { more } : {} };
            const gone = { kind: 'deleteEdge', type, from, to };
            await commit(store, [(one.do === 'put' ? put : gone) as Change]);
          }
        }
        await live.refresh(10_000);

        expect(digestOf(live.state)).toBe(digestOf(await loadState(store)));
        for (const viewer of people) await expectSameSight(store, live.state, viewer);
      }),
      { seed: 12, numRuns: full ? 300 : 30 },
    );
  }, 120_000);

  it('has another digest for every relationship', async () => {
    const store = await openEmptyStore();
    await commit(store, nodes);
    const digests = new Set([digestOf(await loadState(store))]);
    let puts = 0;
    for (const type of TYPES) {
      const { from, to } = ENDPOINTS[type];
      const end = (labels: readonly string[], n: number): Id =>
        all[labels.filter((label) => label in all)[0] as Known][n]!;
      const props = type === 'WANTS' ? { more: true } : {};
      const edge = { type, from: end(from, 0), to: end(to, 1) };
      await commit(store, [{ kind: 'putEdge', ...edge, at: 5, props } as Change]);
      digests.add(digestOf(await loadState(store)));
      puts++;
    }

    expect(digests.size).toBe(puts + 1);
  });
});
