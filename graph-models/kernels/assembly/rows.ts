/** Rows `from` to `to` of x[·, dim] at length 1, in place, and their lengths; zeros stay zeros. dim: a multiple of 4. */
export function normaliseRows(x: usize, lengths: usize, dim: usize, from: usize, to: usize): void {
  const width = dim << 2;
  for (let row = from; row < to; row++) {
    const own = x + row * width;
    const length = sqrt<f32>(inner(own, own, width));
    store<f32>(lengths + (row << 2), length);
    if (length > 0) {
      const by = f32x4.splat(length);
      for (let d: usize = 0; d < width; d += 16) v128.store(own + d, f32x4.div(v128.load(own + d), by));
    }
  }
}

/** d = (d - ⟨d, x̂⟩ x̂) / length, for rows `from` to `to`: back through `normaliseRows`; a row of zeros passes nothing. */
export function backThroughLengths(d: usize, x: usize, lengths: usize, dim: usize, from: usize, to: usize): void {
  const width = dim << 2;
  for (let row = from; row < to; row++) {
    const slope = d + row * width, own = x + row * width, length = load<f32>(lengths + (row << 2));
    const along = f32x4.splat(inner(slope, own, width)), by = f32x4.splat(length);
    for (let i: usize = 0; i < width; i += 16) {
      const passed = f32x4.div(f32x4.sub(v128.load(slope + i), f32x4.mul(along, v128.load(own + i))), by);
      v128.store(slope + i, length > 0 ? passed : f32x4.splat(0));
    }
  }
}

function inner(a: usize, b: usize, width: usize): f32 {
  let sum = f32x4.splat(0);
  for (let d: usize = 0; d < width; d += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + d), v128.load(b + d)));
  return f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
}

/** out = wa · a + wb · b, for numbers `from` to `to`, multiples of 4; out may be a or b. */
export function weightedSum(a: usize, wa: f32, b: usize, wb: f32, out: usize, from: usize, to: usize): void {
  const x = f32x4.splat(wa), y = f32x4.splat(wb);
  for (let at = from << 2; at < to << 2; at += 16)
    v128.store(out + at, f32x4.add(f32x4.mul(x, v128.load(a + at)), f32x4.mul(y, v128.load(b + at))));
}
