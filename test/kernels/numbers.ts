import { randomOf } from '../learning/small-town.js';

/** Numbers between -½ and ½. */
export function numbers(count: number, seed: number): Float32Array {
  const random = randomOf(seed);
  return Float32Array.from({ length: count }, () => random() - 0.5);
}

/** The largest |a - b|, against the largest |b|. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [difference, size] = [0, 0];
  for (let at = 0; at < b.length; at++) {
    difference = Math.max(difference, Math.abs(a[at]! - b[at]!));
    size = Math.max(size, Math.abs(b[at]!));
  }
  return size === 0 ? difference : difference / size;
}
