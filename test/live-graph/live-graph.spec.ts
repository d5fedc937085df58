import { afterEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ulid } from 'ulid';
import { makeId, type Id } from '../../graph-models/domain/ids.js';
import type { NodeProps } from '../../graph-models/domain/vocabulary.js';
import { GRAPH_IMPORTED, graphChanged } from '../../src/events/graph-changed.js';
import { Relay } from '../../src/events/relay.js';
import { digestOf } from '../../src/live-graph/digest.js';
import { LiveGraph, type LiveGraphOptions } from '../../src/live-graph/live-graph.js';
import { loadState } from '../../src/live-graph/load.js';
import type { Change, Store } from '../../src/store/graph-store.js';
import { describeOnEachStore } from '../support/stores.js';
import { full } from '../support/full.js';

const idOf = (label: 'User' | 'Item' | 'Review', n: number) =>
  makeId(label, `01ARZ3NDEKTSV4RRFFQ69G5F${String(n).padStart(2, '0')}`);
const [alice, bob, carol] = [0, 1, 2].map((n) => idOf('User', n)) as [Id<'User'>, Id<'User'>, Id<'User'>];
const [kettle, lamp, tent] = [0, 1, 2].map((n) => idOf('Item', n)) as [Id<'Item'>, Id<'Item'>, Id<'Item'>];
const reviewOfKettle = idOf('Review', 0) as Id<'Review'>;

const person = (id: Id<'User'>): Change => ({
  kind: 'createNode',
  id,
  props: { handle: id.slice(-4), name: id, bio: '', locale: 'en', visibility: 'PUBLIC', joinedAt: 1 },
});
const item = (id: Id<'Item'>, more: Partial<NodeProps['Item']> = {}): Change => ({
  kind: 'createNode',
  id,
  props: {
    sku: id.slice(-4),
    title: 'Copper kettle',
    description: '',
    priceMinor: 1999,
    currency: 'EUR',
    categorySlugs: ['kitchen'],
    pictures: [],
    available: true,
    createdAt: 1,
    search: 'copper kettle',
    ...more,
  },
});
const review = (visibility: 'PUBLIC' | 'ONLY_ME'): Change => ({
  kind: 'createNode',
  id: reviewOfKettle,
  props: { userId: alice, itemId: kettle, rating: 5, text: '', verified: false, visibility, createdAt: 1 },
});
const rated: Change = {
  kind: 'putEdge',
  type: 'RATED',
  from: alice,
  to: kettle,
  at: 5,
  props: { rating: 5, reviewId: reviewOfKettle },
};
const used = (from: Id<'User'>, to: Id<'Item'>, at = 1): Change => ({
  kind: 'putEdge',
  type: 'USED',
  from,
  to,
  at,
  props: {},
});

/** Commits as a mutation does: with the event that is derived from the changes. */
async function commit(store: Store, changes: readonly Change[]): Promise<number> {
  const done = await store.commit({
    changes,
    events: [graphChanged(makeId('Act', ulid()), 1, 'test', null, changes)],
  });
  if (done.kind !== 'committed') throw new Error(JSON.stringify(done.conflict));
  return done.seq;
}

const townsfolk = [person(alice), person(bob), person(carol), item(kettle), item(lamp), item(tent)];

