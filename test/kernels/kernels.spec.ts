import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainBprLoss, type BprLoss } from '../../graph-models/kernels/bpr-loss.js';
import { Numerics, NumericsMemoryError } from '../../graph-models/kernels/numerics.js';
import { plainSoftmaxLoss } from '../../graph-models/kernels/softmax-loss.js';
import { addProduct, transposed } from '../../graph-models/kernels/sparse.js';
import { plainTopRows } from '../../graph-models/kernels/top-rows.js';
import { sentenceFor } from '../../src/failure.js';
import { copied, largestDifference, numbers, randomMatrix } from './numbers.js';

const numerics = new Numerics();
const rows = fc.integer({ min: 1, max: 90 });
const width = fc.constantFrom(16, 32, 48, 64);
const few = { numRuns: 25 };

/** Checks what holds of sparse matrices with m rows and n columns, beside dense ones of width dim. */
function ofSparse(holds: (m: number, n: number, dim: number, perRow: number) => void): void {
  fc.assert(
    fc.property(rows, rows, fc.constantFrom(16, 48, 64, 128), fc.integer({ min: 0, max: 9 }), holds),
    few,
  );
}

describe('the kernels agree with the plain TypeScript to 1e-5', () => {
  it('in sparse products', () => {
    ofSparse((m, n, dim, perRow) => {
      const matrix = transposed(randomMatrix(m, n, perRow));
      const x = numbers(m * dim, 2);
      const [out, expected] = [numerics.float32(n * dim), new Float32Array(n * dim)];

      numerics.addProduct(numerics.sparse(matrix), copied(numerics, x), dim, out);
      addProduct(matrix, x, dim, expected);

      expect(largestDifference(out, expected)).toBeLessThan(1e-5);
    });
  });

  it('in projections on the rows of a table', () => {
    ofSparse((m, n, dim, perRow) => {
      const matrix = randomMatrix(m, n, perRow);
      const [x, table, out] = [numbers(m * dim, 2), numbers(n * dim, 3), numbers(m * dim, 4)];
      const along = matrix.values.map((value, at) => {
        const row = matrix.start.findIndex((start) => start > at) - 1;
        const other = matrix.columns[at]!;
        return x
          .subarray(row * dim, (row + 1) * dim)
          .reduce((sum, one, d) => sum + value * one * table[other * dim + d]!, 0);
      });
      const [expected, sums] = [Float32Array.from(out), copied(numerics, out)];

      numerics.addProjections(
        numerics.sparse(matrix),
        ...([copied(numerics, x), copied(numerics, table), dim, sums] as const),
      );
      addProduct({ ...matrix, values: along }, table, dim, expected);

      expect(largestDifference(sums, expected)).toBeLessThan(1e-4);
    });
  });

  it('in sparse products whose columns are turned into rows', () => {
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 0, max: 9 }), (m, n, perRow) => {
        const matrix = randomMatrix(m, n, perRow);
        const x = numbers(n * 16, 2);
        const [turned, expected] = [numerics.float32(16 * m), new Float32Array(m * 16)];

        numerics.turnedProduct(numerics.sparse(matrix), copied(numerics, x), turned);
        addProduct(matrix, x, 16, expected);

        const back = Float32Array.from(expected, (_, at) => turned[(at % 16) * m + Math.floor(at / 16)]!);
        expect(largestDifference(back, expected)).toBeLessThan(1e-5);
      }),
      few,
    );
  });

  it('in the softmax, its loss and gradients', () => {
    fc.assert(
      fc.property(rows, rows, width, fc.integer({ min: 1, max: 5 }), (m, n, dim, perRow) => {
        const { start, columns, values } = randomMatrix(m, n, perRow);
        const targets = { start, columns, weights: values.map(Math.abs) };
        const tables = { rows: numbers(m * dim, 1), columns: numbers(n * dim, 2), bias: numbers(n, 3) };
        const of = { dim, ...tables, targets, scale: 5 };

        const expected = plainSoftmaxLoss(of);
        const { loss, dRows, dColumns } = numerics.softmaxLoss(of);

        expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.max(1, expected.loss));
        expect(largestDifference(dRows, expected.dRows, 1)).toBeLessThan(1e-5);
        expect(largestDifference(dColumns, expected.dColumns, 1)).toBeLessThan(1e-5);
      }),
      few,
    );
  });

  it('in pairwise ranking, its loss and gradients', () => {
    fc.assert(
      fc.property(rows, width, fc.constantFrom(1, 30), (count, dim, size) => {
        const of = triples(count, dim, size);

        const expected = plainBprLoss(of);
        const { loss, dUsers, dLiked, dOthers } = numerics.bprLoss(of);

        expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.max(1, expected.loss));
        expect(largestDifference(dUsers, expected.dUsers, 1e-6)).toBeLessThan(1e-5);
        expect(largestDifference(dLiked, expected.dLiked, 1e-6)).toBeLessThan(1e-5);
        expect(largestDifference(dOthers, expected.dOthers, 1e-6)).toBeLessThan(1e-5);
      }),
      few,
    );
  });

  it('in a step of Adam', () => {
    const [start, gradients] = [numbers(37, 1), numbers(37, 2)];
    const parameters = copied(numerics, start);
    const move = numerics.adam(parameters);
    const plain = start.slice();
    const [first, second] = [new Float64Array(37), new Float64Array(37)];

    for (let step = 1; step <= 5; step++) {
      move(copied(numerics, gradients), 0.1, 0.01);
      for (let at = 0; at < 37; at++) {
        const slope = gradients[at]! + 0.01 * plain[at]!;
        first[at] = 0.9 * first[at]! + 0.1 * slope;
        second[at] = 0.999 * second[at]! + 0.001 * slope ** 2;
        const [m, v] = [first[at]! / (1 - 0.9 ** step), second[at]! / (1 - 0.999 ** step)];
        plain[at]! -= (0.1 * m) / (Math.sqrt(v) + 1e-8);
      }
    }

    expect(largestDifference(parameters, plain)).toBeLessThan(1e-5);
  });

  it('in weighted sums, also into one of the two', () => {
    const [a, b] = [copied(numerics, numbers(37, 1)), copied(numerics, numbers(37, 2))];
    const expected = a.map((one, at) => 0.5 * one - 3 * b[at]!);

    numerics.weightedSum(a, 0.5, b, -3, b);

    expect(largestDifference(b, Float32Array.from(expected))).toBeLessThan(1e-5);
  });

  it('in rows of length 1, and there and back', () => {
    const [x, slopes] = [copied(numerics, numbers(40 * 16, 1)), copied(numerics, numbers(40 * 16, 2))];
    x.fill(0, 16, 32);
    const before = x.slice();
    const lengths = numerics.float32(40);
    const given = slopes.slice();

    numerics.normaliseRows(x, 16, lengths);
    numerics.backThroughLengths(slopes, x, 16, lengths);

    // The slope along direction e of Σ given · x/‖x‖, by finite differences.
    const at = (table: Float32Array, row: number): number => {
      const own = table.subarray(row * 16, row * 16 + 16);
      const length = Math.hypot(...own);
      return own.reduce((sum, one, d) => sum + (one / length) * given[row * 16 + d]!, 0);
    };
    for (const [row, d] of [0, 2, 39].flatMap((r) => [0, 7, 15].map((e) => [r, e] as const))) {
      const moved = (by: number): number => {
        const table = before.slice();
        table[row * 16 + d]! += by;
        return at(table, row);
      };
      expect(slopes[row * 16 + d]).toBeCloseTo((moved(1e-3) - moved(-1e-3)) / 2e-3, 3);
    }
    expect([...slopes.subarray(16, 32), lengths[1]]).toEqual(new Array(17).fill(0));
  });
});

