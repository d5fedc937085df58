/** One step of Adam over the parameters `from` to `to`, multiples of 4; `rate` and `correction` hold the corrections of bias. */
export function adam(p: usize, g: usize, m: usize, v: usize, rate: f32, correction: f32, l2: f32, from: usize, to: usize): void {
  const r = f32x4.splat(rate), c = f32x4.splat(correction), w = f32x4.splat(l2);
  const one = f32x4.splat(0.1), two = f32x4.splat(0.001), epsilon = f32x4.splat(1e-8);
  for (let at = from << 2; at < to << 2; at += 16) {
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
