import { mustHold, requireWidth, type KernelCalls } from './kernel-calls.js';

/** ⟨row r of table, vector⟩ in plain TypeScript. */
export function plainDots(table: Float32Array, vector: Float32Array, out: Float32Array): void {
  const dim = vector.length;
  for (let row = 0; row < table.length / dim; row++)
    out[row] = vector.reduce((sum, one, d) => sum + one * table[row * dim + d]!, 0);
}

/** The same by kernels: vector float32 [dim], dim a multiple of 16; arrays of these numerics. */
export function dotsOn(
  calls: KernelCalls,
  table: Float32Array,
  vector: Float32Array,
  out: Float32Array,
): void {
  const dim = vector.length;
  requireWidth(dim);
  const count = Math.floor(table.length / dim);
  mustHold('dot products', count, [out, 1]);
  const [atTable, atVector, atOut] = calls.at(table, vector, out);
  calls.run('dots', [atTable!, dim, atVector!, atOut!], { count, grain: 1024, work: table.length });
}

/** out = wa · a + wb · b in plain TypeScript; out may be one of them. */
export function plainWeightedSum(
  a: Float32Array,
  wa: number,
  b: Float32Array,
  wb: number,
  out: Float32Array,
): void {
  for (let at = 0; at < out.length; at++) out[at] = wa * a[at]! + wb * b[at]!;
}

/** The same by kernels. Writes up to three numbers after `out`, to a multiple of 4. */
export function weightedSumOn(
  calls: KernelCalls,
  a: Float32Array,
  wa: number,
  b: Float32Array,
  wb: number,
  out: Float32Array,
): void {
  mustHold('a sum', out.length, [a, 1], [b, 1]);
  const [atA, atB, atOut] = calls.at(a, b, out);
  const count = Math.ceil(out.length / 4) * 4;
  calls.run('weightedSum', [atA!, wa, atB!, wb, atOut!], { count, grain: 65_536, work: 4 * count });
}

/** Every row of x at length 1, in place, in plain TypeScript; zeros stay zeros. */
export function plainNormaliseRows(x: Float32Array, dim: number, lengths: Float32Array): void {
  for (let row = 0; row < lengths.length; row++) {
    const own = x.subarray(row * dim, (row + 1) * dim);
    const length = Math.hypot(...own);
    lengths[row] = length;
    if (length > 0) own.forEach((one, d) => (own[d] = one / length));
  }
}

/** The same by kernels: x float32 [rows, dim], dim a multiple of 4, lengths float32 [rows]. */
export function normaliseRowsOn(
  calls: KernelCalls,
  x: Float32Array,
  dim: number,
  lengths: Float32Array,
): void {
  requireWidth(dim, 4);
  mustHold('rows to normalise', lengths.length, [x, dim]);
  const span = { count: lengths.length, grain: 256, work: x.length };
  calls.run('normaliseRows', [...calls.at(x, lengths), dim], span);
}

/** d = (d - ⟨d, x̂⟩ x̂) / length, row by row in plain TypeScript: back through the lengths; a row of zeros passes nothing. */
export function plainBackThroughLengths(
  d: Float32Array,
  x: Float32Array,
  dim: number,
  lengths: Float32Array,
): void {
  lengths.forEach((length, row) => {
    const [slope, own] = [d, x].map((table) => table.subarray(row * dim, (row + 1) * dim));
    const along = own!.reduce((sum, one, at) => sum + one * slope![at]!, 0);
    own!.forEach((one, at) => (slope![at] = length > 0 ? (slope![at]! - along * one) / length : 0));
  });
}

/** The same by kernels: gradients and x float32 [rows, dim], dim a multiple of 4, lengths float32 [rows]. */
export function backThroughLengthsOn(
  calls: KernelCalls,
  gradients: Float32Array,
  x: Float32Array,
  dim: number,
  lengths: Float32Array,
): void {
  requireWidth(dim, 4);
  mustHold('rows with a length', lengths.length, [gradients, dim], [x, dim]);
  const span = { count: lengths.length, grain: 256, work: 2 * x.length };
  calls.run('backThroughLengths', [...calls.at(gradients, x, lengths), dim], span);
}
