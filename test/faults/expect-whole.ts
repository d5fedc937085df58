import { expect } from '@jest/globals';
import type { Store } from '../../src/store/graph-store.js';
import { collect, nth } from '../contracts/graph-store/town.js';

/** The store holds exactly the first so many of the numbered commits, at least those acknowledged; counters equal a recount. */
export async function expectWhole(store: Store, acknowledged: number): Promise<void> {
  const events = await store.eventsAfter(0, 1_000_000);
  const done = events.length;
  expect(done).toBeGreaterThanOrEqual(acknowledged);
  expect(events.map(({ seq, payload }) => [seq, payload['n']])).toEqual(
    events.map((_, at) => [at + 1, at + 1]),
  );

  const people = await collect(store.scanNodes('User'));
  expect(people.map(({ id }) => id)).toEqual(Array.from({ length: done }, (_, at) => nth('User', at + 1)));
  const found = await store.lookup(
    'User',
    'handle',
    people.map((_, at) => `person-${at + 1}`),
  );
  expect(found.map((node) => node?.id)).toEqual(people.map(({ id }) => id));

  const things = await collect(store.scanNodes('Item'));
  expect(things.reduce((sum, { props }) => sum + (props.rated5 ?? 0), 0)).toBe(done);
  expect(await collect(store.scanEdges('LIKED'))).toHaveLength(done);
  expect(await collect(store.scanEdges('VIEWED'))).toHaveLength(Math.min(done, 1));
  expect(await collect(store.scanEdges('FRIEND'))).toHaveLength(Math.max(0, done - 1));

  const ids = [...people, ...things].map(({ id }) => id);
  for (const type of ['LIKED', 'VIEWED', 'SAVED', 'FRIEND'] as const) {
    const out = new Map<string, number>();
    const into = new Map<string, number>();
    for (const { from, to } of await collect(store.scanEdges(type))) {
      out.set(from, (out.get(from) ?? 0) + 1);
      into.set(to, (into.get(to) ?? 0) + 1);
    }
    expect(await store.counts(type, 'out', ids)).toEqual(ids.map((id) => out.get(id) ?? 0));
    expect(await store.counts(type, 'in', ids)).toEqual(ids.map((id) => into.get(id) ?? 0));
  }
}
