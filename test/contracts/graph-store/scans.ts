import { beforeEach, describe, expect, it } from '@jest/globals';
import type { GraphEdge, Store } from '../../../src/store/graph-store.js';
import type { StoreUnderTest } from './contract.js';
import { alice, collect, commit, kettle, lamp, nth, person, put, teapot, townsfolk } from './town.js';

export function describeScans({ openEmpty, openAgain }: StoreUnderTest): void {
  describe('a scan', () => {
    const guests = Array.from({ length: 50 }, (_, n) => nth('User', 10 + n));
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, townsfolk);
      await commit(
        store,
        [...guests].reverse().map((id) => person(id, id)),
      );
      await commit(
        store,
        guests.map((id, n) => put('LIKED', id, n % 2 === 0 ? kettle : teapot, 100 - n)),
      );
      await commit(
        store,
        guests.map((id, n) => put('LIKED', id, lamp, n)),
      );
    });

    it('gives every node of a label by id, in batches', async () => {
      const sizes: number[] = [];
      const seen: string[] = [];
      for await (const batch of store.scanNodes('User', { batchSize: 20 })) {
        sizes.push(batch.length);
        seen.push(...batch.map(({ id }) => id));
      }

      expect(sizes).toEqual([20, 20, 14]);
      expect(seen).toEqual([...seen].sort());
      expect(await collect(store.scanNodes('Item'))).toMatchObject([
        { id: kettle },
        { id: teapot },
        { id: lamp },
      ]);
      expect(await collect(store.scanNodes('Circle'))).toEqual([]);
    });

    it('gives every relationship of a type by (from, to)', async () => {
      const seen = await collect(store.scanEdges('LIKED', { batchSize: 7 }));

      expect(seen).toHaveLength(100);
      expect(seen).toEqual([...seen].sort(byEnds));
      expect(seen[0]).toEqual({ type: 'LIKED', from: guests[0], to: kettle, at: 100, props: {} });
      expect(await collect(store.scanEdges('FOLLOWS'))).toEqual([]);
    });

    it('goes on after any position, present or gone', async () => {
      const everything = await collect(store.scanEdges('LIKED'));
      const after = everything[41];
      if (after === undefined) throw new Error('100 likes');
      await commit(store, [{ kind: 'deleteEdge', type: 'LIKED', from: after.from, to: after.to }]);

      expect(await collect(store.scanEdges('LIKED', { after, batchSize: 9 }))).toEqual(everything.slice(42));
      const people = await collect(store.scanNodes('User', { after: { id: guests[48]! } }));
      expect(people.map(({ id }) => id)).toEqual([guests[49]]);
    });

    it('resumes under writes with all that was there throughout, once', async () => {
      const writer = await openAgain();
      const seen: GraphEdge[] = [];
      let batches = 0;
      let position: GraphEdge | undefined;
      for (let ended = false; !ended;) {
        ended = true;
        const from = position === undefined ? { batchSize: 9 } : { after: position, batchSize: 9 };
        for await (const batch of store.scanEdges('LIKED', from)) {
          seen.push(...batch);
          batches += 1;
          if (batches > 10) continue;
          const guest = nth('User', 200 + batches);
          const later = put('LIKED', guest, kettle, batches);
          await commit(writer, [person(guest, guest), later, put('LIKED', alice, kettle, batches)]);
          if (batches % 3 !== 0) continue;
          position = batch.at(-1);
          ended = false;
          break;
        }
      }

      const stayed = seen.filter(({ from }) => (guests as readonly string[]).includes(from));
      expect(stayed).toHaveLength(100);
      expect(new Set(stayed.map(({ from, to }) => `${from} ${to}`)).size).toBe(100);
    });
  });
}

function byEnds(a: GraphEdge, b: GraphEdge): number {
  return a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1;
}
