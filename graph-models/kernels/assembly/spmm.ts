/** Rows `from` to `to` of out += matrix · x, rows of x and out dim long, a multiple of 16; the matrix by rows. */
export function spmm(start: usize, columns: usize, values: usize, x: usize, dim: usize, out: usize, from: usize, to: usize): void {
  const width = dim << 2;
  for (let row = from; row < to; row++) {
    const first = <usize>load<u32>(start + (row << 2));
    const end = <usize>load<u32>(start + (row << 2), 4);
    const at = out + row * width;
    for (let d: usize = 0; d < width; d += 64) {
      let a = v128.load(at + d), b = v128.load(at + d, 16), c = v128.load(at + d, 32), e = v128.load(at + d, 48);
      for (let nth = first; nth < end; nth++) {
        const value = v128.load32_splat(values + (nth << 2));
        const by = x + <usize>load<u32>(columns + (nth << 2)) * width + d;
        a = f32x4.add(a, f32x4.mul(value, v128.load(by)));
        b = f32x4.add(b, f32x4.mul(value, v128.load(by, 16)));
        c = f32x4.add(c, f32x4.mul(value, v128.load(by, 32)));
        e = f32x4.add(e, f32x4.mul(value, v128.load(by, 48)));
      }
      v128.store(at + d, a); v128.store(at + d, b, 16); v128.store(at + d, c, 32); v128.store(at + d, e, 48);
    }
  }
}
