import { mustHold, type KernelCalls } from './kernel-calls.js';

/** Lines of a product that a thread takes at once: fewer, and the other side is packed too often; more, and one thread waits for the other. */
const PRODUCT_LINES = 128;
/** The same of a triangle, whose last lines are the longest. */
const TRIANGLE_LINES = 192;

/** A dense product out = alpha · op(a) op(b), or out += … with `add`; every array float32, row-major, of these numerics. */
export interface DenseProduct {
  /** op(a) is [m, k], op(b) is [k, n], out is [m, n]. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** float32 [m, k], or [k, m] with `transposeA` */
  readonly a: Float32Array;
  /** float32 [k, n], or [n, k] with `transposeB` */
  readonly b: Float32Array;
  readonly out: Float32Array;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** 1 when left out */
  readonly alpha?: number;
  readonly add?: boolean;
}

/** See `DenseProduct`; the sum over k is made in the same order whatever m and n are. */
export function denseProduct(calls: KernelCalls, product: DenseProduct): void {
  const { m, n, k, a, b, out, transposeA, transposeB, alpha = 1, add = false } = product;
  if (a.length < m * k || b.length < k * n || out.length < m * n)
    throw new RangeError(
      `a product of [${m}, ${k}] and [${k}, ${n}] was given ${a.length}, ${b.length} and ${out.length} numbers`,
    );
  if (k === 0 && !add) out.fill(0, 0, m * n);
  const [aRow, aColumn] = transposeA === true ? [1, m] : [k, 1];
  const [bRow, bColumn] = transposeB === true ? [1, k] : [n, 1];
  const [atA, atB, atOut] = calls.at(a, b, out);
  const byColumns = n > m;
  calls.run(
    'gemm',
    [atA!, aRow, aColumn, atB!, bRow, bColumn, atOut!, n, m, n, k, alpha, Number(add), Number(byColumns)],
    { count: byColumns ? n : m, grain: PRODUCT_LINES, work: m * n * k },
  );
}

/** The lower triangle of a[n, n] -= w[n, k] p[n, k]ᵀ in plain TypeScript. */
export function plainSubtractLower(
  a: Float32Array,
  n: number,
  w: Float32Array,
  p: Float32Array,
  k: number,
): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let t = 0; t < k; t++) sum += w[i * k + t]! * p[j * k + t]!;
      a[i * n + j]! -= sum;
    }
}

/** The same by kernels, arrays of these numerics; above the diagonal, numbers are left over. */
export function subtractLower(
  calls: KernelCalls,
  a: Float32Array,
  n: number,
  w: Float32Array,
  p: Float32Array,
  k: number,
): void {
  mustHold('a symmetric matrix', n, [a, n], [w, k], [p, k]);
  const [atA, atW, atP] = calls.at(a, w, p);
  calls.run('subtractLower', [atA!, n, atW!, atP!, k], {
    count: n,
    grain: TRIANGLE_LINES,
    work: (n * n * k) / 2,
  });
}
