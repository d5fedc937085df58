import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainListGains } from '../../graph-models/kernels/list-gains.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { copied } from './numbers.js';

const DISCOUNTS = Float32Array.from({ length: 5 }, (_, rank) => 1 / Math.log2(rank + 2));
const numerics = new Numerics();

/** Lists of up to 30 entries; few different scores, so that many are equal. */
const lists = fc
  .array(
    fc.record({
      scores: fc.array(fc.tuple(score(), score(), score()), { maxLength: 30 }),
      wanted: fc.nat(4),
    }),
    { maxLength: 12 },
  )
  .map((all) => {
    const entries = all.flatMap(({ scores }) => scores);
    const start = new Int32Array(all.length + 1);
    all.forEach(({ scores }, list) => (start[list + 1] = start[list]! + scores.length));
    const [first, second, moved] = [0, 1, 2].map((nth) =>
      copied(
        numerics,
        Float32Array.from(entries, (entry) => entry[nth]!),
      ),
    );
    return {
      columns: [first!, second!],
      weights: [0.5, 2],
      moved: moved!,
      start,
      found: Int32Array.from(all, ({ scores, wanted }) => Math.min(wanted, scores.length)),
      discounts: DISCOUNTS,
    };
  });

function score(): fc.Arbitrary<number> {
  return fc.integer({ min: -3, max: 3 });
}

describe('the gains of lists', () => {
  it('are those of the plain reference, whatever is equal, however long a list is and however many weights are tried', () => {
    fc.assert(
      fc.property(lists, fc.subarray([0, 0.5, 1, 2.25]), fc.nat(2), (some, options, columnCount) => {
        const of = { ...some, options, columns: some.columns.slice(0, columnCount) };

        expect(Array.from(numerics.listGains(of))).toEqual(Array.from(plainListGains(of)));
      }),
    );
  });

  it('count an equal score of an unwanted entry before the wanted one: worked by hand', () => {
    const [atOne, atNothing] = numerics.listGains({
      columns: [copied(numerics, Float32Array.of(2, 1, 2, 0))],
      weights: [1],
      moved: copied(numerics, Float32Array.of(0, 2, 0, 0)),
      options: [1, 0],
      start: Int32Array.of(0, 4),
      found: Int32Array.of(2),
      discounts: DISCOUNTS,
    });

    // At weight 1 the second stands first, and the first stands third, behind its equal.
    expect(atOne).toBeCloseTo(1 + 1 / Math.log2(4), 6);
    expect(atNothing).toBeCloseTo(1 / Math.log2(3) + 1 / Math.log2(4), 6);
  });

  it('of a list too long for the memory of a thread are refused, and how long it is said', () => {
    const of = { columns: [], weights: [], options: [1], discounts: DISCOUNTS, found: Int32Array.of(1) };
    const moved = numerics.float32(70_000);

    expect(() => numerics.listGains({ ...of, moved, start: Int32Array.of(0, 70_000) })).toThrow(/70000/);
  });
});
