/** For rows `from` to `to`: out[r] = ⟨row r of table, vector⟩; rows are dim long, a multiple of 16. */
export function dots(table: usize, dim: usize, vector: usize, out: usize, from: usize, to: usize): void {
  const width = dim << 2;
  for (let row = from; row < to; row++) store<f32>(out + (row << 2), dotOf(table + row * width, vector, width));
}

/** ⟨a, b⟩ of `width` bytes, a multiple of 64. */
// @ts-ignore: decorator
@inline export function dotOf(own: usize, vector: usize, width: usize): f32 {
  let a = f32x4.splat(0), b = a, c = a, e = a;
  for (let d: usize = 0; d < width; d += 64) {
    a = f32x4.add(a, f32x4.mul(v128.load(own + d), v128.load(vector + d)));
    b = f32x4.add(b, f32x4.mul(v128.load(own + d, 16), v128.load(vector + d, 16)));
    c = f32x4.add(c, f32x4.mul(v128.load(own + d, 32), v128.load(vector + d, 32)));
    e = f32x4.add(e, f32x4.mul(v128.load(own + d, 48), v128.load(vector + d, 48)));
  }
  const s = f32x4.add(f32x4.add(a, b), f32x4.add(c, e));
  return f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1) + f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3);
}
