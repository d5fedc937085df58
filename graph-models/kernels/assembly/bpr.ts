/**
 * Rows `from` to `to` of Bayesian personalised ranking: x = ⟨u, p - n⟩, losses[r] = -weight ln σ(x), and the gradients
 * du = -weight σ(-x) (p - n), dp = -weight σ(-x) u, dn = -dp. Rows are dim long, a multiple of 4.
 */
export function bprRows(
  u: usize, p: usize, n: usize, losses: usize, du: usize, dp: usize, dn: usize, dim: usize, weight: f32, from: usize, to: usize,
): void {
  const width = dim << 2;
  for (let row = from; row < to; row++) {
    const at = row * width;
    let sum = f32x4.splat(0);
    for (let d = at; d < at + width; d += 16)
      sum = f32x4.add(sum, f32x4.mul(v128.load(u + d), f32x4.sub(v128.load(p + d), v128.load(n + d))));
    const x = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    // ln σ(x) = min(x, 0) - ln(1 + e^-|x|), which never overflows.
    const e = Mathf.exp(-abs(x));
    store<f32>(losses + (row << 2), weight * (Mathf.log(1 + e) - min(x, 0)));
    const slope = f32x4.splat(-weight * (x >= 0 ? e : 1) / (1 + e));
    for (let d = at; d < at + width; d += 16) {
      const own = f32x4.mul(slope, v128.load(u + d));
      v128.store(du + d, f32x4.mul(slope, f32x4.sub(v128.load(p + d), v128.load(n + d))));
      v128.store(dp + d, own);
      v128.store(dn + d, f32x4.neg(own));
    }
  }
}
