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
 * @param excluded items that may not appear: not 0 in uint8 [itemCount]
 */
export function topK(
  scores: Float32Array,
  k: number,
  excluded?: Uint8Array,
  last?: ReadonlySet<number>,
): TopK {
  const heap = new WorstFirst(scores, Math.min(k, scores.length), last);
  let least = -Infinity;
  for (let item = 0; item < scores.length; item++) {
    if (scores[item]! < least || (excluded !== undefined && excluded[item] !== 0)) continue;
    least = heap.offer(item);
  }
  const items = heap.drain();
  return { items, scores: Float32Array.from(items, (item) => scores[item]!) };
}

/** A binary heap of the best items so far, the worst of them on top. Items are offered by ascending index. */
class WorstFirst {
  readonly #items: Int32Array;
  #size = 0;
  #least = -Infinity;
  #topIsLast = false;

  constructor(
    private readonly scores: Float32Array,
    private readonly room: number,
    private readonly last: ReadonlySet<number> | undefined,
  ) {
    this.#items = new Int32Array(room);
  }

  /** Takes the item in if it is good enough; says what a score must reach from now on. */
  offer(item: number): number {
    const score = this.scores[item]!;
    if (Number.isNaN(score) || this.room === 0) return this.#least;
    if (this.#size < this.room) {
      this.#items[this.#size] = item;
      this.#rise(this.#size++);
      return this.#size === this.room ? this.#look() : this.#least;
    }
    if (score === this.#least && (!this.#topIsLast || this.last!.has(item))) return this.#least;
    this.#items[0] = item;
    this.#sink(this.#size);
    return this.#look();
  }

  /** All items, best first; empties the heap. */
  drain(): Int32Array {
    const items = this.#items.subarray(0, this.#size);
    for (let end = this.#size - 1; end > 0; end--) {
      const worst = items[0]!;
      items[0] = items[end]!;
      items[end] = worst;
      this.#sink(end);
    }
    return items;
  }

  #look(): number {
    const top = this.#items[0]!;
    this.#topIsLast = this.last?.has(top) ?? false;
    return (this.#least = this.scores[top]!);
  }

  #worse(a: number, b: number): boolean {
    const [scoreA, scoreB] = [this.scores[a]!, this.scores[b]!];
    if (scoreA !== scoreB) return scoreA < scoreB;
    const [lastA, lastB] = [this.last?.has(a) ?? false, this.last?.has(b) ?? false];
    return lastA === lastB ? a > b : lastA;
  }

  #rise(at: number): void {
    const items = this.#items;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#worse(items[at]!, items[parent]!)) return;
      const kept = items[parent]!;
      items[parent] = items[at]!;
      items[at] = kept;
      at = parent;
    }
  }

  #sink(size: number): void {
    const items = this.#items;
    for (let at = 0; ;) {
      let child = 2 * at + 1;
      if (child >= size) return;
      if (child + 1 < size && this.#worse(items[child + 1]!, items[child]!)) child++;
      if (!this.#worse(items[child]!, items[at]!)) return;
      const kept = items[child]!;
      items[child] = items[at]!;
      items[at] = kept;
      at = child;
    }
  }
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

/**
 * novelty@k = the mean of log2(people / n_i) over all items in all first k: the bits that it takes to say that a person at
 * random has the item. An item that nobody has counts as one that somebody has. Zhou et al. 2010.
 *
 * @param haveIt n_i, by item, of `people` people
 */
export function noveltyAt(
  k: number,
  lists: readonly ArrayLike<number>[],
  haveIt: ArrayLike<number>,
  people: number,
): number {
  let [bits, shown] = [0, 0];
  for (const list of lists)
    for (let rank = 0; rank < Math.min(k, list.length); rank++, shown++)
      bits += Math.log2(people / Math.max(1, haveIt[list[rank]!]!));
  return shown === 0 ? 0 : bits / shown;
}

/**
 * exposureGini@k = Σ_j (2j - n - 1) x_j / (n Σ x), where x_1 ≤ … ≤ x_n say in how many first k each of n items is: 0 when all
 * are shown equally often, (n - 1) / n when one is always shown and no other ever. 0 when nothing is shown.
 */
export function exposureGiniAt(k: number, lists: readonly ArrayLike<number>[], itemCount: number): number {
  const exposure = new Float64Array(itemCount);
  for (const list of lists)
    for (let rank = 0; rank < Math.min(k, list.length); rank++) exposure[list[rank]!]!++;
  exposure.sort();
  let [total, weighted] = [0, 0];
  exposure.forEach((times, at) => {
    total += times;
    weighted += (2 * (at + 1) - itemCount - 1) * times;
  });
  return total === 0 ? 0 : weighted / (itemCount * total);
}

function hits(k: number, ranked: ArrayLike<number>, relevant: ReadonlySet<number>): number {
  let count = 0;
  for (let rank = 0; rank < Math.min(k, ranked.length); rank++) if (relevant.has(ranked[rank]!)) count++;
  return count;
}
