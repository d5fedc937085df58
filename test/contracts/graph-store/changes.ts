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
  item,
  kettle,
  nth,
  person,
  put,
  teapot,
  townsfolk,
} from './town.js';

export function describeChanges({ openEmpty }: StoreUnderTest): void {
  describe('a commit', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, townsfolk);
    });
    const conflictOf = async (...changes: Change[]) => {
      const done = await store.commit({ changes });
      return done.kind === 'conflict' ? done.conflict : null;
    };

    it('creates a node once', async () => {
      expect(await conflictOf(person(alice, 'somebody'))).toEqual({ kind: 'idTaken', id: alice });
    });

    it('keeps unique keys unique within their label', async () => {
      const taken = { kind: 'keyTaken', label: 'User', key: 'handle', value: 'bob' };

      expect(await conflictOf(person(nth('User', 9), 'bob'))).toEqual(taken);
      expect(await conflictOf({ kind: 'updateNode', id: alice, props: { handle: 'bob' } })).toEqual(taken);
      expect(await conflictOf(item(nth('Item', 9), 'bob'))).toBeNull();
    });

    it('sees a key taken earlier in the same commit', async () => {
      const conflict = await conflictOf(person(nth('User', 8), 'erin'), person(nth('User', 9), 'erin'));

      expect(conflict).toEqual({ kind: 'keyTaken', label: 'User', key: 'handle', value: 'erin' });
    });

    it('passes a key on when its node gives it up, in one commit or later', async () => {
      await commit(store, [
        { kind: 'updateNode', id: alice, props: { handle: 'alice-2' } },
        { kind: 'updateNode', id: bob, props: { handle: 'alice' } },
      ]);
      await commit(store, [{ kind: 'deleteNode', id: carol }, person(nth('User', 9), 'carol')]);

      const found = await store.lookup('User', 'handle', ['alice', 'bob', 'alice-2', 'carol']);
      expect(found.map((node) => node?.id ?? null)).toEqual([bob, null, alice, nth('User', 9)]);
    });

    it('updates the given properties, takes away those set to null, and counts versions', async () => {
      await commit(store, [
        { kind: 'updateNode', id: kettle, props: { brand: 'Brew', titleZh: '水壶' } },
        { kind: 'updateNode', id: kettle, props: { brand: null, priceMinor: 5 } },
        { kind: 'updateNode', id: kettle, props: { description: 'Boils.' } },
      ]);

      const [node] = await store.nodes('Item', [kettle]);
      expect(node).toMatchObject({
        version: 4,
        props: { titleZh: '水壶', priceMinor: 5, description: 'Boils.' },
      });
      expect(node?.props).not.toHaveProperty('brand');
    });

    it('increments from nothing, by negative and by fractional amounts', async () => {
      await commit(store, [
        { kind: 'increment', id: kettle, property: 'rated5', by: 2 },
        { kind: 'increment', id: kettle, property: 'rated5', by: -3 },
        { kind: 'increment', id: kettle, property: 'priceMinor', by: 0.5 },
      ]);

      const [node] = await store.nodes('Item', [kettle]);
      expect(node).toMatchObject({ version: 4, props: { rated5: -1, priceMinor: 1999.5 } });
    });

    it('conflicts when what it changes or joins is absent', async () => {
      const nobody = nth('User', 99);
      const missing = { kind: 'nodeMissing', id: nobody };

      expect(await conflictOf({ kind: 'updateNode', id: nobody, props: { name: 'x' } })).toEqual(missing);
      expect(await conflictOf({ kind: 'increment', id: nobody, property: 'joinedAt', by: 1 })).toEqual(
        missing,
      );
      expect(await conflictOf(put('LIKED', nobody, kettle, 1))).toEqual(missing);
      expect(await conflictOf(put('FOLLOWS', alice, nobody, 1))).toEqual(missing);
    });

    it('applies changes in the order given', async () => {
      const erin = nth('User', 9);

      expect(await conflictOf(put('LIKED', erin, kettle, 1), person(erin, 'erin'))).toEqual({
        kind: 'nodeMissing',
        id: erin,
      });
      await commit(store, [
        person(erin, 'erin'),
        put('LIKED', erin, kettle, 1),
        put('LIKED', erin, kettle, 2),
        { kind: 'deleteEdge', type: 'LIKED', from: erin, to: kettle },
        put('LIKED', erin, teapot, 3),
        { kind: 'deleteNode', id: erin },
        person(erin, 'erin again'),
        put('LIKED', erin, kettle, 4),
      ]);

      const [page] = await store.edges('LIKED', 'out', [erin], { first: 5 });
      expect(page?.edges).toEqual([{ type: 'LIKED', from: erin, to: kettle, at: 4, props: {} }]);
      expect(await store.counts('LIKED', 'in', [kettle, teapot])).toEqual([1, 0]);
      expect(await store.nodes('User', [erin])).toMatchObject([
        { version: 1, props: { handle: 'erin again' } },
      ]);
    });

    it('replaces time and properties of a relationship that is there, and counts it once', async () => {
      await commit(store, [
        put('VIEWED', alice, kettle, 10, { times: 1 }),
        put('VIEWED', alice, teapot, 20, { times: 1 }),
      ]);
      await commit(store, [put('VIEWED', alice, kettle, 30, { times: 2 })]);

      const [page] = await store.edges('VIEWED', 'out', [alice], { first: 5 });
      expect(page?.edges.map(({ to, at, props }) => [to, at, props.times])).toEqual([
        [kettle, 30, 2],
        [teapot, 20, 1],
      ]);
      expect(await store.counts('VIEWED', 'out', [alice])).toEqual([2]);
    });

    it('drops properties that the replacement does not have', async () => {
      await commit(store, [put('RATED', alice, kettle, 1, { rating: 5, reviewId: nth('Review', 1) })]);
      await commit(store, [put('RATED', alice, kettle, 2, { rating: 4 })]);

      expect(await store.between('RATED', [{ from: alice, to: kettle }])).toEqual([
        { type: 'RATED', from: alice, to: kettle, at: 2, props: { rating: 4 } },
      ]);
    });

    it('deletes a relationship, and nothing when there is none', async () => {
      await commit(store, [put('LIKED', alice, kettle, 1)]);
      const unlike = { kind: 'deleteEdge', type: 'LIKED', from: alice, to: kettle } as const;

      await commit(store, [unlike, unlike]);

      expect(await store.between('LIKED', [{ from: alice, to: kettle }])).toEqual([null]);
      expect(await store.counts('LIKED', 'in', [kettle])).toEqual([0]);
    });

    it('deletes a node with its relationships, its keys and its words', async () => {
      await commit(store, [
        friends(alice, bob, 1),
        friends(bob, carol, 2),
        put('LIKED', bob, kettle, 3),
        put('FOLLOWS', alice, bob, 4),
      ]);

      await commit(store, [
        { kind: 'deleteNode', id: bob },
        { kind: 'deleteNode', id: bob },
      ]);

      expect(await store.nodes('User', [bob])).toEqual([null]);
      expect(await store.lookup('User', 'handle', ['bob'])).toEqual([null]);
      expect(await store.search('User', ['bob'], { first: 5 })).toEqual([]);
      expect(await store.counts('FRIEND', 'both', [alice, bob, carol])).toEqual([0, 0, 0]);
      expect(await store.counts('LIKED', 'in', [kettle])).toEqual([0]);
      expect(await store.counts('FOLLOWS', 'out', [alice])).toEqual([0]);
      expect(await collect(store.scanEdges('FRIEND'))).toEqual([]);
    });

    it('may change nothing at all', async () => {
      expect(await store.commit({ changes: [] })).toEqual({ kind: 'committed', seq: 0 });
    });
  });
}
