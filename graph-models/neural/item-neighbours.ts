import { grown } from '../interactions/typed-growth.js';
import { addHadTogether } from './had-together.js';
import { addItem, saysOf, type ItemTable } from './item-table.js';
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

/**
 * Truncated item-kNN, for when both sides of X are too large for a dense inverse.
 *
 *   s(j → i) = Σ_u x_uj x_ui / ((n_j + s)^a (n_i + s)^b);  score(u, i) = Σ_j x_uj s(j → i), best i of each j only
 *
 * With a = b = ½ and s = 0 it is the cosine.
 */
export class ItemNeighbours implements Part {
  readonly name = 'itemKnn';

  /** @param likeness s(j → i) of item j's neighbours */
  private constructor(private readonly likeness: ItemTable) {}

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
      addHadTogether(tastes, item, counts, seen);
      const own = (tastes.peopleOf(item) + shrink) ** -hadPower;
      for (const other of seen) counts[other] = other === item ? 0 : counts[other]! * own * factor[other]!;
      tables.add(item, seen, counts, neighbours);
      for (const other of seen) counts[other] = 0;
    }
    return new ItemNeighbours(tables.table());
  }

  static load(saved: SavedPart, itemOf: Int32Array, itemCount: number): ItemNeighbours {
    return new ItemNeighbours(renumbered(saved, itemOf, itemCount));
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    viewer.items.forEach((had, i) => addItem(this.likeness, had, viewer.strengths[i]!, out));
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    return strongestFirst(
      Array.from(viewer.items, (had, i) => ({
        kind: 'item' as const,
        index: had,
        contribution: viewer.strengths[i]! * saysOf(this.likeness, had, item),
      })),
    );
  }

  save(): SavedPart {
    return { manifest: {}, tensors: savedTable(this.likeness) };
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

  table(): ItemTable {
    const [columns, values] = [this.#others.slice(0, this.#end), this.#values.slice(0, this.#end)];
    return { start: this.start, columns, values };
  }
}

/** The tensors of a table of neighbours, as `renumbered` reads them. */
export function savedTable({ start, columns, values }: ItemTable): SavedPart['tensors'] {
  return {
    start: { data: start, shape: [start.length] },
    neighbours: { data: columns, shape: [columns.length] },
    likeness: { data: values, shape: [values.length] },
  };
}

/** Lists saved under the numbers of one graph, under the numbers of another; each in the order in which it was saved. */
export function renumbered(saved: SavedPart, itemOf: Int32Array, itemCount: number): ItemTable {
  const from = saved.tensors['start']?.data;
  const neighbours = saved.tensors['neighbours']?.data;
  const likeness = saved.tensors['likeness']?.data;
  if (from === undefined || neighbours === undefined || likeness === undefined)
    throw new TypeError('neighbour lists need the tensors start, neighbours and likeness');
  const fittedItem = new Int32Array(itemCount).fill(-1);
  itemOf.forEach((item, fitted) => {
    if (item >= 0) fittedItem[item] = fitted;
  });
  const start = new Int32Array(itemCount + 1);
  const columns = new Int32Array(neighbours.length);
  const values = new Float32Array(neighbours.length);
  let end = 0;
  for (let item = 0; item < itemCount; item++) {
    const fitted = fittedItem[item]!;
    for (let at = from[fitted] ?? 0; at < (from[fitted + 1] ?? 0) && fitted >= 0; at++) {
      const other = itemOf[neighbours[at]!]!;
      if (other < 0) continue;
      columns[end] = other;
      values[end++] = likeness[at]!;
    }
    start[item + 1] = end;
  }
  return { start, columns: columns.slice(0, end), values: values.slice(0, end) };
}
