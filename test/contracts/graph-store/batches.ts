import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { Store } from '../../../src/store/graph-store.js';
import type { StoreUnderTest } from './contract.js';
import {
  alice,
  bob,
  carol,
  commit,
  dave,
  friends,
  kettle,
  lamp,
  nth,
  person,
  put,
  teapot,
  townsfolk,
} from './town.js';

export function describeBatches({ openEmpty }: StoreUnderTest): void {
  describe('a batch', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, [...townsfolk, friends(alice, bob, 10), put('LIKED', alice, kettle, 20)]);
    });

    it('of nodes answers in the order asked, null for the absent, twice for the twice asked', async () => {
      const found = await store.nodes('User', [carol, nth('User', 99), alice, carol]);

      expect(found.map((node) => node?.props.handle ?? null)).toEqual(['carol', null, 'alice', 'carol']);
      expect(found[0]).toEqual(found[3]);
      expect(found[0]).toMatchObject({ id: carol, label: 'User', version: 1 });
    });

    it('of nodes knows only ids of its label', async () => {
      const others = [
        kettle,
        'nonsense',
        '',
        "usr_' OR 1=1 --",
        'usr_`}) RETURN 1 //',
      ] as unknown as Id<'User'>[];

      expect(await store.nodes('User', others)).toEqual([null, null, null, null, null]);
    });

    it('of look-ups answers in the order asked', async () => {
      const found = await store.lookup('User', 'handle', ['dave', 'nobody', 'alice', 'dave', '']);

      expect(found.map((node) => node?.id ?? null)).toEqual([dave, null, alice, dave, null]);
      expect(await store.lookup('Item', 'sku', ['alice', 'teapot'])).toMatchObject([null, { id: teapot }]);
    });

    it('of look-ups is refused for what is not a unique key', async () => {
      await expect(store.lookup('User', 'name', ['alice'])).rejects.toThrow(RangeError);
      await expect(store.lookup('Review', 'id', ['x'])).rejects.toThrow(RangeError);
    });

    it('of pairs answers each relationship or null, in its own direction', async () => {
      const found = await store.between('LIKED', [
        { from: bob, to: kettle },
        { from: alice, to: kettle },
        { from: kettle, to: alice },
        { from: alice, to: kettle },
      ]);

      const liked = { type: 'LIKED', from: alice, to: kettle, at: 20, props: {} };
      expect(found).toEqual([null, liked, null, liked]);
    });

    it('of counts and pages answers zero and nothing for nodes without relationships, and for no nodes', async () => {
      const stranger = nth('User', 77);

      expect(await store.counts('LIKED', 'out', [bob, alice, stranger, alice])).toEqual([0, 1, 0, 1]);
      expect(await store.counts('LIKED', 'in', [kettle, lamp, alice])).toEqual([1, 0, 0]);
      expect(await store.counts('FRIEND', 'both', [bob, carol, alice])).toEqual([1, 0, 1]);
      const pages = await store.edges('LIKED', 'out', [stranger, alice], { first: 5 });
      expect(pages.map((page) => page.edges.length)).toEqual([0, 1]);
      expect(pages.map((page) => page.hasMore)).toEqual([false, false]);
    });

    it('of nothing answers nothing', async () => {
      expect(await store.nodes('User', [])).toEqual([]);
      expect(await store.lookup('User', 'handle', [])).toEqual([]);
      expect(await store.between('LIKED', [])).toEqual([]);
      expect(await store.counts('LIKED', 'in', [])).toEqual([]);
      expect(await store.edges('LIKED', 'in', [], { first: 1 })).toEqual([]);
      expect(await store.walk([{ type: 'LIKED', direction: 'out' }], [], { limit: 1 })).toEqual([]);
    });

    it('of 2,000 keeps its order', async () => {
      const ids = Array.from({ length: 2000 }, (_, n) => nth('User', 100 + n));
      await commit(
        store,
        ids.filter((_, n) => n % 3 !== 0).map((id) => person(id, `guest-${id}`)),
      );
      const shuffled = ids.map((_, n) => ids[(n * 7919) % ids.length] ?? alice);

      const found = await store.nodes('User', shuffled);

      expect(found.map((node) => node?.id ?? null)).toEqual(
        shuffled.map((id) => (ids.indexOf(id) % 3 === 0 ? null : id)),
      );
    });
  });
}
