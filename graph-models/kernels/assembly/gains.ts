/**
 * For lists `from` to `to`: totals = others + weight · column, and out[list] = Σ discounts[rank] over the wanted, which come
 * first in a list, found[list] of them. A rank counts those above, and among equals the others and the wanted before it.
 */
export function listGains(
  others: usize, column: usize, weight: f32, start: usize, found: usize, totals: usize, discounts: usize, cut: u32, out: usize,
  from: usize, to: usize,
): void {
  const w = f32x4.splat(weight);
  for (let list = from; list < to; list++) {
    const first = <usize>load<u32>(start + (list << 2)) << 2;
    const size = (<usize>load<u32>(start + (list << 2), 4) << 2) - first;
    const own = totals + first, whole = size & ~15;
    for (let at: usize = 0; at < whole; at += 16)
      v128.store(own + at, f32x4.add(v128.load(others + first + at), f32x4.mul(w, v128.load(column + first + at))));
    for (let at = whole; at < size; at += 4)
      store<f32>(own + at, load<f32>(others + first + at) + weight * load<f32>(column + first + at));
    const wanted = <usize>load<u32>(found + (list << 2)) << 2;
    let gain: f32 = 0;
    for (let one: usize = 0; one < wanted; one += 4) {
      const rank = rankOf(own, size, whole, wanted, one);
      if (rank < cut) gain += load<f32>(discounts + (<usize>rank << 2));
    }
    store<f32>(out + (list << 2), gain);
  }
}

// @ts-ignore: decorator
@inline function rankOf(totals: usize, size: usize, whole: usize, wanted: usize, one: usize): u32 {
  const score = load<f32>(totals + one), s = f32x4.splat(score);
  let above = i32x4.splat(0);
  for (let at: usize = 0; at < whole; at += 16) above = i32x4.sub(above, f32x4.ge(v128.load(totals + at), s));
  let rank = i32x4.extract_lane(above, 0) + i32x4.extract_lane(above, 1) + i32x4.extract_lane(above, 2) + i32x4.extract_lane(above, 3);
  for (let at = whole; at < size; at += 4) if (load<f32>(totals + at) >= score) rank++;
  // Itself, and equal ones that are wanted and come after it, are not above it.
  for (let at = one; at < wanted; at += 4) if (load<f32>(totals + at) == score) rank--;
  return <u32>rank;
}
