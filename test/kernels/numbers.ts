import type { BprLoss } from '../../graph-models/kernels/bpr-loss.js';
import type { Numerics } from '../../graph-models/kernels/numerics.js';
import type { SparseRows } from '../../graph-models/kernels/sparse.js';
import { randomOf } from '../learning/small-town.js';

/** Numbers between -½ and ½. */
export function numbers(count: number, seed: number): Float32Array {
  const random = randomOf(seed);
  return Float32Array.from({ length: count }, () => random() - 0.5);
}

/** The largest |a - b|, against the largest |b|, or against `atLeast` where numbers cancel out. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>, atLeast = 0): number {
  let [difference, size] = [0, atLeast];
  for (let at = 0; at < b.length; at++) {
    difference = Math.max(difference, Math.abs(a[at]! - b[at]!));
    size = Math.max(size, Math.abs(b[at]!));
  }
  return size === 0 ? difference : difference / size;
}

/** The same numbers in the memory of these numerics. */
export function copied(numerics: Numerics, data: Float32Array): Float32Array {
  const copy = numerics.float32(data.length);
  copy.set(data);
  return copy;
}

/** So many entries a row, anywhere. */
export function randomMatrix(rowCount: number, columnCount: number, perRow: number): SparseRows {
  const random = randomOf(9);
  const count = rowCount * perRow;
  return {
    rowCount,
    columnCount,
    start: Int32Array.from({ length: rowCount + 1 }, (_, row) => row * perRow),
    columns: Int32Array.from({ length: count }, () => Math.floor(random() * columnCount)),
    values: numbers(count, 4),
  };
}

/** Triples to rank, so far from 0 that the loss of some is next to nothing where `size` is large. */
export function triples(count: number, dim: number, size: number): Parameters<BprLoss>[0] {
  const table = (seed: number): Float32Array => numbers(count * dim, seed).map((one) => one * size);
  return { dim, users: table(1), liked: table(2), others: table(3) };
}
