import { vexp } from './exp';

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
