/** The k best items, best first. */
export interface TopK {
  readonly items: Int32Array;
  readonly scores: Float32Array;
}

/**
 * The k highest scores. Equal scores: items in `last` after the others, then the lower index first.
 *
 * Evaluation passes the relevant items as `last`, so that a tie counts against the model. NaN never enters.
 *
 * @param scores float32 [itemCount]
 * @param excluded items that may not appear: 1 in uint8 [itemCount]
 */
export function topK(
  scores: Float32Array,
  k: number,
  excluded?: Uint8Array,
  last?: ReadonlySet<number>,
): TopK {
  const items = new Int32Array(k);
  const kept = new Float32Array(k);
  let size = 0;
  const worse = (score: number, item: number, at: number): boolean => {
    const other = kept[at]!;
    if (score !== other) return score < other;
    const itemLast = last?.has(item) ?? false;
    const otherLast = last?.has(items[at]!) ?? false;
    return itemLast === otherLast ? item > items[at]! : itemLast;
  };
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item]!;
    if (size === k && !(score >= kept[k - 1]!)) continue;
    if (Number.isNaN(score) || excluded?.[item] === 1) continue;
    if (size === k && worse(score, item, k - 1)) continue;
    let at = size < k ? size++ : k - 1;
    while (at > 0 && !worse(score, item, at - 1)) {
      kept[at] = kept[at - 1]!;
      items[at] = items[at - 1]!;
      at--;
    }
    kept[at] = score;
    items[at] = item;
  }
  return { items: items.subarray(0, size), scores: kept.subarray(0, size) };
}

/** recall@k = |relevant among the first k| / |relevant|. */
export function recallAt(k: number, ranked: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  return relevant.size === 0 ? 0 : hits(k, ranked, relevant) / relevant.size;
}

/** hit@k = 1 when any of the first k is relevant, else 0. */
export function hitAt(k: number, ranked: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  return hits(k, ranked, relevant) > 0 ? 1 : 0;
}

/**
 * ndcg@k = Σ_{r=1..k} rel_r / log2(r + 1), divided by the same sum of the ideal list, which has
 * min(k, |relevant|) relevant items in front. Relevance is 0 or 1. Järvelin and Kekäläinen 2002.
 */
export function ndcgAt(k: number, ranked: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  let gain = 0;
  let ideal = 0;
  for (let rank = 0; rank < k; rank++) {
    const discount = 1 / Math.log2(rank + 2);
    if (rank < relevant.size) ideal += discount;
    const item = ranked[rank];
    if (item !== undefined && relevant.has(item)) gain += discount;
  }
  return ideal === 0 ? 0 : gain / ideal;
}

/** coverage@k = distinct items in anybody's first k / items that could be shown. */
export function coverageAt(k: number, lists: readonly ArrayLike<number>[], itemCount: number): number {
  const shown = new Set<number>();
  for (const list of lists)
    for (let rank = 0; rank < Math.min(k, list.length); rank++) shown.add(list[rank]!);
  return itemCount === 0 ? 0 : shown.size / itemCount;
}

function hits(k: number, ranked: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  let count = 0;
  for (let rank = 0; rank < Math.min(k, ranked.length); rank++) if (relevant.has(ranked[rank]!)) count++;
  return count;
}
