import { describe, expect, it } from '@jest/globals';
import { openStore } from '../../../src/store/open.js';
import type { StoreUnderTest } from './contract.js';
import { alice, bob, commit, friends, kettle, nth, person, put, townsfolk } from './town.js';

export function describeReopening({ openEmpty, openAgain }: StoreUnderTest): void {
  describe('a store opened again', () => {
    it('has everything that was acknowledged, and goes on', async () => {
      const before = await openEmpty();
      await commit(before, [...townsfolk, friends(alice, bob, 1), put('LIKED', alice, kettle, 2)], {
        events: [{ id: 'a', kind: 'told', at: 1, payload: {} }],
      });
      await before.close();

      const store = await openAgain();

      expect(await store.lookup('User', 'handle', ['alice'])).toMatchObject([{ id: alice }]);
      expect(await store.counts('FRIEND', 'both', [bob])).toEqual([1]);
      expect(await store.search('Item', ['kettle'], { first: 5 })).toEqual([kettle]);
      expect(await commit(store, [], { events: [{ id: 'b', kind: 'told', at: 2, payload: {} }] })).toBe(2);
      expect((await store.commit({ changes: [person(nth('User', 9), 'alice')] })).kind).toBe('conflict');
    });

    it('shows at once what another connection has written', async () => {
      const store = await openEmpty();
      const other = await openAgain();

      await commit(other, townsfolk);
      expect(await store.nodes('User', [alice])).toMatchObject([{ id: alice }]);

      await commit(store, [{ kind: 'updateNode', id: alice, props: { name: 'Alice' } }]);
      expect(await other.nodes('User', [alice])).toMatchObject([{ props: { name: 'Alice' } }]);
    });

    it('keeps no old view of the graph after a read of any kind', async () => {
      const store = await openEmpty();
      const other = await openAgain();
      await commit(store, [...townsfolk, friends(alice, bob, 1)]);
      const reads: readonly (() => Promise<unknown>)[] = [
        () => store.nodes('User', [alice]),
        () => store.lookup('User', 'handle', ['alice']),
        () => store.edges('FRIEND', 'both', [alice], { first: 1 }),
        () => store.between('FRIEND', [{ from: alice, to: bob }]),
        () => store.counts('FRIEND', 'both', [alice]),
        () => store.walk([{ type: 'FRIEND', direction: 'both' }], [alice], { limit: 1 }),
        () => store.search('User', ['alice'], { first: 1 }),
        () => store.eventsAfter(0, 1),
        () => store.scanNodes('User', { batchSize: 1 })[Symbol.asyncIterator]().next(),
        () => store.scanEdges('FRIEND', { batchSize: 1 })[Symbol.asyncIterator]().next(),
      ];

      for (const [turn, read] of reads.entries()) {
        await read();
        await commit(other, [{ kind: 'updateNode', id: alice, props: { name: `Alice ${turn}` } }]);
        expect(await store.nodes('User', [alice])).toMatchObject([{ props: { name: `Alice ${turn}` } }]);
      }
    });

    it('is the same database to whoever opens it, and no other', async () => {
      const store = await openEmpty();
      const [again, elsewhere] = [await openAgain(), await openStore('memory:')];

      expect(await again.identity()).toBe(await store.identity());
      expect(await elsewhere.identity()).not.toBe(await store.identity());
      await elsewhere.close();
    });

    it('can be closed twice', async () => {
      const store = await openEmpty();
      await store.close();
      await expect(store.close()).resolves.toBeUndefined();
    });
  });
}