describeOnEachStore('the live graph', (openEmptyStore) => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  async function live(store: Store, options: LiveGraphOptions = {}): Promise<LiveGraph> {
    const relay = new Relay(store, { pollMs: 3_600_000, retryMs: () => 0 });
    const graph = await LiveGraph.start(store, relay, options);
    opened.push(relay, graph);
    return graph;
  }

  async function expectSameAsStore(graph: LiveGraph, store: Store): Promise<void> {
    expect(digestOf(graph.state)).toBe(digestOf(await loadState(store)));
  }

  it('loads what the store holds, and says how far it is', async () => {
    const store = await openEmptyStore();
    await commit(store, [...townsfolk, used(alice, kettle, 7)]);
    const steps: string[] = [];

    const { state } = await live(store, { onProgress: (what, count) => steps.push(`${what} ${count}`) });

    expect(state.graph.personCount).toBe(3);
    expect([...state.graph.actsOf(state.graph.people.indexOf(alice)).times]).toEqual([7]);
    expect(steps).toEqual(expect.arrayContaining(['User 3', 'Item 3', 'USED 1']));
  });

  it('follows a mutation as soon as it is asked to catch up', async () => {
    const store = await openEmptyStore();
    await commit(store, townsfolk);
    const graph = await live(store);

    const seq = await commit(store, [used(alice, kettle)]);
    expect(graph.state.graph.actCount).toBe(0);

    expect(await graph.catchUp(seq)).toBe(true);
    expect(graph.state.graph.actCount).toBe(1);
    expect(graph.state.seq).toBe(seq);
  });

  it('knows what any process committed before it was asked to refresh', async () => {
    const store = await openEmptyStore();
    await commit(store, townsfolk);
    const graph = await live(store, { now: () => 42 });
    await commit(store, [used(alice, kettle)]);

    expect(await graph.refresh(10_000)).toBe(true);

    expect(graph.state.graph.actCount).toBe(1);
    expect(graph.freshAt).toBe(42);
  });

  it('gives up waiting after the time it is given', async () => {
    const graph = await live(await openEmptyStore());

    expect(await graph.catchUp(99, 1)).toBe(false);
  });

  it('is the same as a fresh load after every kind of change', async () => {
    const store = await openEmptyStore();
    await commit(store, townsfolk);
    const graph = await live(store);
    const mutations: Change[][] = [
      [used(alice, kettle), used(bob, kettle), used(bob, lamp)],
      [{ kind: 'putEdge', type: 'FRIEND', from: alice, to: bob, at: 1, props: {} }],
      [{ kind: 'putEdge', type: 'BLOCKS', from: carol, to: alice, at: 1, props: {} }],
      [{ kind: 'putEdge', type: 'HID', from: carol, to: tent, at: 1, props: {} }],
      [
        {
          kind: 'updateNode',
          id: tent,
          props: { priceMinor: 5, available: false, categorySlugs: ['tents'] },
        },
      ],
      [review('PUBLIC'), rated],
      [{ kind: 'updateNode', id: reviewOfKettle, props: { visibility: 'ONLY_ME' } }],
      [{ kind: 'updateNode', id: reviewOfKettle, props: { visibility: 'FRIENDS' } }],
      [
        { kind: 'deleteEdge', type: 'RATED', from: alice, to: kettle },
        { kind: 'deleteNode', id: reviewOfKettle },
      ],
      [{ kind: 'deleteEdge', type: 'USED', from: bob, to: lamp }, used(bob, lamp, 9)],
      [used(bob, tent), { kind: 'deleteEdge', type: 'USED', from: bob, to: tent }],
      [{ kind: 'deleteNode', id: bob }],
      [{ kind: 'deleteNode', id: kettle }],
    ];

    for (const changes of mutations) {
      await graph.catchUp(await commit(store, changes));
      await expectSameAsStore(graph, store);
    }
  });

  it('keeps a rating secret from the moment its review is', async () => {
    const store = await openEmptyStore();
    await commit(store, townsfolk);
    const graph = await live(store);

    await graph.catchUp(await commit(store, [review('ONLY_ME'), rated]));

    expect(graph.state.graph.actCount).toBe(0);
    expect(graph.state.privateRatings.count).toBe(1);
    await expectSameAsStore(graph, store);
  });

  it('is the same as a fresh load after any history, delivered in one go or one by one', async () => {
    const people = fc.constantFrom(alice, bob, carol);
    const items = fc.constantFrom(kettle, lamp, tent);
    const act = fc.constantFrom('VIEWED' as const, 'USED' as const, 'LIKED' as const);
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('act' as const),
          from: people,
          to: items,
          act,
          at: fc.nat(9),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), from: people, to: items, act }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('price' as const), to: items, price: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('deletePerson' as const), from: people }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('deleteItem' as const), to: items }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const store = await openEmptyStore();
        await commit(store, townsfolk);
        const graph = await live(store);
        const isThere = async (id: Id<'User'> | Id<'Item'>): Promise<boolean> =>
          (id.startsWith('usr')
            ? await store.nodes('User', [id as Id<'User'>])
            : await store.nodes('Item', [id as Id<'Item'>]))[0] !== null;

        for (const one of steps) {
          if (one.do === 'read') await graph.refresh(10_000);
          else if (one.do === 'deletePerson') await commit(store, [{ kind: 'deleteNode', id: one.from }]);
          else if (one.do === 'deleteItem') await commit(store, [{ kind: 'deleteNode', id: one.to }]);
          else if (!(await isThere(one.to))) continue;
          else if (one.do === 'price')
            await commit(store, [{ kind: 'updateNode', id: one.to, props: { priceMinor: one.price } }]);
          else if (!(await isThere(one.from))) continue;
          else if (one.do === 'undo')
            await commit(store, [{ kind: 'deleteEdge', type: one.act, from: one.from, to: one.to }]);
          else
            await commit(store, [
              { kind: 'putEdge', type: one.act, from: one.from, to: one.to, at: one.at, props: { times: 1 } },
            ] as Change[]);
        }
        await graph.refresh(10_000);

        await expectSameAsStore(graph, store);
        expect(await graph.verify()).toBe(true);
      }),
      { seed: 11, numRuns: full ? 200 : 20 },
    );
  });

  it('misses nothing that is committed while it loads', async () => {
    const store = await openEmptyStore();
    await commit(store, townsfolk);
    let meanwhile: Promise<number> | undefined;
    const busy = new Proxy(store, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name === 'scanEdges')
          meanwhile ??= commit(store, [
            { kind: 'deleteNode', id: lamp },
            used(alice, kettle),
            used(bob, tent),
          ]);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });

    const graph = await live(busy);
    await meanwhile;
    await graph.refresh(10_000);

    await expectSameAsStore(graph, store);
    expect(graph.state.isGoneItem(graph.state.graph.items.indexOf(lamp))).toBe(true);
  });

  it('takes an event that is delivered again for what it is', async () => {
    const store = await openEmptyStore();
    await commit(store, townsfolk);
    const graph = await live(store);
    await graph.catchUp(await commit(store, [used(alice, kettle, 1)]));
    const seq = await commit(store, [used(alice, kettle, 2)]);
    await graph.catchUp(seq);

    for (const event of await store.eventsAfter(0, 10)) await graph.deliver(event);

    expect([...graph.state.graph.actsOf(0).times]).toEqual([2]);
    expect(graph.state.seq).toBe(seq);
  });

  it('loads anew after an import, and readies whoever asked before it does', async () => {
    const store = await openEmptyStore();
    await commit(store, townsfolk);
    const graph = await live(store);
    const before = graph.state;
    const readied: number[] = [];
    graph.beforeRebuild((next) => {
      expect(graph.state).toBe(before);
      readied.push(next.graph.actCount);
    });

    await store.commit({ changes: [used(alice, kettle), used(bob, lamp)] });
    const event = { id: makeId('Act', ulid()), kind: GRAPH_IMPORTED, at: 1, payload: { name: 'lastfm' } };
    const done = await store.commit({ changes: [], events: [event] });
    await graph.catchUp(done.kind === 'committed' ? done.seq : 0);

    expect(graph.state).not.toBe(before);
    expect(graph.state.graph.actCount).toBe(2);
    expect(readied).toEqual([2]);
  });

  it('finds out that it disagrees with the store, and is replaced', async () => {
    const store = await openEmptyStore();
    await commit(store, [...townsfolk, used(alice, kettle)]);
    const graph = await live(store);
    expect(await graph.verify()).toBe(true);

    graph.state.removeEdge({ type: 'USED', from: alice, to: kettle });

    expect(await graph.verify()).toBe(false);
    await expectSameAsStore(graph, store);
  });

  it('loads anew when an event makes no sense', async () => {
    const store = await openEmptyStore();
    await commit(store, townsfolk);
    const graph = await live(store);
    const nonsense = { id: makeId('Act', ulid()), kind: 'graph.changed', at: 1, payload: { put: 'what?' } };
    const changes = [used(alice, kettle)];

    const done = await store.commit({ changes, events: [nonsense] });
    await graph.catchUp(done.kind === 'committed' ? done.seq : 0);

    await expectSameAsStore(graph, store);
    expect(graph.state.graph.actCount).toBe(1);
  });
});
