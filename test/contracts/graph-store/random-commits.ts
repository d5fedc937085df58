import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Id } from '../../../graph-models/domain/ids.js';
import { friendPair, type EdgeType } from '../../../graph-models/domain/vocabulary.js';
import type { Change, Changes, Store } from '../../../src/store/graph-store.js';
import { full } from '../../support/full.js';
import type { StoreUnderTest } from './contract.js';
import { Model } from './model.js';
import { collect, item, nth, person, put } from './town.js';

const TYPES = ['FRIEND', 'FOLLOWS', 'LIKED', 'VIEWED'] as const satisfies readonly EdgeType[];
const PEOPLE = Array.from({ length: 6 }, (_, n) => nth('User', n + 1));
const ITEMS = Array.from({ length: 5 }, (_, n) => nth('Item', n + 1));
const WORDS = ['tea', '茶', '红茶', 'pot'];
const COMMITS_PER_RUN = 50;

export function describeRandomCommits({ openEmpty, share }: StoreUnderTest): void {
  describe('any sequence of commits', () => {
    const commits = Math.max(200, Math.round((full ? 10_000 : 1000) * share));

    it(`gives what the model gives, and counters equal a recount, over ${commits} commits`, async () => {
      const runs = Math.ceil(commits / COMMITS_PER_RUN);
      await fc.assert(
        fc.asyncProperty(
          fc.array(commitOf, { minLength: COMMITS_PER_RUN, maxLength: COMMITS_PER_RUN }),
          async (wanted) => {
            const store = await openEmpty();
            const model = new Model();
            for (const [n, { changes, expect: expected }] of wanted.entries()) {
              const commit = {
                changes,
                expect: expected,
                events: n % 3 === 0 ? [{ id: `e${n}`, kind: 'k', at: n, payload: {} }] : [],
              };
              expect(await store.commit(commit)).toEqual(model.commit(commit));
            }
            await expectSame(store, model);
            await store.close();
          },
        ),
        { numRuns: runs, seed: 11 },
      );
    }, 1_200_000);
  });
}

async function expectSame(store: Store, model: Model): Promise<void> {
  for (const [label, ids] of [
    ['User', PEOPLE],
    ['Item', ITEMS],
  ] as const) {
    const nodes = model.nodesOf(label).map((node) => ({ ...node, label }));
    expect(await collect(store.scanNodes(label, { batchSize: 4 }))).toEqual(nodes);
    const byId = ids.map((id) => nodes.find((node) => node.id === id) ?? null);
    expect(await store.nodes(label, ids as readonly Id<typeof label>[])).toEqual(byId);
    const key = label === 'User' ? 'handle' : 'sku';
    const names = WORDS.map((_, n) => `name${n}`);
    const byName = names.map((name) => nodes.find(({ props }) => props[key] === name) ?? null);
    expect(await store.lookup(label, key, names)).toEqual(byName);
    for (const word of WORDS) {
      expect(await store.search(label, [word], { first: 100 })).toEqual(model.holding(label, word));
    }
  }
  for (const type of TYPES) {
    const ends = [...PEOPLE, ...ITEMS];
    expect(await collect(store.scanEdges(type, { batchSize: 3 }))).toEqual(model.edgesOf(type));
    for (const direction of ['out', 'in', 'both'] as const) {
      if (direction === 'both' && type !== 'FRIEND') continue;
      const around = ends.map((id) =>
        model
          .around(type, id)
          .filter((edge) => direction === 'both' || (direction === 'out' ? edge.from : edge.to) === id),
      );
      expect(await store.counts(type, direction, ends)).toEqual(around.map((edges) => edges.length));
      const pages = await store.edges(type, direction, ends, { first: 1000 });
      expect(pages.map(({ edges }) => edges)).toEqual(around);
    }
  }
  expect(await store.eventsAfter(0, 1000)).toEqual(model.events());
}

const pick = <T>(from: readonly T[]) => fc.constantFrom(...from);
const text = fc.array(pick(WORDS), { maxLength: 3 }).map((words) => words.join(' '));
const name = fc.integer({ min: 0, max: 8 }).map((n) => `name${n}`);
const anyId = pick<Id>([...PEOPLE, ...ITEMS]);
const pair = fc
  .record({ type: pick(TYPES), from: pick(PEOPLE), person: pick(PEOPLE), item: pick(ITEMS) })
  .filter(({ type, from, person: other }) => type === 'LIKED' || type === 'VIEWED' || from !== other)
  .map(({ type, from, person: other, item: thing }) => {
    if (type === 'FRIEND') return { type, ...friendPair(from, other) };
    return { type, from, to: type === 'FOLLOWS' ? other : thing };
  });

const create: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(pick(PEOPLE), name, text).map(([id, handle, search]) => person(id, handle, { search })),
  fc.tuple(pick(ITEMS), name, text).map(([id, sku, search]) => item(id, sku, { search })),
);
const update: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(
      pick(PEOPLE),
      fc.record({ handle: name, search: fc.option(text), bio: text }, { requiredKeys: [] }),
    )
    .map(([id, props]): Change => ({ kind: 'updateNode', id, props })),
  fc
    .tuple(pick(ITEMS), fc.record({ sku: name, brand: fc.option(text), search: text }, { requiredKeys: [] }))
    .map(([id, props]): Change => ({ kind: 'updateNode', id, props })),
);
const increment: fc.Arbitrary<Change> = fc
  .tuple(pick(ITEMS), pick(['rated1', 'priceMinor']), fc.integer({ min: -5, max: 5 }))
  .map(([id, property, by]) => ({ kind: 'increment', id, property, by }));
const putEdge: fc.Arbitrary<Change> = fc
  .tuple(pair, fc.integer({ min: 0, max: 6 }))
  .map(([{ type, from, to }, at]) => put(type, from, to, at, type === 'VIEWED' ? { times: at } : {}));
const deleteEdge: fc.Arbitrary<Change> = pair.map((edge) => ({ kind: 'deleteEdge', ...edge }));
const deleteNode: fc.Arbitrary<Change> = anyId.map((id) => ({ kind: 'deleteNode', id }));

const change = fc.oneof(
  { arbitrary: create, weight: 6 },
  { arbitrary: update, weight: 3 },
  { arbitrary: increment, weight: 2 },
  { arbitrary: putEdge, weight: 10 },
  { arbitrary: deleteEdge, weight: 3 },
  { arbitrary: deleteNode, weight: 1 },
);
const commitOf: fc.Arbitrary<Changes> = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  expect: fc.array(
    fc.oneof(
      fc.tuple(anyId, pick([1, 2])).map(([id, version]) => ({ kind: 'nodeVersion' as const, id, version })),
      pair.map((edge) => ({ kind: 'edgeAbsent' as const, ...edge })),
    ),
    { maxLength: 1 },
  ),
});
