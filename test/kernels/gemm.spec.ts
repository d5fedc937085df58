import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { plainGemm } from '../../graph-models/kernels/plain-gemm.js';
import { largestDifference, numbers } from './numbers.js';

const side = fc.integer({ min: 1, max: 70 });

describe('a dense product', () => {
  it('is what the plain loops answer, for any sides, transposes, factor and addition', () => {
    const numerics = new Numerics();
    fc.assert(
      fc.property(
        side,
        side,
        fc.oneof(side, fc.constantFrom(256, 300)),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (m, n, k, transposeA, transposeB, add) => {
          const [a, b, out] = [numerics.float32(m * k), numerics.float32(k * n), numerics.float32(m * n)];
          a.set(numbers(a.length, 1));
          b.set(numbers(b.length, 2));
          out.set(numbers(out.length, 3));
          const expected = out.slice();
          const product = { m, n, k, a, b, transposeA, transposeB, alpha: 0.5, add };

          numerics.gemm({ ...product, out });
          plainGemm({ ...product, out: expected });

          expect(largestDifference(out, expected)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names the sides when an array is too small for them', () => {
    const numerics = new Numerics();
    const [a, b, out] = [numerics.float32(6), numerics.float32(5), numerics.float32(4)];

    expect(() => numerics.gemm({ m: 2, n: 2, k: 3, a, b, out })).toThrow(
      'a product of [2, 3] and [3, 2] was given 6, 5 and 4 numbers',
    );
  });
});
