import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { Direction, EdgePosition, GraphEdge, Store } from '../../../src/store/graph-store.js';
import { full } from '../../support/full.js';
import type { StoreUnderTest } from './contract.js';
import { alice, bob, carol, commit, dave, friends, kettle, nth, person, put, townsfolk } from './town.js';

export function describePages({ openEmpty, openAgain, share }: StoreUnderTest): void {
  describe('a page', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, townsfolk);
    });

    it('is newest first, and of equal times the higher id first', async () => {
      await commit(store, [
        put('LIKED', bob, kettle, 5),
        put('LIKED', dave, kettle, 5),
        put('LIKED', alice, kettle, 9),
        put('LIKED', carol, kettle, 5),
      ]);

      const [page] = await store.edges('LIKED', 'in', [kettle], { first: 10 });

      expect(page?.edges.map((edge) => edge.from)).toEqual([alice, dave, carol, bob]);
      expect(page?.hasMore).toBe(false);
    });

    it('is newest first also before 1970 and far in the future', async () => {
      await commit(store, [
        put('LIKED', bob, kettle, -5),
        put('LIKED', dave, kettle, Number.MAX_SAFE_INTEGER),
        put('LIKED', alice, kettle, Number.MIN_SAFE_INTEGER),
        put('LIKED', carol, kettle, 0),
      ]);

      const [page] = await store.edges('LIKED', 'in', [kettle], { first: 10 });

      expect(page?.edges.map((edge) => edge.at)).toEqual([
        Number.MAX_SAFE_INTEGER,
        0,
        -5,
        Number.MIN_SAFE_INTEGER,
      ]);
    });

    it('goes on strictly after a position, also one whose relationship is gone', async () => {
      const guests = Array.from({ length: 7 }, (_, n) => nth('User', 10 + n));
      await commit(
        store,
        guests.map((id) => person(id, id)),
      );
      await commit(
        store,
        guests.map((id, n) => put('LIKED', id, kettle, Math.floor(n / 3))),
      );

      const seen = await walkPages(store, 'in', kettle, 2, async (edge) => {
        await commit(store, [{ kind: 'deleteEdge', type: 'LIKED', from: edge.from, to: kettle }]);
      });

      expect(seen.map((edge) => edge.from)).toEqual([...guests].reverse());
    });

    it('says that there are more, only when there are', async () => {
      await commit(store, [put('LIKED', alice, kettle, 1), put('LIKED', bob, kettle, 2)]);

      const [one] = await store.edges('LIKED', 'in', [kettle], { first: 1 });
      const [two] = await store.edges('LIKED', 'in', [kettle], { first: 2 });

      expect([one?.hasMore, two?.hasMore]).toEqual([true, false]);
    });

    it('of a symmetric type merges both directions in one order', async () => {
      await commit(store, [friends(bob, alice, 3), friends(bob, carol, 2), friends(bob, dave, 3)]);

      const [first] = await store.edges('FRIEND', 'both', [bob], { first: 2 });
      const [rest] = await store.edges('FRIEND', 'both', [bob], { first: 2, after: { at: 3, id: alice } });

      const others = (edges: readonly GraphEdge[] = []) =>
        edges.map(({ from, to }) => (from === bob ? to : from));
      expect([others(first?.edges), first?.hasMore]).toEqual([[dave, alice], true]);
      expect([others(rest?.edges), rest?.hasMore]).toEqual([[carol], false]);
    });

    it('holds 1 to 1,000, and `both` is for symmetric types', async () => {
      for (const first of [0, -1, 1001, 1.5, Number.NaN]) {
        await expect(store.edges('LIKED', 'in', [kettle], { first })).rejects.toThrow(RangeError);
      }
      await expect(store.edges('LIKED', 'both', [kettle], { first: 1 })).rejects.toThrow(RangeError);
      await expect(store.counts('LIKED', 'both', [kettle])).rejects.toThrow(RangeError);
    });
  });

  describe('a walk over pages among writers', () => {
    const walks = Math.max(3, Math.round((full ? 10_000 : 1000) * share));

    it(`has all that was there throughout, once and in order, in ${walks} walks`, async () => {
      const store = await openEmpty();
      const writer = await openAgain();
      const guests = Array.from({ length: 60 }, (_, n) => nth('User', 10 + n));
      await commit(store, [...townsfolk, ...guests.map((id) => person(id, id))]);

      const times = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 30, maxLength: 30 });
      const write = fc.record({
        who: fc.integer({ min: 30, max: 59 }),
        at: fc.integer({ min: 0, max: 9 }),
        put: fc.boolean(),
      });
      const writes = fc.array(fc.array(write, { maxLength: 4 }), { minLength: 1, maxLength: 20 });
      await fc.assert(
        fc.asyncProperty(times, writes, fc.integer({ min: 1, max: 9 }), async (staying, rounds, first) => {
          const stays = staying.map((at, n) => put('LIKED', guests[n] ?? alice, kettle, at));
          await commit(store, stays);

          let round = 0;
          const seen = await walkPages(store, 'in', kettle, first, async () => {
            const changes = rounds[round++ % rounds.length] ?? [];
            await commit(
              writer,
              changes.map(({ who, at, put: puts }) => {
                const from = guests[who] ?? alice;
                return puts
                  ? put('LIKED', from, kettle, at)
                  : { kind: 'deleteEdge', type: 'LIKED', from, to: kettle };
              }),
            );
          });

          const stayed = seen.filter((edge) => guests.indexOf(edge.from as Id<'User'>) < 30);
          expect(new Set(stayed.map((edge) => edge.from)).size).toBe(30);
          expect(stayed).toHaveLength(30);
          expect(seen).toEqual([...seen].sort((a, b) => b.at - a.at || (a.from < b.from ? 1 : -1)));
        }),
        { numRuns: walks, seed: 7 },
      );
    }, 600_000);
  });
}

/** Every page of LIKED, one after the other; `between` runs for the last edge of each. */
async function walkPages(
  store: Store,
  direction: Direction,
  id: Id,
  first: number,
  between: (last: GraphEdge) => Promise<void>,
): Promise<GraphEdge[]> {
  const seen: GraphEdge[] = [];
  let after: EdgePosition | undefined;
  for (;;) {
    const [page] = await store.edges(
      'LIKED',
      direction,
      [id],
      after === undefined ? { first } : { first, after },
    );
    seen.push(...(page?.edges ?? []));
    const last = page?.edges.at(-1);
    if (last === undefined || page?.hasMore !== true) return seen;
    after = { at: last.at, id: direction === 'in' ? last.from : last.to };
    await between(last);
  }
}
