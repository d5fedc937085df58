import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Expectation, Store } from '../../../src/store/graph-store.js';
import type { StoreUnderTest } from './contract.js';
import { alice, bob, carol, commit, kettle, nth, person, put, teapot, townsfolk } from './town.js';

export function describeExpectations({ openEmpty, openAgain }: StoreUnderTest): void {
  describe('an expectation', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, [
        ...townsfolk,
        put('LIKED', alice, kettle, 1),
        put('VIEWED', alice, kettle, 1, { times: 3 }),
      ]);
      await commit(store, [{ kind: 'updateNode', id: bob, props: { name: 'Robert' } }]);
    });

    const erin = nth('User', 9);
    const pair = { type: 'LIKED', from: alice, to: kettle } as const;
    const other = { type: 'LIKED', from: kettle, to: alice } as const;
    const viewed = { type: 'VIEWED', from: alice, to: kettle } as const;
    const handle = (value: string) => ({ kind: 'keyAbsent', label: 'User', key: 'handle', value }) as const;

    it.each<[Expectation, Expectation]>([
      [
        { kind: 'nodeAbsent', id: erin },
        { kind: 'nodeAbsent', id: alice },
      ],
      [
        { kind: 'nodePresent', id: alice },
        { kind: 'nodePresent', id: erin },
      ],
      [
        { kind: 'nodeVersion', id: bob, version: 2 },
        { kind: 'nodeVersion', id: bob, version: 1 },
      ],
      [
        { kind: 'nodeVersion', id: alice, version: 1 },
        { kind: 'nodeVersion', id: erin, version: 1 },
      ],
      [handle('erin'), handle('alice')],
      [
        { kind: 'edgeAbsent', ...other },
        { kind: 'edgeAbsent', ...pair },
      ],
      [
        { kind: 'edgePresent', ...pair },
        { kind: 'edgePresent', ...other },
      ],
      [
        { kind: 'edgeTimes', ...viewed, times: 3 },
        { kind: 'edgeTimes', ...viewed, times: 2 },
      ],
      [
        { kind: 'edgeTimes', ...pair, times: 1 },
        { kind: 'edgeTimes', ...other, times: 1 },
      ],
    ])('%j lets a commit pass, and %j stops it', async (holds, fails) => {
      const changes = [person(erin, 'erin')];

      const stopped = await store.commit({ expect: [holds, fails], changes });
      expect(stopped).toEqual({ kind: 'conflict', conflict: { kind: 'expectation', expectation: fails } });
      expect(await store.nodes('User', [erin])).toEqual([null]);

      expect(await store.commit({ expect: [holds], changes })).toMatchObject({ kind: 'committed' });
    });

    it('is about the time before the changes', async () => {
      const done = await store.commit({
        expect: [
          { kind: 'edgeAbsent', ...other },
          { kind: 'nodeAbsent', id: erin },
        ],
        changes: [person(erin, 'erin'), put('LIKED', erin, kettle, 2)],
      });

      expect(done).toMatchObject({ kind: 'committed' });
    });

    it('on one relationship is won by exactly one of 100 parallel commits', async () => {
      const stores = [store, await openAgain()] as const;
      const like = { type: 'LIKED', from: carol, to: teapot } as const;

      const done = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          stores[n % 2 === 0 ? 0 : 1].commit({
            expect: [{ kind: 'edgeAbsent', ...like }],
            changes: [put('LIKED', carol, teapot, n)],
            events: [{ id: `like-${n}`, kind: 'liked', at: n, payload: { n } }],
          }),
        ),
      );

      const winners = done.flatMap((result, n) => (result.kind === 'committed' ? [n] : []));
      expect(winners).toHaveLength(1);
      expect(await store.between('LIKED', [like])).toMatchObject([{ at: winners[0] }]);
      expect(await store.counts('LIKED', 'in', [teapot])).toEqual([1]);
      expect(await store.eventsAfter(0, 10)).toMatchObject([{ id: `like-${winners[0]}` }]);
    });

    it('on a version lets nobody overwrite what they have not seen', async () => {
      const stores = [store, await openAgain()] as const;
      const seen = await store.nodes('Item', [kettle]);
      const version = seen[0]?.version ?? 0;

      const done = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          stores[n % 2 === 0 ? 0 : 1].commit({
            expect: [{ kind: 'nodeVersion', id: kettle, version }],
            changes: [{ kind: 'updateNode', id: kettle, props: { title: `title ${n}` } }],
          }),
        ),
      );

      expect(done.filter((result) => result.kind === 'committed')).toHaveLength(1);
      expect(await store.nodes('Item', [kettle])).toMatchObject([{ version: version + 1 }]);
    });

    it('is not needed for keys and sums: one of 40 gets the handle, and all of 40 are added', async () => {
      const stores = [store, await openAgain()] as const;

      const signUps = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          stores[n % 2 === 0 ? 0 : 1].commit({ changes: [person(nth('User', 100 + n), 'wanted')] }),
        ),
      );
      await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          commit(stores[n % 2 === 0 ? 0 : 1], [{ kind: 'increment', id: kettle, property: 'rated5', by: 1 }]),
        ),
      );

      expect(signUps.filter((result) => result.kind === 'committed')).toHaveLength(1);
      const [item] = await store.nodes('Item', [kettle]);
      expect(item?.props.rated5).toBe(40);
    });
  });
}
