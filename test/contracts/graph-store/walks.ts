import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '../../../graph-models/domain/ids.js';
import type { Step, Store } from '../../../src/store/graph-store.js';
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

const friend: Step = { type: 'FRIEND', direction: 'both' };
const liked: Step = { type: 'LIKED', direction: 'out' };
const likedBy: Step = { type: 'LIKED', direction: 'in' };

/*
 *   alice ── bob ── carol ── dave        friendships
 *     └──────────────┘
 *   bob → kettle, teapot   carol → kettle, lamp   dave → teapot        likes
 */
export function describeWalks({ openEmpty }: StoreUnderTest): void {
  describe('a walk', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, [
        ...townsfolk,
        friends(alice, bob, 1),
        friends(bob, carol, 2),
        friends(alice, carol, 3),
        friends(carol, dave, 4),
        put('LIKED', bob, kettle, 5),
        put('LIKED', bob, teapot, 6),
        put('LIKED', carol, kettle, 7),
        put('LIKED', carol, lamp, 8),
        put('LIKED', dave, teapot, 9),
      ]);
    });
    const ends = async (steps: readonly Step[], from: Id, limit = 10) =>
      (await store.walk(steps, [from], { limit }))[0];

    it('of one step gives the neighbours, from the start', async () => {
      expect(await ends([friend], carol)).toEqual([
        { id: alice, paths: 1, via: [carol] },
        { id: bob, paths: 1, via: [carol] },
        { id: dave, paths: 1, via: [carol] },
      ]);
      expect(await ends([likedBy], kettle)).toMatchObject([{ id: bob }, { id: carol }]);
    });

    it('of two steps counts the paths to each end and names who they lead through, never ending where it began', async () => {
      expect(await ends([friend, liked], alice)).toEqual([
        { id: kettle, paths: 2, via: [bob, carol] },
        { id: teapot, paths: 1, via: [bob] },
        { id: lamp, paths: 1, via: [carol] },
      ]);
      expect(await ends([friend, friend], bob)).toEqual([
        { id: alice, paths: 1, via: [carol] },
        { id: carol, paths: 1, via: [alice] },
        { id: dave, paths: 1, via: [carol] },
      ]);
    });

    it('of three steps may come back through a relationship', async () => {
      // dave → teapot ← dave → teapot, dave → teapot ← bob → kettle, teapot
      expect(await ends([liked, likedBy, liked], dave)).toEqual([
        { id: teapot, paths: 2, via: [bob, dave] },
        { id: kettle, paths: 1, via: [bob] },
      ]);
    });

    it('answers per start in the order asked, the best ends up to the limit', async () => {
      const answers = await store.walk([friend, liked], [dave, nth('User', 99), alice], { limit: 1 });

      expect(answers).toEqual([
        [{ id: kettle, paths: 1, via: [carol] }],
        [],
        [{ id: kettle, paths: 2, via: [bob, carol] }],
      ]);
    });

    it('keeps to the ends that are asked about', async () => {
      const walked = await store.walk([friend, liked], [alice, dave], {
        limit: 10,
        to: [lamp, teapot, nth('Item', 99)],
      });

      expect(walked.map((list) => list.map(({ id }) => id))).toEqual([[teapot, lamp], [lamp]]);
      expect(await store.walk([friend, liked], [alice], { limit: 10, to: [] })).toEqual([[]]);
      expect(await store.walk([friend, liked], [alice], { limit: 10, to: [alice] })).toEqual([[]]);
    });

    it('names at most ten to lead through, the lowest ids, and counts all', async () => {
      const crowd = Array.from({ length: 15 }, (_, n) => nth('User', 30 - n));
      await commit(store, [
        ...crowd.map((id) => person(id, id)),
        ...crowd.map((id, n) => put('LIKED', id, lamp, n)),
        ...crowd.map((id, n) => friends(alice, id, n)),
      ]);

      const [, end] = (await ends([friend, liked], alice, 2)) ?? [];
      const best = (await ends([friend, liked], alice, 1))?.[0];

      expect(best).toEqual({ id: lamp, paths: 16, via: [carol, ...[...crowd].reverse().slice(0, 9)] });
      expect(end).toMatchObject({ id: kettle, paths: 2 });
    });

    it('has one to three steps, a limit, and goes both ways only along symmetric types', async () => {
      const both: Step = { type: 'LIKED', direction: 'both' };
      await expect(store.walk([], [alice], { limit: 1 })).rejects.toThrow(RangeError);
      await expect(store.walk([friend, friend, friend, friend], [alice], { limit: 1 })).rejects.toThrow(
        RangeError,
      );
      await expect(store.walk([friend], [alice], { limit: 0 })).rejects.toThrow(RangeError);
      await expect(store.walk([both], [alice], { limit: 1 })).rejects.toThrow(RangeError);
    });
  });
}
