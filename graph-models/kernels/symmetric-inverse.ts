import { availableParallelism } from 'node:os';
import { Numerics } from './numerics.js';

/** Columns of one sweep: its panel stays in the caches, and the rest is one dense product. */
const BLOCK = 128;

/**
 * Inverts a symmetric positive definite matrix in place, by block sweeps (Goodnight 1979, a tutorial on the sweep operator).
 *
 *   D = A_KK⁻¹,  A_RS -= A_RK D A_KS,  A_RK <- A_RK D,  A_KK <- -D   for every block K;  then A holds -A⁻¹
 *
 * n³ / 2 multiply-adds, all but some per cent of them in products of float32; blocks on the diagonal in float64.
 *
 * @param a float32 [n, n], row-major, an array of `numerics`; only the lower triangle is read; holds all of the inverse
 *   afterwards
 * @throws RangeError when `a` is not positive definite, to the precision of float32
 */
export function invertSymmetric(numerics: Numerics, a: Float32Array, n: number): void {
  if (a.length !== n * n) throw new RangeError(`a has ${a.length} numbers, ${n} x ${n} were announced`);
  const panel = numerics.scratch('panel', n * BLOCK);
  const weighted = numerics.scratch('weighted', n * BLOCK);
  const inverse = numerics.scratch('block', BLOCK * BLOCK);
  for (let first = 0; first < n; first += BLOCK) {
    const width = Math.min(BLOCK, n - first);
    const block = blockOf(a, n, first, width);
    invertPlainly(block, width, first);
    inverse.set(block);
    copyPanel(a, n, first, width, panel);
    numerics.gemm({ m: n, n: width, k: width, a: panel, b: inverse, out: weighted });
    numerics.subtractLower(a, n, weighted, panel, width);
    writePanel(a, n, first, width, weighted, block);
  }
  negateAndMirror(a, n);
}

/**
 * The inverse of the matrix that `fill` writes into zeros (its lower triangle), worked out on every core.
 *
 * @throws NumericsMemoryError when there is no room for n² float32: above 32,000 never
 */
export function invertedSymmetric(n: number, fill: (a: Float32Array) => void): Float32Array<ArrayBuffer> {
  const numerics = new Numerics({ threads: availableParallelism() });
  try {
    const a = numerics.float32(n * n);
    fill(a);
    invertSymmetric(numerics, a, n);
    return new Float32Array(a);
  } finally {
    numerics.close();
  }
}

/**
 * Inverts a small symmetric positive definite matrix in place, one sweep a column: float64 [n, n], all of it given.
 *
 * @param offset added to the number of the pivot that an error names
 * @throws RangeError when `a` is not positive definite
 */
export function invertPlainly(a: Float64Array, n: number, offset = 0): void {
  for (let k = 0; k < n; k++) {
    const pivot = a[k * n + k]!;
    if (!(pivot > 0))
      throw new RangeError(`the matrix is not positive definite: pivot ${offset + k} is ${pivot}`);
    for (let j = 0; j < n; j++) a[k * n + j]! /= pivot;
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = a[i * n + k]!;
      for (let j = 0; j < n; j++) a[i * n + j]! -= factor * a[k * n + j]!;
      a[i * n + k] = -factor / pivot;
    }
    a[k * n + k] = 1 / pivot;
  }
}

function blockOf(a: Float32Array, n: number, first: number, width: number): Float64Array {
  const block = new Float64Array(width * width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++)
      block[i * width + j] = block[j * width + i] = a[(first + i) * n + first + j]!;
  return block;
}

/** A_RK by rows; zeros for the block's own, so that the product leaves them. */
function copyPanel(a: Float32Array, n: number, first: number, width: number, panel: Float32Array): void {
  for (let c = 0; c < width; c++)
    for (let row = 0; row < first; row++) panel[row * width + c] = a[(first + c) * n + row]!;
  panel.fill(0, first * width, (first + width) * width);
  for (let row = first + width; row < n; row++)
    panel.set(a.subarray(row * n + first, row * n + first + width), row * width);
}

function writePanel(
  a: Float32Array,
  n: number,
  first: number,
  width: number,
  panel: Float32Array,
  block: Float64Array,
): void {
  for (let c = 0; c < width; c++) {
    const to = (first + c) * n;
    for (let row = 0; row < first; row++) a[to + row] = panel[row * width + c]!;
    for (let j = 0; j < width; j++) a[to + first + j] = -block[c * width + j]!;
  }
  for (let row = first + width; row < n; row++)
    a.set(panel.subarray(row * width, (row + 1) * width), row * n + first);
}

/** By tiles, so that neither side misses the cache at every number. */
function negateAndMirror(a: Float32Array, n: number): void {
  const tile = 32;
  for (let i0 = 0; i0 < n; i0 += tile)
    for (let j0 = 0; j0 <= i0; j0 += tile)
      for (let i = i0; i < Math.min(i0 + tile, n); i++)
        for (let j = j0; j < Math.min(j0 + tile, i + 1); j++) a[j * n + i] = a[i * n + j] = -a[i * n + j]!;
}
