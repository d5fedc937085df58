import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainAdam } from '../../graph-models/kernels/adam.js';
import { plainBprLoss } from '../../graph-models/kernels/bpr-loss.js';
import { plainSubtractLower } from '../../graph-models/kernels/dense-product.js';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import * as plain from '../../graph-models/kernels/row-kernels.js';
import { plainSoftmaxLoss } from '../../graph-models/kernels/softmax-loss.js';
import { plainAddProjections, plainTurnedProduct } from '../../graph-models/kernels/sparse-products.js';
import { addProduct, transposed } from '../../graph-models/kernels/sparse.js';
import { copied, largestDifference, numbers, randomMatrix, triples } from './numbers.js';

const numerics = new Numerics();
const rows = fc.integer({ min: 1, max: 90 });
const width = fc.constantFrom(16, 32, 48, 64, 128);
/** What a row may be, of kernels that need no more. */
const anyWidth = fc.integer({ min: 1, max: 33 }).map((quarter) => 4 * quarter);
const perRow = fc.integer({ min: 0, max: 9 });
const few = { numRuns: 25 };

/** Against the largest number of the answer, or `atLeast` where numbers cancel out. */
function expectSame(actual: ArrayLike<number>, expected: ArrayLike<number>, atLeast = 0): void {
  expect(largestDifference(actual, expected, atLeast)).toBeLessThan(1e-5);
}

