import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeId, type ItemId, type UserId } from '../../graph-models/domain/ids.js';
import { batches } from '../../src/store/neo4j/batches.js';
import type { Change } from '../../src/store/graph-store.js';

const user = (n: number): UserId => makeId('User', String(n).padStart(26, '0'));
const item = (n: number): ItemId => makeId('Item', String(n).padStart(26, '0'));

describe('the batches of a commit on Neo4j', () => {
  it('are one for the people, one for the items and one for the acts of an import', () => {
    const changes = [0, 1, 2, 3].flatMap((n): Change[] => [
      createUser(user(n), `handle${n}`),
      createItem(item(n), `sku${n}`),
      { kind: 'putEdge', type: 'USED', from: user(n), to: item(n), at: n, props: { times: 1 } },
    ]);

    const grouped = batches(changes);

    expect(grouped.map(({ kind, rows }) => `${kind} ${rows.length}`)).toEqual([
      'createNode 4',
      'createNode 4',
      'putEdge 4',
    ]);
  });

  it('stay one when the same relationship is put often', () => {
    const changes = [1, 2, 3].map((at): Change => ({
      kind: 'putEdge',
      type: 'USED',
      from: user(1),
      to: item(1),
      at,
      props: { times: at },
    }));

    expect(batches(changes)).toHaveLength(1);
  });

  it('do not grow with counters that are kept beside relationships', () => {
    const changes = Array.from({ length: 50 }, (_, n): Change[] => [
      { kind: 'putEdge', type: 'RATED', from: user(n), to: item(1), at: n, props: { rating: 5 } },
      { kind: 'increment', id: item(1), property: 'rated5', by: 1 },
    ]).flat();

    expect(batches(changes)).toHaveLength(2);
  });

  it('leave the graph as the changes one by one would', () => {
    fc.assert(
      fc.property(fc.array(anyChange(), { maxLength: 60 }).map(withoutConflicts), (changes) => {
        expect(outcome(inBatches(changes))).toEqual(outcome(changes));
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });

  it('meet a conflict when the changes one by one would', () => {
    const oneTooMany = fc
      .tuple(fc.array(anyChange(), { maxLength: 40 }).map(withoutConflicts), anyChange())
      .map(([changes, last]) => [...changes, last]);
    fc.assert(
      fc.property(oneTooMany, (changes) => {
        expect(outcome(inBatches(changes))).toEqual(outcome(changes));
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });
});

const inBatches = (changes: readonly Change[]): Change[] =>
  batches(changes).flatMap((batch) => batch.rows.map(({ change }) => change));

function withoutConflicts(changes: readonly Change[]): Change[] {
  const nodes = new Map<string, Record<string, unknown>>();
  const edges = new Map<string, number>();
  return changes.filter((change) => applied(change, nodes, edges));
}

/** A graph small enough to see that its statements mean what the port says. */
function outcome(changes: readonly Change[]): unknown {
  const nodes = new Map<string, Record<string, unknown>>();
  const edges = new Map<string, number>();
  for (const change of changes) if (!applied(change, nodes, edges)) return 'conflict';
  return { nodes: new Map([...nodes].sort()), edges: new Map([...edges].sort()) };
}

function applied(
  change: Change,
  nodes: Map<string, Record<string, unknown>>,
  edges: Map<string, number>,
): boolean {
  switch (change.kind) {
    case 'createNode': {
      if (nodes.has(change.id) || keyIsTaken(change, nodes)) return false;
      nodes.set(change.id, { ...change.props, version: 1 });
      return true;
    }
    case 'updateNode': {
      const node = nodes.get(change.id);
      if (!node || keyIsTaken(change, nodes)) return false;
      nodes.set(change.id, { ...node, ...change.props, version: Number(node['version']) + 1 });
      return true;
    }
    case 'increment': {
      const node = nodes.get(change.id);
      if (!node) return false;
      const value = Number(node[change.property] ?? 0) + change.by;
      nodes.set(change.id, { ...node, [change.property]: value, version: Number(node['version']) + 1 });
      return true;
    }
    case 'deleteNode':
      nodes.delete(change.id);
      for (const edge of edges.keys()) if (edge.includes(change.id)) edges.delete(edge);
      return true;
    case 'putEdge':
      if (!nodes.has(change.from) || !nodes.has(change.to)) return false;
      edges.set(`${change.type} ${change.from} ${change.to}`, change.at);
      return true;
    case 'deleteEdge':
      edges.delete(`${change.type} ${change.from} ${change.to}`);
      return true;
  }
}

function keyIsTaken(
  change: { id: string; props: object },
  nodes: ReadonlyMap<string, Record<string, unknown>>,
): boolean {
  const { handle, sku } = change.props as { handle?: string; sku?: string };
  return [...nodes].some(
    ([id, node]) =>
      id !== change.id &&
      ((handle !== undefined && node['handle'] === handle) || (sku !== undefined && node['sku'] === sku)),
  );
}

function anyChange(): fc.Arbitrary<Change> {
  const who = fc.nat(2).map(user);
  const what = fc.nat(1).map(item);
  const handle = fc.constantFrom('alice', 'bob');
  const at = fc.nat(9);
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(who, handle).map(([id, h]): Change => createUser(id, h + id)) },
    { weight: 2, arbitrary: fc.tuple(who, handle).map(([id, h]): Change => createUser(id, h)) },
    { weight: 4, arbitrary: fc.tuple(what, handle).map(([id, sku]): Change => createItem(id, sku + id)) },
    { weight: 1, arbitrary: fc.tuple(who, handle).map(([id, h]): Change => update(id, { handle: h })) },
    { weight: 1, arbitrary: fc.tuple(who, handle).map(([id, name]): Change => update(id, { name })) },
    { weight: 1, arbitrary: who.map((id): Change => ({ kind: 'deleteNode', id })) },
    {
      weight: 2,
      arbitrary: what.map((id): Change => ({ kind: 'increment', id, property: 'rated1', by: 1 })),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(who, what, at)
        .map(([from, to, at]): Change => ({ kind: 'putEdge', type: 'LIKED', from, to, at, props: {} })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(who, what)
        .map(([from, to]): Change => ({ kind: 'deleteEdge', type: 'LIKED', from, to })),
    },
  );
}

function update(id: UserId, props: { handle?: string; name?: string }): Change {
  return { kind: 'updateNode', id, props };
}

function createUser(id: UserId, handle: string): Change {
  const props = { handle, name: handle, bio: '', locale: 'en', visibility: 'PUBLIC', joinedAt: 1 } as const;
  return { kind: 'createNode', id, props };
}

function createItem(id: ItemId, sku: string): Change {
  const props = {
    sku,
    title: sku,
    description: '',
    priceMinor: 100,
    currency: 'EUR',
    categorySlugs: [],
    pictures: [],
    available: true,
    createdAt: 1,
    search: sku,
  };
  return { kind: 'createNode', id, props };
}
