import { dotOf } from './dots';

/** Bytes of rows of x that are brought near at once: most of a first cache of 32 KB. */
const NEAR: usize = 24576;
/** What was read to bring rows near; kept, so that no compiler leaves the reading out. */
let touched: u32 = 0;

/**
 * Rows `from` to `to` of out += matrix · x, rows of x and out dim long, a multiple of 16; the matrix by rows.
 *
 * Rows of x come from anywhere, and a processor waits for as many loads at once as it can note. So one load a cache line
 * brings the next rows near, and the sums, four loads a line, find them there. They are made in the order of the entries,
 * 16 columns at a time, wherever that cuts a row.
 */
export function spmm(start: usize, columns: usize, values: usize, x: usize, dim: usize, out: usize, from: usize, to: usize): void {
  const width = dim << 2, most = max<usize>(1, NEAR / width), all = entry(start, to);
  let row = from, seen: u32 = 0;
  for (let first = entry(start, from); first < all;) {
    const last = min<usize>(first + most, all);
    seen |= width == 256 ? touch64(columns, first, last, x) : touch(columns, first, last, x, width);
    while (first < last) {
      while (entry(start, row + 1) <= first) row++;
      const end = min<usize>(entry(start, row + 1), last), at = out + row * width;
      for (let d: usize = 0; d < width; d += 64) {
        let a = v128.load(at + d), b = v128.load(at + d, 16), c = v128.load(at + d, 32), e = v128.load(at + d, 48);
        for (let nth = first; nth < end; nth++) {
          const value = v128.load32_splat(values + (nth << 2));
          const by = x + entry(columns, nth) * width + d;
          a = f32x4.add(a, f32x4.mul(value, v128.load(by)));
          b = f32x4.add(b, f32x4.mul(value, v128.load(by, 16)));
          c = f32x4.add(c, f32x4.mul(value, v128.load(by, 32)));
          e = f32x4.add(e, f32x4.mul(value, v128.load(by, 48)));
        }
        v128.store(at + d, a); v128.store(at + d, b, 16); v128.store(at + d, c, 32); v128.store(at + d, e, 48);
      }
      first = end;
    }
  }
  touched = seen;
}

/**
 * Rows `from` to `to` of out: out[r] += Σ_j m_rj ⟨x_r, t_j⟩ t_j over the entries of row r, rows of x, table and out dim long, a
 * multiple of 16. Rows of the table are brought near as in `spmm`.
 */
export function spmmProjected(
  start: usize, columns: usize, values: usize, x: usize, table: usize, dim: usize, out: usize, from: usize, to: usize,
): void {
  const width = dim << 2, most = max<usize>(1, NEAR / width), all = entry(start, to);
  let row = from, seen: u32 = 0;
  for (let first = entry(start, from); first < all;) {
    const last = min<usize>(first + most, all);
    seen |= width == 256 ? touch64(columns, first, last, table) : touch(columns, first, last, table, width);
    for (; first < last; first++) {
      while (entry(start, row + 1) <= first) row++;
      const by = table + entry(columns, first) * width, at = out + row * width;
      const value = f32x4.splat(load<f32>(values + (first << 2)) * dotOf(x + row * width, by, width));
      for (let d: usize = 0; d < width; d += 64) {
        v128.store(at + d, f32x4.add(v128.load(at + d), f32x4.mul(value, v128.load(by + d))));
        v128.store(at + d, f32x4.add(v128.load(at + d, 16), f32x4.mul(value, v128.load(by + d, 16))), 16);
        v128.store(at + d, f32x4.add(v128.load(at + d, 32), f32x4.mul(value, v128.load(by + d, 32))), 32);
        v128.store(at + d, f32x4.add(v128.load(at + d, 48), f32x4.mul(value, v128.load(by + d, 48))), 48);
      }
    }
  }
  touched = seen;
}

/** Reads one number of every cache line of the rows of x that entries `first` to `last` name. */
function touch(columns: usize, first: usize, last: usize, x: usize, width: usize): u32 {
  let seen: u32 = 0;
  for (let nth = first; nth < last; nth++) {
    const row = x + entry(columns, nth) * width;
    for (let d: usize = 0; d < width; d += 64) seen |= load<u32>(row + d);
  }
  return seen;
}

/** The same of rows of 64, the width of our models, without a loop over lines: a quarter less time for all of the product. */
function touch64(columns: usize, first: usize, last: usize, x: usize): u32 {
  let a: u32 = 0, b: u32 = 0, c: u32 = 0, e: u32 = 0, nth = first;
  for (; nth + 4 <= last; nth += 4) {
    const one = x + (entry(columns, nth) << 8), two = x + (entry(columns, nth + 1) << 8);
    const three = x + (entry(columns, nth + 2) << 8), four = x + (entry(columns, nth + 3) << 8);
    a |= load<u32>(one); b |= load<u32>(one, 64); c |= load<u32>(one, 128); e |= load<u32>(one, 192);
    a |= load<u32>(two); b |= load<u32>(two, 64); c |= load<u32>(two, 128); e |= load<u32>(two, 192);
    a |= load<u32>(three); b |= load<u32>(three, 64); c |= load<u32>(three, 128); e |= load<u32>(three, 192);
    a |= load<u32>(four); b |= load<u32>(four, 64); c |= load<u32>(four, 128); e |= load<u32>(four, 192);
  }
  return a | b | c | e | touch(columns, nth, last, x, 256);
}

// @ts-ignore: decorator
@inline function entry(list: usize, nth: usize): usize {
  return <usize>load<u32>(list + (nth << 2));
}

/** For rows `from` to `to` of matrix · x, rows of x 16 long: out[c, row] = column c of it, out's rows `stride` apart. */
export function spmmTurned(start: usize, columns: usize, values: usize, x: usize, out: usize, stride: usize, from: usize, to: usize): void {
  const apart = stride << 2;
  for (let row = from; row < to; row++) {
    const end = <usize>load<u32>(start + (row << 2), 4);
    let a = f32x4.splat(0), b = a, c = a, e = a;
    for (let nth = <usize>load<u32>(start + (row << 2)); nth < end; nth++) {
      const value = v128.load32_splat(values + (nth << 2));
      const by = x + (<usize>load<u32>(columns + (nth << 2)) << 6);
      a = f32x4.add(a, f32x4.mul(value, v128.load(by)));
      b = f32x4.add(b, f32x4.mul(value, v128.load(by, 16)));
      c = f32x4.add(c, f32x4.mul(value, v128.load(by, 32)));
      e = f32x4.add(e, f32x4.mul(value, v128.load(by, 48)));
    }
    const to0 = out + (row << 2);
    turn(a, to0, apart); turn(b, to0 + 4 * apart, apart); turn(c, to0 + 8 * apart, apart); turn(e, to0 + 12 * apart, apart);
  }
}

// @ts-ignore: decorator
@inline function turn(four: v128, out: usize, apart: usize): void {
  v128.store_lane<f32>(out, four, 0); v128.store_lane<f32>(out + apart, four, 1);
  v128.store_lane<f32>(out + 2 * apart, four, 2); v128.store_lane<f32>(out + 3 * apart, four, 3);
}