describe('the kernels agree with the plain TypeScript to 1e-5', () => {
  it('in sparse products', () => {
    fc.assert(
      fc.property(rows, rows, width, perRow, (m, n, dim, each) => {
        const matrix = transposed(randomMatrix(m, n, each));
        const [x, out] = [numbers(m * dim, 2), numbers(n * dim, 3)];
        const sums = copied(numerics, out);

        numerics.addProduct(numerics.sparse(matrix), copied(numerics, x), dim, sums);
        addProduct(matrix, x, dim, out);

        expectSame(sums, out);
      }),
      few,
    );
  });

  it('in projections on the rows of a table', () => {
    fc.assert(
      fc.property(rows, rows, width, perRow, (m, n, dim, each) => {
        const matrix = randomMatrix(m, n, each);
        const [x, table, out] = [numbers(m * dim, 2), numbers(n * dim, 3), numbers(m * dim, 4)];
        const [ofX, ofTable, sums] = [x, table, out].map((one) => copied(numerics, one));

        numerics.addProjections(numerics.sparse(matrix), ofX!, ofTable!, dim, sums!);
        plainAddProjections(matrix, x, table, dim, out);

        expectSame(sums!, out);
      }),
      few,
    );
  });

  it('in sparse products whose columns are turned into rows', () => {
    fc.assert(
      fc.property(rows, rows, perRow, (m, n, each) => {
        const matrix = randomMatrix(m, n, each);
        const x = numbers(n * 16, 2);
        const [turned, expected] = [numerics.float32(16 * m), new Float32Array(16 * m)];

        numerics.turnedProduct(numerics.sparse(matrix), copied(numerics, x), turned);
        plainTurnedProduct(matrix, x, expected);

        expectSame(turned, expected);
      }),
      few,
    );
  });

  it('in the lower triangle of a symmetric product', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 300 }), (n, k) => {
        const [a, w, p] = [numbers(n * n, 1), numbers(n * k, 2), numbers(n * k, 3)];
        const [ofA, ofW, ofP] = [a, w, p].map((one) => copied(numerics, one));
        const lower = (matrix: Float32Array): Float32Array =>
          matrix.map((one, at) => (at % n <= Math.floor(at / n) ? one : 0));

        numerics.subtractLower(ofA!, n, ofW!, ofP!, k);
        plainSubtractLower(a, n, w, p, k);

        expectSame(lower(ofA!), lower(a));
      }),
      few,
    );
  });

  it('in dot products', () => {
    fc.assert(
      fc.property(rows, width, (count, dim) => {
        const [table, vector] = [numbers(count * dim, 1), numbers(dim, 2)];
        const [found, expected] = [numerics.float32(count), new Float32Array(count)];

        numerics.dots(copied(numerics, table), copied(numerics, vector), found);
        plain.plainDots(table, vector, expected);

        expectSame(found, expected, 1);
      }),
      few,
    );
  });

  it('in weighted sums, also into one of the two', () => {
    const weight = fc.float({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), weight, weight, fc.nat(2), (count, wa, wb, into) => {
        const [a, b, out] = [1, 2, 3].map((seed) => numbers(count, seed));
        const [ofA, ofB, ofOut] = [a!, b!, out!].map((one) => copied(numerics, one));
        const [to, expected] = [[ofA!, ofB!, ofOut!][into]!, [a!, b!, out!][into]!];

        numerics.weightedSum(ofA!, wa, ofB!, wb, to);
        plain.plainWeightedSum(a!, wa, b!, wb, expected);

        expectSame(to, expected, 1);
      }),
      few,
    );
  });

  it('in rows of length 1, and in gradients that go back through the lengths', () => {
    fc.assert(
      fc.property(rows, anyWidth, fc.nat(89), (count, dim, empty) => {
        const [x, slopes] = [numbers(count * dim, 1), numbers(count * dim, 2)];
        const nth = empty % count;
        x.fill(0, nth * dim, (nth + 1) * dim);
        const [ofX, ofSlopes] = [x, slopes].map((one) => copied(numerics, one));
        const [lengths, expected] = [numerics.float32(count), new Float32Array(count)];

        numerics.normaliseRows(ofX!, dim, lengths);
        plain.plainNormaliseRows(x, dim, expected);
        numerics.backThroughLengths(ofSlopes!, ofX!, dim, lengths);
        plain.plainBackThroughLengths(slopes, x, dim, expected);

        expectSame(lengths, expected);
        expectSame(ofX!, x);
        expectSame(ofSlopes!, slopes);
        expect(Array.from(ofSlopes!.subarray(nth * dim, (nth + 1) * dim))).toEqual(
          new Array<number>(dim).fill(0),
        );
      }),
      few,
    );
  });

  it('in the softmax, its loss and gradients', () => {
    fc.assert(
      fc.property(rows, rows, anyWidth, fc.integer({ min: 1, max: 5 }), (m, n, dim, each) => {
        const { start, columns, values } = randomMatrix(m, n, each);
        const targets = { start, columns, weights: values.map(Math.abs) };
        const tables = { rows: numbers(m * dim, 1), columns: numbers(n * dim, 2), bias: numbers(n, 3) };
        const of = { dim, ...tables, targets, scale: 5 };

        const expected = plainSoftmaxLoss(of);
        const { loss, dRows, dColumns } = numerics.softmaxLoss(of);

        expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.max(1, expected.loss));
        expectSame(dRows, expected.dRows, 1);
        expectSame(dColumns, expected.dColumns, 1);
      }),
      few,
    );
  });

  it('in pairwise ranking, its loss and gradients', () => {
    fc.assert(
      fc.property(rows, anyWidth, fc.constantFrom(1, 8), (count, dim, size) => {
        const of = triples(count, dim, size);

        const expected = plainBprLoss(of);
        const { loss, dUsers, dLiked, dOthers } = numerics.bprLoss(of);

        expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * Math.max(1, expected.loss));
        expectSame(dUsers, expected.dUsers, 1e-6);
        expectSame(dLiked, expected.dLiked, 1e-6);
        expectSame(dOthers, expected.dOthers, 1e-6);
      }),
      few,
    );
  });

  it('in steps of Adam, with and without a pull to zero', () => {
    const rate = fc.constantFrom(0.1, 0.01, 0.001);
    const pull = fc.constantFrom(0, 1e-4, 0.01);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), rate, pull, (count, learningRate, l2) => {
        const parameters = numbers(count, 1);
        const ours = copied(numerics, parameters);
        const [move, moveOurs] = [plainAdam(parameters), numerics.adam(ours)];

        for (let step = 2; step <= 7; step++) {
          // Next to 0 the direction of a first step would hang on how a slope is rounded.
          const slopes = numbers(count, step).map((one) => one + 0.1 * Math.sign(one));
          move(slopes, learningRate, l2);
          moveOurs(copied(numerics, slopes), learningRate, l2);
        }

        expectSame(ours, parameters);
      }),
      few,
    );
  });
});
