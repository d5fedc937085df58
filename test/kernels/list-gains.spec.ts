import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainListGains } from '../../graph-models/kernels/list-gains.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';

const DISCOUNTS = Float32Array.from({ length: 5 }, (_, rank) => 1 / Math.log2(rank + 2));
const numerics = new Numerics();

/** Lists of up to 30 entries; few different scores, so that many are equal. */
const lists = fc
  .array(
    fc.record({
      scores: fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 3 })), {
        maxLength: 30,
      }),
      wanted: fc.nat(4),
    }),
    { maxLength: 12 },
  )
  .map((all) => {
    const entries = all.flatMap(({ scores }) => scores);
    const start = new Int32Array(all.length + 1);
    all.forEach(({ scores }, list) => (start[list + 1] = start[list]! + scores.length));
    return {
      others: Float32Array.from(entries, ([other]) => other),
      column: Float32Array.from(entries, ([, column]) => column),
      start,
      found: Int32Array.from(all, ({ scores, wanted }) => Math.min(wanted, scores.length)),
      discounts: DISCOUNTS,
    };
  });

describe('the gains of lists', () => {
  it('are those of the plain reference, whatever is equal and however long a list is', () => {
    fc.assert(
      fc.property(lists, fc.constantFrom(0, 0.5, 1, 2.25), (some, weight) => {
        expect(Array.from(numerics.listGains({ ...some, weight }))).toEqual(
          Array.from(plainListGains({ ...some, weight })),
        );
      }),
    );
  });

  it('count an equal score of an unwanted entry before the wanted one: worked by hand', () => {
    const of = {
      others: Float32Array.of(2, 1, 2, 0),
      column: Float32Array.of(0, 2, 0, 0),
      start: Int32Array.of(0, 4),
      found: Int32Array.of(2),
      discounts: DISCOUNTS,
    };

    // At weight 1 the second stands first, and the first stands third, behind its equal.
    expect(numerics.listGains({ ...of, weight: 1 })[0]).toBeCloseTo(1 + 1 / Math.log2(4), 6);
    expect(numerics.listGains({ ...of, weight: 0 })[0]).toBeCloseTo(1 / Math.log2(3) + 1 / Math.log2(4), 6);
  });
});
