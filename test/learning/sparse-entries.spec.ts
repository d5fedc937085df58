import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SparseEntries } from '../../graph-models/neural/sparse-entries.js';
import { strongestOf } from '../../graph-models/neural/strongest.js';

describe('entries of a sparse matrix', () => {
  it('become rows with ascending columns, entries of one place added up', () => {
    const entries = new SparseEntries();
    entries.add(2, 3, 1);
    entries.add(0, 1, 2);
    entries.add(2, 0, 4);
    entries.add(2, 3, 0.5);

    const { start, columns, values } = entries.toRows(3, 4);

    expect([...start]).toEqual([0, 1, 1, 3]);
    expect([...columns]).toEqual([1, 0, 3]);
    expect([...values]).toEqual([2, 4, 1.5]);
  });

  it('take in another matrix, scaled', () => {
    const entries = new SparseEntries();
    entries.add(0, 0, 8);
    const half = new SparseEntries();

    half.addAll(entries.toRows(2, 2), 0.5);

    expect([...half.toRows(2, 2).values]).toEqual([4]);
  });
});

describe('the strongest of many candidates', () => {
  it('are those that sorting all of them would put first, of equals the lower number', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 500 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer(),
        (numbers, most, seed) => {
          const values = Float32Array.from(numbers);
          const candidates = numbers.map((_, at) => at).sort((a, b) => ((a ^ seed) % 7) - ((b ^ seed) % 7));

          const all = [...candidates].sort((a, b) => values[b]! - values[a]! || a - b);

          expect(strongestOf(candidates, values, most)).toEqual(all.slice(0, most));
        },
      ),
    );
  });
});
