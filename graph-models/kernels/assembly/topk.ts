import { dotOf, dotsOfTwo } from './dots';

/**
 * The k best of the rows `from` to `to` by ⟨row, vector⟩, as a heap with the worst on top: scores and rows at part · k,
 * where part is from / grain; how many there are at counts[part]. Equal scores: the lower row is better. NaN never enters.
 */
export function topRows(
  table: usize, dim: usize, vector: usize, k: usize, grain: usize, scores: usize, rows: usize, counts: usize, from: usize, to: usize,
): void {
  const width = dim << 2, part = from / grain;
  scores += part * k << 2; rows += part * k << 2;
  let size: usize = 0, row = from;
  for (; row + 2 <= to; row += 2) {
    const two = dotsOfTwo(table + row * width, vector, width);
    size = entered(scores, rows, size, k, f32x4.extract_lane(two, 0), row);
    size = entered(scores, rows, size, k, f32x4.extract_lane(two, 1), row + 1);
  }
  if (row < to) size = entered(scores, rows, size, k, dotOf(table + row * width, vector, width), row);
  store<u32>(counts + (part << 2), <u32>size);
}

/** Puts a row into the heap if it is among the k best so far; answers how many there are. Rows come by ascending number. */
// @ts-ignore: decorator
@inline function entered(scores: usize, rows: usize, size: usize, k: usize, score: f32, row: usize): usize {
  if (size == k) {
    // An equal score is worse than the one that is there.
    if (score > load<f32>(scores)) sink(scores, rows, size, score, row);
    return size;
  }
  if (score != score) return size;
  rise(scores, rows, size, score, row);
  return size + 1;
}

/**
 * For rows `from` to `to` of scores[·, width]: the k highest above 0, in no order, in found[row, k], and counts[row]. `heap` is
 * float32 [·, k]. Equal scores: the lower index first. NaN never enters.
 */
export function bestPositive(
  scores: usize, width: usize, k: usize, heap: usize, found: usize, counts: usize, from: usize, to: usize,
): void {
  const bytes = width << 2, whole = bytes & ~15;
  for (let row = from; row < to; row++) {
    const own = scores + row * bytes, values = heap + (row * k << 2), items = found + (row * k << 2);
    let size: usize = 0;
    let least: f32 = 0;
    for (let at: usize = 0; at < bytes; at += 4) {
      if (at < whole && (at & 15) == 0) {
        const bar = f32x4.splat(least);
        while (at < whole && !v128.any_true(f32x4.gt(v128.load(own + at), bar))) at += 16;
        if (at >= bytes) break;
      }
      const score = load<f32>(own + at);
      if (!(score > least)) continue;
      if (size == k) sink(values, items, size, score, at >> 2);
      else rise(values, items, size++, score, at >> 2);
      if (size == k) least = load<f32>(values);
    }
    store<u32>(counts + (row << 2), <u32>size);
  }
}

/** Puts an entry at the end, and upwards as long as it is worse than what is above it. */
function rise(scores: usize, rows: usize, at: usize, score: f32, row: usize): void {
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!worse(score, <u32>row, scores, rows, above)) break;
    move(scores, rows, above, at);
    at = above;
  }
  store<f32>(scores + (at << 2), score); store<u32>(rows + (at << 2), <u32>row);
}

/** Puts an entry in place of the top, and downwards as long as something below is worse. */
function sink(scores: usize, rows: usize, size: usize, score: f32, row: usize): void {
  let at: usize = 0;
  for (let child: usize = 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && worse(load<f32>(scores + (child + 1 << 2)), load<u32>(rows + (child + 1 << 2)), scores, rows, child)) child++;
    if (worse(score, <u32>row, scores, rows, child)) break;
    move(scores, rows, child, at);
    at = child;
  }
  store<f32>(scores + (at << 2), score); store<u32>(rows + (at << 2), <u32>row);
}

// @ts-ignore: decorator
@inline function worse(score: f32, row: u32, scores: usize, rows: usize, than: usize): bool {
  const other = load<f32>(scores + (than << 2));
  return score < other || (score == other && row > load<u32>(rows + (than << 2)));
}

// @ts-ignore: decorator
@inline function move(scores: usize, rows: usize, from: usize, to: usize): void {
  store<f32>(scores + (to << 2), load<f32>(scores + (from << 2)));
  store<u32>(rows + (to << 2), load<u32>(rows + (from << 2)));
}
