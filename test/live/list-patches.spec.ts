import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { patchesBetween, type Shown } from '../../src/live/list-patches.js';
import { listPosition, readListPosition } from '../../src/features/recommendations/list-positions.js';
import { full } from '../support/full.js';
import { patched } from '../support/patched-list.js';

const RUNS = full ? 20_000 : 2000;

const list = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })
  .chain((ids) =>
    fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(`i${id}`), look: fc.constantFrom('a', 'b') }))),
  );

const afterPatches = (before: readonly Shown[], after: readonly Shown[]): Shown[] => {
  const looks = new Map(after.map((shown) => [shown.id, shown]));
  const patches = patchesBetween(before, after).map((patch) => ({
    ...patch,
    edge: looks.get(patch.id) ?? null,
  }));
  return patched(before, patches, ({ id }) => id);
};

describe('patches', () => {
  it('make any list into any other', () => {
    fc.assert(
      fc.property(list, list, (before, after) => expect(afterPatches(before, after)).toEqual(after)),
      { numRuns: RUNS, seed: 1 },
    );
  });

  it('are none between a list and itself', () => {
    fc.assert(
      fc.property(list, (same) => expect(patchesBetween(same, same)).toEqual([])),
      { numRuns: RUNS, seed: 2 },
    );
  });

  it('leave what keeps its order where it is', () => {
    const shown = (text: string): Shown[] => [...text].map((id) => ({ id, look: 'a' }));

    expect(patchesBetween(shown('abcdef'), shown('bcdefa'))).toEqual([{ op: 'MOVE', id: 'a', index: 5 }]);
    expect(patchesBetween(shown('abcdef'), shown('fabcde'))).toEqual([{ op: 'MOVE', id: 'f', index: 0 }]);
    expect(patchesBetween(shown('abc'), shown('axc'))).toEqual([
      { op: 'REMOVE', id: 'b', index: 1 },
      { op: 'INSERT', id: 'x', index: 1 },
    ]);
    expect(patchesBetween(shown('ab'), [shown('a')[0]!, { id: 'b', look: 'b' }])).toEqual([
      { op: 'UPDATE', id: 'b', index: 1 },
    ]);
  });
});

describe('the position of a list', () => {
  const digest = (text: string): string =>
    Buffer.from(text).toString('base64url').slice(-40).padStart(40, 'x');
  const ID = 'itm_01ARZ3NDEKTSV4RRFFQ69G5FAV';
  const mine = { viewerId: 'usr_1', request: 'r 20' };
  const shown = [{ id: ID, look: 'abcd-_12' }];

  it('says the list to whom it was given', () => {
    const position = listPosition(digest, mine, shown);

    expect(readListPosition(digest, mine, position)).toEqual(shown);
    expect(readListPosition(digest, mine, listPosition(digest, mine, []))).toEqual([]);
  });

  it('is nothing to others, and nobody can make one up', () => {
    const secret = (text: string): string => `${text.length}${text}`.replace(/[^\w-]/g, '').padEnd(40, 'y');
    const position = listPosition(secret, mine, shown);

    expect(readListPosition(secret, { ...mine, viewerId: 'usr_22' }, position)).toBeNull();
    expect(readListPosition(secret, { ...mine, request: 'r 100' }, position)).toBeNull();
    expect(readListPosition(digest, mine, position)).toBeNull();
    for (const forged of ['', '.', 'x', position.slice(1), `${position}x`, '💥', `${ID}.${'a'.repeat(22)}`])
      expect(readListPosition(digest, mine, forged)).toBeNull();
  });
});
