import { vexp } from './exp';
import { multiply } from './gemm';

/**
 * Rows `from` to `to` of softmax(scale · u vᵀ + bias) against weighted targets: slopes[m, n] = ∂loss / ∂(u vᵀ), losses[m],
 * du[m, dim] = slopes v. u is [m, dim], v [n, dim], n a multiple of 4; row r wants start[r] … start[r + 1] of the targets.
 */
export function softmaxRows(
  u: usize, v: usize, bias: usize, start: usize, targets: usize, weights: usize, slopes: usize, losses: usize, du: usize,
  n: usize, dim: usize, scale: f32, from: usize, to: usize,
): void {
  const width = n << 2;
  multiply(u + (from * dim << 2), dim, 1, v, 1, dim, slopes + from * width, n, to - from, n, dim, 1, false);
  for (let row = from; row < to; row++) {
    const own = slopes + row * width;
    const logSum = logSumExp(own, bias, n, scale);
    const first = <usize>load<u32>(start + (row << 2)), end = <usize>load<u32>(start + (row << 2), 4);
    let weight: f32 = 0, loss: f32 = 0;
    for (let at = first; at < end; at++) {
      const one = load<f32>(weights + (at << 2));
      weight += one;
      loss += one * (logSum - load<f32>(own + (<usize>load<u32>(targets + (at << 2)) << 2)));
    }
    store<f32>(losses + (row << 2), loss);
    probabilities(own, n, logSum, weight * scale);
    for (let at = first; at < end; at++) {
      const target = own + (<usize>load<u32>(targets + (at << 2)) << 2);
      store<f32>(target, load<f32>(target) - load<f32>(weights + (at << 2)) * scale);
    }
  }
  multiply(slopes + from * width, n, 1, v, dim, 1, du + (from * dim << 2), dim, to - from, dim, n, 1, false);
}

/** l = scale · l + bias over a row of n, a multiple of 4; answers ln Σ e^l. */
function logSumExp(l: usize, bias: usize, n: usize, scale: f32): f32 {
  const s = f32x4.splat(scale);
  let mx = f32x4.splat(-1e30);
  for (let i: usize = 0; i < n << 2; i += 16) {
    const v = f32x4.add(f32x4.mul(s, v128.load(l + i)), v128.load(bias + i));
    v128.store(l + i, v); mx = f32x4.max(mx, v);
  }
  const most = max(max(f32x4.extract_lane(mx, 0), f32x4.extract_lane(mx, 1)), max(f32x4.extract_lane(mx, 2), f32x4.extract_lane(mx, 3)));
  const m = f32x4.splat(most);
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < n << 2; i += 16) sum = f32x4.add(sum, vexp(f32x4.sub(v128.load(l + i), m)));
  const total = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
  return most + Mathf.log(total);
}

/** l = weight · e^(l - logSum) over a row of n, a multiple of 4. */
function probabilities(l: usize, n: usize, logSum: f32, weight: f32): void {
  const m = f32x4.splat(logSum), w = f32x4.splat(weight);
  for (let i: usize = 0; i < n << 2; i += 16) v128.store(l + i, f32x4.mul(w, vexp(f32x4.sub(v128.load(l + i), m))));
}
