// AssemblyScript. Compiled into graph-models/neural/kernels-wasm.ts by scripts/kernels/build.mjs.

/** A tile of 6 rows and 8 columns of a product, over k terms; strides in bytes. */
function tile(a: usize, am: usize, ak: usize, b: usize, bk: usize, c: usize, cm: usize, k: usize, acc: bool): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
  if (acc) {
    c00 = v128.load(c); c01 = v128.load(c, 16);
    c10 = v128.load(c + cm); c11 = v128.load(c + cm, 16);
    c20 = v128.load(c + 2 * cm); c21 = v128.load(c + 2 * cm, 16);
    c30 = v128.load(c + 3 * cm); c31 = v128.load(c + 3 * cm, 16);
    c40 = v128.load(c + 4 * cm); c41 = v128.load(c + 4 * cm, 16);
    c50 = v128.load(c + 5 * cm); c51 = v128.load(c + 5 * cm, 16);
  }
  let a0 = a, a1 = a + am, a2 = a + 2 * am, a3 = a + 3 * am, a4 = a + 4 * am, a5 = a + 5 * am;
  for (let i: usize = 0; i < k; i++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load32_splat(a0);
    c00 = f32x4.add(c00, f32x4.mul(s, b0)); c01 = f32x4.add(c01, f32x4.mul(s, b1));
    s = v128.load32_splat(a1);
    c10 = f32x4.add(c10, f32x4.mul(s, b0)); c11 = f32x4.add(c11, f32x4.mul(s, b1));
    s = v128.load32_splat(a2);
    c20 = f32x4.add(c20, f32x4.mul(s, b0)); c21 = f32x4.add(c21, f32x4.mul(s, b1));
    s = v128.load32_splat(a3);
    c30 = f32x4.add(c30, f32x4.mul(s, b0)); c31 = f32x4.add(c31, f32x4.mul(s, b1));
    s = v128.load32_splat(a4);
    c40 = f32x4.add(c40, f32x4.mul(s, b0)); c41 = f32x4.add(c41, f32x4.mul(s, b1));
    s = v128.load32_splat(a5);
    c50 = f32x4.add(c50, f32x4.mul(s, b0)); c51 = f32x4.add(c51, f32x4.mul(s, b1));
    a0 += ak; a1 += ak; a2 += ak; a3 += ak; a4 += ak; a5 += ak; b += bk;
  }
  v128.store(c, c00); v128.store(c, c01, 16);
  v128.store(c + cm, c10); v128.store(c + cm, c11, 16);
  v128.store(c + 2 * cm, c20); v128.store(c + 2 * cm, c21, 16);
  v128.store(c + 3 * cm, c30); v128.store(c + 3 * cm, c31, 16);
  v128.store(c + 4 * cm, c40); v128.store(c + 4 * cm, c41, 16);
  v128.store(c + 5 * cm, c50); v128.store(c + 5 * cm, c51, 16);
}
/**
 * c[m, n] = a[m, k] b[k, n], float32; a by strides am and ak, rows of b bk apart, rows of c cm apart, in floats.
 * m has to be a multiple of 6, n of 8. Terms of 256 at a time, so that their rows of b stay in the cache.
 */
export function gemm(a: usize, am: usize, ak: usize, b: usize, bk: usize, c: usize, cm: usize, m: usize, n: usize, k: usize): void {
  am <<= 2; ak <<= 2; bk <<= 2; cm <<= 2;
  for (let k0: usize = 0; k0 < k; k0 += 256) {
    const kk = min<usize>(256, k - k0);
    // What is narrow stays in the cache while the other side passes by.
    if (n <= 128) {
      for (let i: usize = 0; i < m; i += 6)
        for (let j: usize = 0; j < n; j += 8)
          tile(a + i * am + k0 * ak, am, ak, b + k0 * bk + (j << 2), bk, c + i * cm + (j << 2), cm, kk, k0 > 0);
    } else {
      for (let j: usize = 0; j < n; j += 8)
        for (let i: usize = 0; i < m; i += 6)
          tile(a + i * am + k0 * ak, am, ak, b + k0 * bk + (j << 2), bk, c + i * cm + (j << 2), cm, kk, k0 > 0);
    }
  }
}
/** e^x for x ≤ 0 and a little above, relative error about 1e-7: Cephes, expf. */
// @ts-ignore: decorator
@inline function vexp(x: v128): v128 {
  x = f32x4.max(f32x4.splat(-87), x);
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const e = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, e);
}
/** l = scale · l + bias over a row of n, a multiple of 4; answers ln Σ e^l. */
export function softmaxRow(l: usize, bias: usize, n: usize, scale: f32): f32 {
  const s = f32x4.splat(scale);
  let mx = f32x4.splat(-1e30);
  for (let i: usize = 0; i < n << 2; i += 16) {
    const v = f32x4.add(f32x4.mul(s, v128.load(l + i)), v128.load(bias + i));
    v128.store(l + i, v); mx = f32x4.max(mx, v);
  }
  const most = max(max(f32x4.extract_lane(mx, 0), f32x4.extract_lane(mx, 1)), max(f32x4.extract_lane(mx, 2), f32x4.extract_lane(mx, 3)));
  const m = f32x4.splat(most);
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < n << 2; i += 16) {
    sum = f32x4.add(sum, vexp(f32x4.sub(v128.load(l + i), m)));
  }
  const total = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
  return most + Mathf.log(total);
}
/** l = weight · e^(l - logSum) over a row of n, a multiple of 4. */
export function probabilities(l: usize, n: usize, lse: f32, weight: f32): void {
  const m = f32x4.splat(lse), w = f32x4.splat(weight);
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(l + i, f32x4.mul(w, vexp(f32x4.sub(v128.load(l + i), m))));
}

