/** For rows `from` to `to`: out[r] = ⟨row r of table, vector⟩; rows are dim long, a multiple of 16. */
export function dots(table: usize, dim: usize, vector: usize, out: usize, from: usize, to: usize): void {
  const width = dim << 2;
  let row = from;
  for (; row + 2 <= to; row += 2) {
    const two = dotsOfTwo(table + row * width, vector, width);
    store<f32>(out + (row << 2), f32x4.extract_lane(two, 0));
    store<f32>(out + (row << 2), f32x4.extract_lane(two, 1), 4);
  }
  if (row < to) store<f32>(out + (row << 2), dotOf(table + row * width, vector, width));
}

/** `dotOf` of two rows that stand one after the other, in the first two lanes: the vector is read once for both. */
// @ts-ignore: decorator
@inline export function dotsOfTwo(own: usize, vector: usize, width: usize): v128 {
  const other = own + width;
  let a = f32x4.splat(0), b = a, c = a, e = a, a2 = a, b2 = a, c2 = a, e2 = a;
  for (let d: usize = 0; d < width; d += 64) {
    let v = v128.load(vector + d);
    a = f32x4.add(a, f32x4.mul(v128.load(own + d), v)); a2 = f32x4.add(a2, f32x4.mul(v128.load(other + d), v));
    v = v128.load(vector + d, 16);
    b = f32x4.add(b, f32x4.mul(v128.load(own + d, 16), v)); b2 = f32x4.add(b2, f32x4.mul(v128.load(other + d, 16), v));
    v = v128.load(vector + d, 32);
    c = f32x4.add(c, f32x4.mul(v128.load(own + d, 32), v)); c2 = f32x4.add(c2, f32x4.mul(v128.load(other + d, 32), v));
    v = v128.load(vector + d, 48);
    e = f32x4.add(e, f32x4.mul(v128.load(own + d, 48), v)); e2 = f32x4.add(e2, f32x4.mul(v128.load(other + d, 48), v));
  }
  const s = f32x4.add(f32x4.add(a, b), f32x4.add(c, e)), s2 = f32x4.add(f32x4.add(a2, b2), f32x4.add(c2, e2));
  // Lane by lane, as `dotOf` adds them: (((0 + 1) + 2) + 3).
  const low = v128.shuffle<f32>(s, s2, 0, 4, 1, 5), high = v128.shuffle<f32>(s, s2, 2, 6, 3, 7);
  let sum = f32x4.add(low, v128.shuffle<f32>(low, low, 2, 3, 0, 1));
  sum = f32x4.add(sum, high);
  return f32x4.add(sum, v128.shuffle<f32>(high, high, 2, 3, 0, 1));
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
