import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { Numerics } from '../../graph-models/kernels/numerics.js';
import { invertPlainly, invertSymmetric } from '../../graph-models/kernels/symmetric-inverse.js';
import { largestDifference, numbers } from './numbers.js';

function inverseOf(matrix: ArrayLike<number>, n: number, threads = 1): Float32Array {
  const numerics = new Numerics({ threads });
  try {
    const a = numerics.float32(n * n);
    a.set(matrix);
    invertSymmetric(numerics, a, n);
    return new Float32Array(a);
  } finally {
    numerics.close();
  }
}

/** XXᵀ + λI of random acts: as ill-conditioned as shops are. */
function gram(n: number, ridge: number, seed: number): Float64Array {
  const columns = Math.ceil(n / 2);
  const x = numbers(n * columns, seed).map((one) => (one > 0.3 ? 1 : 0));
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = i === j ? ridge : 0;
      for (let k = 0; k < columns; k++) sum += x[i * columns + k]! * x[j * columns + k]!;
      a[i * n + j] = sum;
    }
  return a;
}

describe('the inverse of a symmetric matrix', () => {
  it('is the hand-worked one for [[2, 1], [1, 3]]', () => {
    const inverse = inverseOf([2, 1, 1, 3], 2);

    [0.6, -0.2, -0.2, 0.4].forEach((one, at) => expect(inverse[at]).toBeCloseTo(one, 6));
  });

  it('is the plain float64 one to 1e-5, for any size and ridge', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 1, max: 70 }), fc.constantFrom(127, 128, 129, 260)),
        fc.constantFrom(5, 20, 100),
        (n, ridge) => {
          const expected = gram(n, ridge, n);
          const inverse = inverseOf(expected, n);
          invertPlainly(expected, n);

          expect(largestDifference(inverse, expected)).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('has the same bits for one, two and three threads', () => {
    const n = 500;
    const matrix = numbers(n * n, 3);
    for (let i = 0; i < n; i++) matrix[i * n + i] = n;
    const bits = [1, 2, 3].map((threads) =>
      createHash('sha256')
        .update(new Uint8Array(inverseOf(matrix, n, threads).buffer))
        .digest('hex'),
    );

    expect(new Set(bits).size).toBe(1);
  });

  it('refuses a matrix that is not positive definite, naming the pivot', () => {
    expect(() => inverseOf([1, 2, 2, 1], 2)).toThrow('pivot 1 is -3');
  });
});