describe('the gradients of pairwise ranking', () => {
  it('are what finite differences are', () => {
    const of = triples(3, 4, 2);
    const slopes = plainBprLoss(of);

    (['users', 'liked', 'others'] as const).forEach((which) => {
      const gradient = { users: slopes.dUsers, liked: slopes.dLiked, others: slopes.dOthers }[which];
      gradient.forEach((one, at) => {
        const moved = (by: number): number => {
          const table = of[which].slice();
          table[at]! += by;
          return plainBprLoss({ ...of, [which]: table }).loss;
        };
        expect(one).toBeCloseTo((moved(1e-2) - moved(-1e-2)) / 2e-2, 3);
      });
    });
  });
});

describe('the best rows of a table', () => {
  it('are exactly those of sorting, for any number asked for', () => {
    fc.assert(
      fc.property(rows, width, fc.integer({ min: 1, max: 120 }), (count, dim, k) => {
        // Halves add up without rounding, and many are equal.
        const halves = (seed: number, length: number): Float32Array =>
          numbers(length, seed).map((one) => Math.round(one * 2) / 2);
        const [table, vector] = [copied(numerics, halves(1, count * dim)), copied(numerics, halves(2, dim))];

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
});

describe('the best above 0 of a row', () => {
  it('are those of sorting, in any order, for any number asked for', () => {
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 1, max: 120 }), (count, width, k) => {
        // Halves are often equal, and as often below 0 as above.
        const table = numbers(count * width, 1).map((one) => Math.round(one * 20) / 2);
        if (table.length > 3) table[3] = NaN;
        const found = numerics.bestPositive(copied(numerics, table), width, k);

        const expected = Array.from({ length: count }, (_, row) => {
          const own = table.subarray(row * width, (row + 1) * width);
          const positive = [...own.keys()].filter((at) => own[at]! > 0);
          return positive.sort((a, b) => own[b]! - own[a]! || a - b).slice(0, k);
        });
        const ascending = (some: Iterable<number>): number[] => [...some].sort((a, b) => a - b);
        expect(found.map(ascending)).toEqual(expected.map(ascending));
      }),
      few,
    );
  });
});

describe('memory', () => {
  it('that cannot be had is named by its size', () => {
    expect(() => numerics.float32(1.2e9)).toThrow('a fit needs 4.5 GiB or more, and 4 GiB can be had');
  });

  it('that cannot be had ends a command with a sentence, not with a stack', () => {
    expect(sentenceFor(new NumericsMemoryError('a fit needs 9 GiB'))).toMatch(
      /^The shop is too large to learn from: a fit needs 9 GiB/,
    );
  });
});

function triples(count: number, dim: number, size: number): Parameters<BprLoss>[0] {
  const table = (seed: number): Float32Array => numbers(count * dim, seed).map((one) => one * size);
  return { dim, users: table(1), liked: table(2), others: table(3) };
}
