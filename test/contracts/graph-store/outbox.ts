import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Store, StoredEvent } from '../../../src/store/graph-store.js';
import type { StoreUnderTest } from './contract.js';
import { alice, commit, kettle, person, put, townsfolk } from './town.js';

export function describeOutbox({ openEmpty, openAgain }: StoreUnderTest): void {
  describe('the outbox', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, townsfolk);
    });
    const event = (id: string, payload: StoredEvent['payload'] = {}) => ({
      id,
      kind: 'told',
      at: 5,
      payload,
    });

    it('gives events in the order of commit, counted from 1, and commits say how far it is', async () => {
      expect(await commit(store, [], { events: [event('a'), event('b')] })).toBe(2);
      expect(await commit(store, [put('LIKED', alice, kettle, 1)])).toBe(2);
      expect(await commit(store, [], { events: [event('c')] })).toBe(3);

      expect(await store.eventsAfter(0, 10)).toEqual([
        { seq: 1, ...event('a') },
        { seq: 2, ...event('b') },
        { seq: 3, ...event('c') },
      ]);
    });

    it('is read after a position, up to a limit', async () => {
      await commit(store, [], { events: ['a', 'b', 'c', 'd'].map((id) => event(id)) });

      expect((await store.eventsAfter(1, 2)).map(({ id }) => id)).toEqual(['b', 'c']);
      expect(await store.eventsAfter(4, 10)).toEqual([]);
    });

    it('keeps payloads as they are', async () => {
      const payload = {
        text: '红茶 👩‍👧 " \' \\ \0',
        list: [1, null, { deep: [true, ''] }],
        big: 2 ** 53,
        none: null,
      };

      await commit(store, [], { events: [event('a', payload)] });

      expect((await store.eventsAfter(0, 1))[0]?.payload).toEqual(payload);
    });

    it('has no gap after commits that wrote nothing', async () => {
      await commit(store, [], { events: [event('a')] });
      await store.commit({ changes: [person(alice, 'taken')], events: [event('lost')] });
      await store.commit({ changes: [], events: [event('b'), event('a')] });
      await commit(store, [], { events: [event('b')] });

      expect((await store.eventsAfter(0, 10)).map(({ seq, id }) => [seq, id])).toEqual([
        [1, 'a'],
        [2, 'b'],
      ]);
    });

    it('announces an event once', async () => {
      const twice = await store.commit({ changes: [], events: [event('a'), event('a')] });

      expect(twice).toEqual({ kind: 'conflict', conflict: { kind: 'idTaken', id: 'a' } });
      expect(await store.eventsAfter(0, 10)).toEqual([]);
    });

    it('has no gap, no double and a total order under 100 parallel commits, and readers never skip', async () => {
      const stores = [store, await openAgain()];
      const read: number[] = [];
      let writing = true;
      const reader = (async () => {
        for (let seq = 0; writing || read.length < 200; seq = read.at(-1) ?? 0) {
          read.push(...(await store.eventsAfter(seq, 7)).map((stored) => stored.seq));
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();

      const seqs = await Promise.all(
        Array.from({ length: 100 }, async (_, n) => {
          const by = stores[n % 2] ?? store;
          return commit(by, [{ kind: 'increment', id: kettle, property: 'rated5', by: 1 }], {
            events: [event(`${n}-first`, { n }), event(`${n}-second`, { n })],
          });
        }),
      );
      writing = false;
      await reader;

      const stored = await store.eventsAfter(0, 1000);
      expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
      expect(read).toEqual(stored.map(({ seq }) => seq));
      expect(new Set(seqs).size).toBe(100);
      for (const [n, seq] of seqs.entries()) {
        expect(stored[seq - 1]?.id).toBe(`${n}-second`);
        expect(stored[seq - 2]?.id).toBe(`${n}-first`);
      }
    }, 60_000);
  });
}
