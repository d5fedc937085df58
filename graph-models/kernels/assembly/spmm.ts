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
