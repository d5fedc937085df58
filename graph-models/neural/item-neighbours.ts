import { grown } from '../interactions/typed-growth.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { strongestOf } from './strongest.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface ItemNeighboursOptions {
  /** How many neighbours an item keeps. */
  readonly neighbours?: number;
  /** s: pretends that every item has so many more people. */
  readonly shrink?: number;
  /** a, of the item that was had; b, of the item that is ranked: a lower b lets popular items through. */
  readonly hadPower?: number;
  readonly rankedPower?: number;
}

/** Nobody's further acts say anything about one pair of items; the newest do. */
const NEWEST_ACTS_COUNTED = 200;
/** People counted for one popular item: the estimate of its neighbours is good long before. */
const PEOPLE_COUNTED = 2000;

/**
 * Truncated item-kNN, for when both sides of X are too large for a dense inverse.
 *
 *   s(j → i) = Σ_u x_uj x_ui / ((n_j + s)^a (n_i + s)^b);  score(u, i) = Σ_j x_uj s(j → i), best i of each j only
 *
 * With a = b = ½ and s = 0 it is the cosine.
 */
export class ItemNeighbours implements Part {
  readonly name = 'itemKnn';

  /** @param tables neighbour lists: of item j in [start[j], start[j + 1]) */
  private constructor(
    private readonly start: Int32Array,
    private readonly neighbours: Int32Array,
    private readonly likeness: Float32Array,
  ) {}

  static fit(tastes: TasteMatrix, options: ItemNeighboursOptions = {}): ItemNeighbours {
    const { neighbours = 100, shrink = 10, hadPower = 0.5, rankedPower = 0.5 } = options;
    const counts = new Float32Array(tastes.columnCount);
    const seen: number[] = [];
    const factor = Float64Array.from(
      { length: tastes.columnCount },
      (_, item) => (tastes.peopleOf(item) + shrink) ** -rankedPower,
    );
    const tables = new NeighbourTables(tastes.columnCount);
    for (let item = 0; item < tastes.columnCount; item++) {
      seen.length = 0;
      const first = tastes.columnStart[item]!;
      const people = tastes.columnStart[item + 1]! - first;
      const step = Math.max(1, people / PEOPLE_COUNTED);
      for (let nth = 0; nth < people; nth += step) {
        const at = first + Math.floor(nth);
        const row = tastes.columnRows[at]!;
        const value = tastes.columnValues[at]! * step;
        const end = Math.min(tastes.rowStart[row + 1]!, tastes.rowStart[row]! + NEWEST_ACTS_COUNTED);
        for (let b = tastes.rowStart[row]!; b < end; b++) {
          const other = tastes.rowItems[b]!;
          if (counts[other] === 0) seen.push(other);
          counts[other]! += value * tastes.rowValues[b]!;
        }
      }
      const own = (people + shrink) ** -hadPower;
      for (const other of seen) counts[other] = other === item ? 0 : counts[other]! * own * factor[other]!;
      tables.add(item, seen, counts, neighbours);
      for (const other of seen) counts[other] = 0;
    }
    return new ItemNeighbours(tables.start, tables.others(), tables.values());
  }

  static load(saved: SavedPart, itemOf: Int32Array, itemCount: number): ItemNeighbours {
    const tables = renumbered(saved, itemOf, itemCount);
    return new ItemNeighbours(tables.start, tables.others(), tables.values());
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    for (let i = 0; i < viewer.items.length; i++) {
      const had = viewer.items[i]!;
      const end = this.start[had + 1] ?? 0;
      for (let at = this.start[had] ?? 0; at < end; at++)
        out[this.neighbours[at]!]! += viewer.strengths[i]! * this.likeness[at]!;
    }
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    return strongestFirst(
      Array.from(viewer.items, (had, i) => {
        const from = this.start[had] ?? 0;
        const at = this.neighbours.subarray(from, this.start[had + 1] ?? from).indexOf(item);
        const contribution = at < 0 ? 0 : viewer.strengths[i]! * this.likeness[from + at]!;
        return { kind: 'item' as const, index: had, contribution };
      }),
    );
  }

  save(): SavedPart {
    return {
      manifest: {},
      tensors: {
        start: { data: this.start, shape: [this.start.length] },
        neighbours: { data: this.neighbours, shape: [this.neighbours.length] },
        likeness: { data: this.likeness, shape: [this.likeness.length] },
      },
    };
  }
}

/** Collects one list of best neighbours after the other, in the order of items. */
export class NeighbourTables {
  readonly start: Int32Array;
  #others = new Int32Array(1024);
  #values = new Float32Array(1024);
  #end = 0;

  constructor(itemCount: number) {
    this.start = new Int32Array(itemCount + 1);
  }

  /** Keeps the `most` highest of `values` among `candidates`; lists must come in the order of items. */
  add(item: number, candidates: readonly number[], values: Float32Array, most: number): void {
    const best = strongestOf(
      candidates.filter((other) => values[other]! > 0),
      values,
      most,
    );
    this.#others = grown(this.#others, this.#end + best.length);
    this.#values = grown(this.#values, this.#end + best.length);
    for (const other of best) {
      this.#others[this.#end] = other;
      this.#values[this.#end++] = values[other]!;
    }
    this.start[item + 1] = this.#end;
  }

  others(): Int32Array {
    return this.#others.slice(0, this.#end);
  }

  values(): Float32Array {
    return this.#values.slice(0, this.#end);
  }
}

/** Lists saved under the numbers of one graph, under the numbers of another. */
export function renumbered(saved: SavedPart, itemOf: Int32Array, itemCount: number): NeighbourTables {
  const start = saved.tensors['start']?.data;
  const neighbours = saved.tensors['neighbours']?.data;
  const likeness = saved.tensors['likeness']?.data;
  if (start === undefined || neighbours === undefined || likeness === undefined)
    throw new TypeError('neighbour lists need the tensors start, neighbours and likeness');
  const fittedItem = new Int32Array(itemCount).fill(-1);
  itemOf.forEach((item, fitted) => {
    if (item >= 0) fittedItem[item] = fitted;
  });
  const values = new Float32Array(itemCount);
  const tables = new NeighbourTables(itemCount);
  for (let item = 0; item < itemCount; item++) {
    const fitted = fittedItem[item]!;
    const others: number[] = [];
    for (let at = start[fitted] ?? 0; at < (start[fitted + 1] ?? 0); at++) {
      const other = itemOf[neighbours[at]!]!;
      if (fitted < 0 || other < 0) continue;
      values[other] = likeness[at]!;
      others.push(other);
    }
    tables.add(item, others, values, others.length);
  }
  return tables;
}
