import { scratch } from './scratch';

/**
 * For lists `from` to `to` and each weight that `moved` could have: totals = Σ weights[c] · columns[c] + weight · moved, and
 * out[nth weight · lists + list] = Σ discounts[rank] over the wanted, which come first in a list, found[list] of them. A rank
 * counts those above, and among equals the others and the wanted before it. Totals of one list stay in the cache.
 */
export function listGains(
  columns: usize, weights: usize, columnCount: usize, moved: usize, options: usize, optionCount: usize,
  start: usize, found: usize, lists: usize, discounts: usize, cut: u32, out: usize, from: usize, to: usize,
): void {
  for (let list = from; list < to; list++) {
    const first = <usize>load<u32>(start + (list << 2)) << 2;
    const size = (<usize>load<u32>(start + (list << 2), 4) << 2) - first;
    const wanted = <usize>load<u32>(found + (list << 2)) << 2;
    const others = scratch, totals = scratch + ((size + 15) & ~15);
    memory.fill(others, 0, size);
    for (let c: usize = 0; c < columnCount; c++)
      addScaled(others, <usize>load<u32>(columns + (c << 2)) + first, load<f32>(weights + (c << 2)), others, size);
    for (let option: usize = 0; option < optionCount; option++) {
      addScaled(others, moved + first, load<f32>(options + (option << 2)), totals, size);
      let gain: f32 = 0;
      for (let one: usize = 0; one < wanted; one += 4) {
        const rank = rankOf(totals, size, wanted, one);
        if (rank < cut) gain += load<f32>(discounts + (<usize>rank << 2));
      }
      store<f32>(out + (option * lists + list << 2), gain);
    }
  }
}

/** out = base + weight · column, over `size` bytes. */
function addScaled(base: usize, column: usize, weight: f32, out: usize, size: usize): void {
  const w = f32x4.splat(weight), whole = size & ~15;
  for (let at: usize = 0; at < whole; at += 16)
    v128.store(out + at, f32x4.add(v128.load(base + at), f32x4.mul(w, v128.load(column + at))));
  for (let at = whole; at < size; at += 4) store<f32>(out + at, load<f32>(base + at) + weight * load<f32>(column + at));
}

function rankOf(totals: usize, size: usize, wanted: usize, one: usize): u32 {
  const score = load<f32>(totals + one), s = f32x4.splat(score), whole = size & ~15;
  let above = i32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) above = i32x4.sub(above, f32x4.ge(v128.load(totals + at), s));
  let rank = i32x4.extract_lane(above, 0) + i32x4.extract_lane(above, 1) + i32x4.extract_lane(above, 2) + i32x4.extract_lane(above, 3);
  for (let at = whole; at < size; at += 4) if (load<f32>(totals + at) >= score) rank++;
  // Itself, and equal ones that are wanted and come after it, are not above it.
  for (let at = one; at < wanted; at += 4) if (load<f32>(totals + at) == score) rank--;
  return <u32>rank;
}