/** out += matrix · x, rows of x and out dim long, a multiple of 16; the matrix by rows. */
export function spmm(rows: usize, start: usize, columns: usize, values: usize, x: usize, dim: usize, out: usize): void {
  const width = dim << 2;
  for (let row: usize = 0; row < rows; row++) {
    const first = <usize>load<u32>(start + (row << 2));
    const end = <usize>load<u32>(start + (row << 2), 4);
    const to = out + row * width;
    for (let d: usize = 0; d < width; d += 64) {
      let a = v128.load(to + d), b = v128.load(to + d, 16), c = v128.load(to + d, 32), e = v128.load(to + d, 48);
      for (let at = first; at < end; at++) {
        const value = v128.load32_splat(values + (at << 2));
        const from = x + <usize>load<u32>(columns + (at << 2)) * width + d;
        a = f32x4.add(a, f32x4.mul(value, v128.load(from)));
        b = f32x4.add(b, f32x4.mul(value, v128.load(from, 16)));
        c = f32x4.add(c, f32x4.mul(value, v128.load(from, 32)));
        e = f32x4.add(e, f32x4.mul(value, v128.load(from, 48)));
      }
      v128.store(to + d, a); v128.store(to + d, b, 16); v128.store(to + d, c, 32); v128.store(to + d, e, 48);
    }
  }
}

/** One step of Adam over n parameters, a multiple of 4; `rate` and `correction` hold the corrections of bias. */
export function adam(p: usize, g: usize, m: usize, v: usize, n: usize, rate: f32, correction: f32, l2: f32): void {
  const r = f32x4.splat(rate), c = f32x4.splat(correction), w = f32x4.splat(l2);
  const one = f32x4.splat(0.1), two = f32x4.splat(0.001), epsilon = f32x4.splat(1e-8);
  for (let at: usize = 0; at < n << 2; at += 16) {
    const own = v128.load(p + at);
    const gradient = f32x4.add(v128.load(g + at), f32x4.mul(w, own));
    const m0 = v128.load(m + at), v0 = v128.load(v + at);
    const m1 = f32x4.add(m0, f32x4.mul(one, f32x4.sub(gradient, m0)));
    const v1 = f32x4.add(v0, f32x4.mul(two, f32x4.sub(f32x4.mul(gradient, gradient), v0)));
    v128.store(m + at, m1); v128.store(v + at, v1);
    const below = f32x4.add(f32x4.mul(f32x4.sqrt(v1), c), epsilon);
    v128.store(p + at, f32x4.sub(own, f32x4.div(f32x4.mul(r, m1), below)));
  }
}

/** out[r] = ⟨row r of table, vector⟩; rows are dim long, a multiple of 16. */
export function dots(table: usize, rows: usize, dim: usize, vector: usize, out: usize): void {
  const width = dim << 2;
  for (let row: usize = 0; row < rows; row++, table += width) {
    let a = f32x4.splat(0), b = a, c = a, e = a;
    for (let d: usize = 0; d < width; d += 64) {
      a = f32x4.add(a, f32x4.mul(v128.load(table + d), v128.load(vector + d)));
      b = f32x4.add(b, f32x4.mul(v128.load(table + d, 16), v128.load(vector + d, 16)));
      c = f32x4.add(c, f32x4.mul(v128.load(table + d, 32), v128.load(vector + d, 32)));
      e = f32x4.add(e, f32x4.mul(v128.load(table + d, 48), v128.load(vector + d, 48)));
    }
    const s = f32x4.add(f32x4.add(a, b), f32x4.add(c, e));
    store<f32>(out + (row << 2), f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1) + f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3));
  }
}
