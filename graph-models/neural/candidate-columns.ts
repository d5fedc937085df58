export interface ColumnOptions {
  /** The most popular items, which stand in every step; and how many of the rest a step draws. */
  readonly head: number;
  readonly drawn: number;
}

/**
 * Which items a softmax over a catalogue is taken over, step by step: all of the head, a fresh sample of the tail, and
 * what the step wants. Each column of the tail stands for N_tail / columns items: ln of it is added to its logit (the logQ
 * correction, Bengio and Senécal 2008), so that the sum over columns estimates the sum over the catalogue. What is wanted
 * counts as if it had been drawn: no longer without bias, and it ranks better (docs/decisions/0090).
 */
export class CandidateColumns {
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  /** Position of an item among the columns of this step, -1 for none. */
  readonly #position: Int32Array;
  #columns = new Int32Array(0);

  /** @param counts how many people have each item; those that nobody has are no candidates */
  constructor(
    counts: ArrayLike<number>,
    private readonly options: ColumnOptions,
    private readonly random: () => number,
  ) {
    const order = Int32Array.from({ length: counts.length }, (_, item) => item)
      .filter((item) => counts[item]! > 0)
      .sort((a, b) => counts[b]! - counts[a]! || a - b);
    // With little more than the sample behind it, the tail may as well stand in every step.
    const all = order.length <= options.head + 2 * options.drawn;
    this.#head = all ? order : order.slice(0, options.head);
    this.#tail = order.slice(this.#head.length);
    this.#position = new Int32Array(counts.length).fill(-1);
  }

  /** Draws the columns of a step that wants these items. */
  draw(wanted: Iterable<number>): { readonly items: Int32Array; readonly bias: Float32Array } {
    for (const item of this.#columns) this.#position[item] = -1;
    const drawn = Math.min(this.options.drawn, this.#tail.length);
    shuffleFront(this.#tail, drawn, this.random);
    const items: number[] = [...this.#head];
    for (const item of this.#tail.subarray(0, drawn)) items.push(item);
    items.forEach((item, at) => (this.#position[item] = at));
    for (const item of wanted) {
      if (this.#position[item] !== -1) continue;
      this.#position[item] = items.length;
      items.push(item);
    }
    this.#columns = Int32Array.from(items);
    const ofTail = items.length - this.#head.length;
    const bias = new Float32Array(items.length);
    if (ofTail > 0) bias.fill(Math.log(this.#tail.length / ofTail), this.#head.length);
    return { items: this.#columns, bias };
  }

  /** The column of an item in this step. */
  columnOf(item: number): number {
    return this.#position[item]!;
  }
}

/** Puts a random choice of `count` entries in front: the first steps of Fisher and Yates. */
function shuffleFront(array: Int32Array, count: number, random: () => number): void {
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (array.length - i));
    const kept = array[i]!;
    array[i] = array[j]!;
    array[j] = kept;
  }
}
