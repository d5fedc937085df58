import { describe, expect, it } from '@jest/globals';
import { invertSymmetric } from '../../graph-models/neural/linear-algebra.js';

describe('the inverse of a symmetric matrix', () => {
  it('is the hand-worked one for [[2, 1], [1, 3]]', () => {
    const a = Float64Array.of(2, 1, 1, 3);

    invertSymmetric(a, 2);

    expect([...a].map((x) => Math.round(x * 1e12) / 1e12)).toEqual([0.6, -0.2, -0.2, 0.4]);
  });

  it.each([1, 3, 63, 64, 65, 130, 201])('times the matrix is the identity at size %i', (n) => {
    const a = positiveDefinite(n);
    const inverse = a.slice();

    invertSymmetric(inverse, n);

    expect(distanceFromIdentity(a, inverse, n)).toBeLessThan(1e-9);
  });

  it('refuses a matrix that is not positive definite, naming the pivot', () => {
    expect(() => invertSymmetric(Float64Array.of(1, 2, 2, 1), 2)).toThrow('pivot 1 is -3');
  });
});

function positiveDefinite(n: number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = i === j ? n : Math.sin(i * 7 + j * 13);
      a[i * n + j] = value;
      a[j * n + i] = value;
    }
  }
  return a;
}

function distanceFromIdentity(a: Float64Array, b: Float64Array, n: number): number {
  let worst = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? -1 : 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k]! * b[k * n + j]!;
      worst = Math.max(worst, Math.abs(sum));
    }
  }
  return worst;
}
