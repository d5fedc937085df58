import type { DenseProduct } from './numerics.js';

/** The dense product in plain TypeScript, in 64-bit sums. */
export function plainGemm(product: DenseProduct): void {
  const { m, n, k, a, b, out, transposeA = false, transposeB = false, alpha = 1, add = false } = product;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let t = 0; t < k; t++)
        sum += a[transposeA ? t * m + i : i * k + t]! * b[transposeB ? j * k + t : t * n + j]!;
      out[i * n + j] = (add ? out[i * n + j]! : 0) + alpha * sum;
    }
  }
}
