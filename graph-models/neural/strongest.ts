/** Below it, sorting all at once is as good. */
const FEWEST_KEPT = 64;

/** The `most` candidates with the highest values, best first; of equals the lower number first. */
export function strongestOf(candidates: readonly number[], values: Float32Array, most: number): number[] {
  const room = Math.max(FEWEST_KEPT, 2 * most);
  const bestFirst = (a: number, b: number): number => values[b]! - values[a]! || a - b;
  const best: number[] = [];
  let least = -Infinity;
  for (const one of candidates) {
    if (values[one]! < least) continue;
    best.push(one);
    if (best.length < room) continue;
    best.sort(bestFirst).length = most;
    least = values[best[most - 1]!]!;
  }
  return best.sort(bestFirst).slice(0, most);
}
