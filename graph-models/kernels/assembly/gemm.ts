import { scratch } from './scratch';

/** Terms of a block: a panel of b (8 columns of these) stays in the first cache, one of a (6 rows) beside it. */
const TERMS: usize = 256;
/** Rows and columns of a block; packed, they stay in the second cache. */
const ROWS: usize = 96;
const COLUMNS: usize = 512;
/** Rows and columns of a tile: twelve accumulators, two of b and one of a fill sixteen registers. */
const TILE_ROWS: usize = 6;
const TILE_COLUMNS: usize = 8;

/** Bytes of scratch that a thread needs: a packed block of a, one of b, a tile. */
export const scratchBytes: i32 = <i32>(ROWS * TERMS + COLUMNS * TERMS + TILE_ROWS * TILE_COLUMNS) << 2;

/** Rows `from` to `to` of `multiply`, or with `byColumns` these columns. */
export function gemm(
  a: usize, am: usize, ak: usize, b: usize, bk: usize, bn: usize, c: usize, cm: usize,
  m: usize, n: usize, k: usize, alpha: f32, add: bool, byColumns: bool, from: usize, to: usize,
): void {
  if (byColumns) multiply(a, am, ak, b + (from * bn << 2), bk, bn, c + (from << 2), cm, m, to - from, k, alpha, add);
  else multiply(a + (from * am << 2), am, ak, b, bk, bn, c + (from * cm << 2), cm, to - from, n, k, alpha, add);
}

/** Rows `from` to `to` of the lower triangle of a[n, n] -= w[n, k] p[n, k]ᵀ; of the upper one, what shares a row block. */
export function subtractLower(a: usize, n: usize, w: usize, p: usize, k: usize, from: usize, to: usize): void {
  multiply(w + (from * k << 2), k, 1, p, 1, k, a + (from * n << 2), n, to - from, to, k, -1, true);
}

/**
 * c[m, n] (+)= alpha · a[m, k] b[k, n], float32; entry (i, j) of a is at i · am + j · ak, of b at i · bk + j · bn, rows of
 * c are cm apart, all in numbers. The sum over k is made in the same order whatever m and n are.
 */
export function multiply(
  a: usize, am: usize, ak: usize, b: usize, bk: usize, bn: usize, c: usize, cm: usize,
  m: usize, n: usize, k: usize, alpha: f32, add: bool,
): void {
  am <<= 2; ak <<= 2; bk <<= 2; bn <<= 2; cm <<= 2;
  const packedA = scratch, packedB = packedA + (ROWS * TERMS << 2), edge = packedB + (COLUMNS * TERMS << 2);
  for (let j0: usize = 0; j0 < n; j0 += COLUMNS) {
    const nn = min<usize>(COLUMNS, n - j0);
    for (let k0: usize = 0; k0 < k; k0 += TERMS) {
      const kk = min<usize>(TERMS, k - k0);
      pack(b + k0 * bk + j0 * bn, bn, bk, nn, kk, TILE_COLUMNS, packedB);
      for (let i0: usize = 0; i0 < m; i0 += ROWS) {
        const mm = min<usize>(ROWS, m - i0);
        pack(a + i0 * am + k0 * ak, am, ak, mm, kk, TILE_ROWS, packedA);
        for (let j: usize = 0; j < nn; j += TILE_COLUMNS) {
          for (let i: usize = 0; i < mm; i += TILE_ROWS) {
            const to = c + (i0 + i) * cm + (j0 + j << 2), from = packedA + (i * kk << 2), by = packedB + (j * kk << 2);
            const height = min<usize>(TILE_ROWS, mm - i), width = min<usize>(TILE_COLUMNS, nn - j);
            if (height == TILE_ROWS && width == TILE_COLUMNS) tile(from, by, kk, to, cm, alpha, add || k0 > 0);
            else {
              tile(from, by, kk, edge, TILE_COLUMNS << 2, alpha, false);
              for (let r: usize = 0; r < height; r++)
                for (let s: usize = 0; s < width << 2; s += 4) {
                  const one = load<f32>(edge + r * (TILE_COLUMNS << 2) + s), at = to + r * cm + s;
                  store<f32>(at, add || k0 > 0 ? load<f32>(at) + one : one);
                }
            }
          }
        }
      }
    }
  }
}

/** Lines of a matrix as panels of `height` lines, term by term; missing lines are zeros. Strides in bytes. */
function pack(from: usize, line: usize, term: usize, lines: usize, terms: usize, height: usize, to: usize): void {
  for (let first: usize = 0; first < lines; first += height) {
    const there = min<usize>(height, lines - first);
    if (there == TILE_COLUMNS && line == 4) {
      let at = from + first * line;
      for (let t: usize = 0; t < terms; t++, at += term, to += TILE_COLUMNS << 2) {
        v128.store(to, v128.load(at)); v128.store(to, v128.load(at, 16), 16);
      }
      continue;
    }
    for (let l: usize = 0; l < height; l++) {
      let at = from + (first + l) * line, put = to + (l << 2);
      if (l < there) for (let t: usize = 0; t < terms; t++, at += term, put += height << 2) store<f32>(put, load<f32>(at));
      else for (let t: usize = 0; t < terms; t++, put += height << 2) store<f32>(put, 0);
    }
    to += height * terms << 2;
  }
}

/** c[6, 8] (+)= alpha · a panel of a times a panel of b, over k terms. */
function tile(a: usize, b: usize, k: usize, c: usize, cm: usize, alpha: f32, add: bool): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
  for (const end = b + (k << 5); b < end; a += 24, b += 32) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(s, b0)); c01 = f32x4.add(c01, f32x4.mul(s, b1));
    s = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(s, b0)); c11 = f32x4.add(c11, f32x4.mul(s, b1));
    s = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(s, b0)); c21 = f32x4.add(c21, f32x4.mul(s, b1));
    s = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(s, b0)); c31 = f32x4.add(c31, f32x4.mul(s, b1));
    s = v128.load32_splat(a, 16);
    c40 = f32x4.add(c40, f32x4.mul(s, b0)); c41 = f32x4.add(c41, f32x4.mul(s, b1));
    s = v128.load32_splat(a, 20);
    c50 = f32x4.add(c50, f32x4.mul(s, b0)); c51 = f32x4.add(c51, f32x4.mul(s, b1));
  }
  put(c, c00, c01, alpha, add); put(c + cm, c10, c11, alpha, add); put(c + 2 * cm, c20, c21, alpha, add);
  put(c + 3 * cm, c30, c31, alpha, add); put(c + 4 * cm, c40, c41, alpha, add); put(c + 5 * cm, c50, c51, alpha, add);
}

// @ts-ignore: decorator
@inline function put(c: usize, left: v128, right: v128, alpha: f32, add: bool): void {
  const s = f32x4.splat(alpha);
  left = f32x4.mul(left, s); right = f32x4.mul(right, s);
  if (add) { left = f32x4.add(left, v128.load(c)); right = f32x4.add(right, v128.load(c, 16)); }
  v128.store(c, left); v128.store(c, right, 16);
}
