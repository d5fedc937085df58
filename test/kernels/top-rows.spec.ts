import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { plainBestPositive, plainTopRows } from '../../graph-models/kernels/top-rows.js';
import { copied, numbers } from './numbers.js';

const numerics = new Numerics();
const shared = new Numerics({ threads: 2 });
afterAll(() => shared.close());
const rows = fc.integer({ min: 1, max: 90 });
const width = fc.constantFrom(16, 32, 48, 64);
const few = { numRuns: 25 };

/** Halves add up without rounding, and many are equal. */
function halves(count: number, seed: number): Float32Array {
  return numbers(count, seed).map((one) => Math.round(one * 2) / 2);
}

describe('the best rows of a table', () => {
  it('are exactly those of sorting, for any number asked for', () => {
    fc.assert(
      fc.property(rows, width, fc.integer({ min: 1, max: 120 }), (count, dim, k) => {
        const [table, vector] = [copied(numerics, halves(count * dim, 1)), copied(numerics, halves(dim, 2))];

        expect(numerics.topRows(table, vector, k)).toEqual(plainTopRows(table, vector, k));
      }),
      few,
    );
  });

  it('never hold a row that is not a number', () => {
    const table = copied(numerics, numbers(20 * 16, 1));
    table.fill(NaN, 0, 32);
    const { rows: best } = numerics.topRows(table, copied(numerics, numbers(16, 2)), 20);

    expect([...best].sort((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, row) => row + 2));
  });

  it('are those of this table, whatever larger one was asked about before', () => {
    const vector = copied(shared, halves(16, 2));
    shared.topRows(copied(shared, halves(40_000 * 16, 1)), vector, 5);

    const table = copied(shared, halves(20_000 * 16, 3));

    expect(shared.topRows(table, vector, 5)).toEqual(plainTopRows(table, vector, 5));
  });
});

describe('the best above nothing of every row', () => {
  it('are those of sorting, whatever is equal, below zero or not a number', () => {
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 80 }),
        (count, wide, k) => {
          const table = copied(numerics, halves(count * wide, 1));
          for (let at = 0; at < table.length; at += 7) table[at] = NaN;

          const found = numerics.bestPositive(table, wide, k);

          expect(found.map(ascending)).toEqual(plainBestPositive(table, wide, k).map(ascending));
        },
      ),
      few,
    );
  });

  function ascending(some: Iterable<number>): number[] {
    return [...some].sort((a, b) => a - b);
  }
});

it.each([0, -1, 1.5])('the best %d of anything cannot be asked for', (k) => {
  const table = copied(numerics, numbers(32, 1));

  expect(() => numerics.topRows(table, table.subarray(0, 16), k)).toThrow(`the best ${k} cannot be`);
  expect(() => numerics.bestPositive(table, 16, k)).toThrow(`the best ${k} cannot be`);
});
