import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Change, Store } from '../../../src/store/graph-store.js';
import type { StoreUnderTest } from './contract.js';
import {
  alice,
  bob,
  carol,
  collect,
  commit,
  friends,
  kettle,
  nth,
  person,
  put,
  teapot,
  townsfolk,
} from './town.js';

export function describeAtomicity({ openEmpty }: StoreUnderTest): void {
  describe('a commit that fails half-way', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, [...townsfolk, friends(alice, bob, 1), put('LIKED', alice, kettle, 2)]);
    });

    const erin = nth('User', 9);
    const work: readonly Change[] = [
      person(erin, 'erin', { search: 'erin gardener' }),
      put('LIKED', erin, teapot, 5),
      { kind: 'updateNode', id: bob, props: { handle: 'robert', search: 'robert' } },
      put('LIKED', alice, kettle, 9),
      { kind: 'increment', id: kettle, property: 'rated5', by: 1 },
      { kind: 'deleteEdge', type: 'FRIEND', from: alice, to: bob },
      { kind: 'deleteNode', id: carol },
    ];
    const events = [{ id: 'half', kind: 'half', at: 1, payload: {} }];

    it('leaves everything as it was, wherever it fails', async () => {
      const before = await everything(store);

      for (let at = 0; at <= work.length; at++) {
        const stumble = person(alice, 'anything');
        const done = await store.commit({
          changes: [...work.slice(0, at), stumble, ...work.slice(at)],
          events,
        });

        expect(done).toEqual({ kind: 'conflict', conflict: { kind: 'idTaken', id: alice } });
        expect(await everything(store)).toEqual(before);
      }
    });

    it('leaves everything as it was when the last event has been announced before', async () => {
      await commit(store, [], { events });
      const before = await everything(store);

      const done = await store.commit({ changes: work, events: [{ ...events[0]!, id: 'new' }, ...events] });

      expect(done).toEqual({ kind: 'conflict', conflict: { kind: 'idTaken', id: 'half' } });
      expect(await everything(store)).toEqual(before);
    });

    it('leaves everything as it was when a value in the middle cannot be stored', async () => {
      const before = await everything(store);
      const unfit: Change = { kind: 'updateNode', id: alice, props: { joinedAt: Number.NaN } };

      await expect(store.commit({ changes: [...work, unfit], events })).rejects.toThrow('User.joinedAt');
      expect(await everything(store)).toEqual(before);
    });

    it('would otherwise have gone through', async () => {
      const before = await everything(store);

      await commit(store, work, { events });

      expect(await everything(store)).not.toEqual(before);
    });
  });
}

async function everything(store: Store): Promise<unknown> {
  const people = await collect(store.scanNodes('User'));
  const items = await collect(store.scanNodes('Item'));
  const ids = people.map((node) => node.id);
  return {
    people,
    items,
    liked: await collect(store.scanEdges('LIKED')),
    friends: await collect(store.scanEdges('FRIEND')),
    friendCounts: await store.counts('FRIEND', 'both', ids),
    likedCounts: await store.counts('LIKED', 'out', ids),
    likeCounts: await store.counts('LIKED', 'in', [kettle, teapot]),
    handles: await store.lookup('User', 'handle', ['erin', 'bob', 'robert', 'carol']),
    gardeners: await store.search('User', ['gardener'], { first: 5 }),
    roberts: await store.search('User', ['robert'], { first: 5 }),
    events: await store.eventsAfter(0, 100),
  };
}
