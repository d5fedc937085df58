import { FewRows } from './few-rows.js';
import { addHadTogether } from './had-together.js';
import { addItem, saysOf, type ItemTable } from './item-table.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { SparseEntries } from './sparse-entries.js';
import { strongestOf } from './strongest.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface SparseItemItemOptions {
  /** The ridge of item j is `ridge` + `perPerson` · n_j. */
  readonly ridge?: number;
  readonly perPerson?: number;
  /** How many items each is explained by. */
  readonly neighbours?: number;
}

/**
 * EASE for when both sides of X are too large for a dense inverse: each item is regressed on its own neighbours only.
 *
 *   N = the k items j with the highest x_jᵀx_i / √((x_jᵀx_j + Λ_j) (x_iᵀx_i + Λ_i)),  B_Ni = (X_NᵀX_N + Λ_N)⁻¹ X_Nᵀx_i
 *   score(u, i) = Σ_j x_uj B_ji
 *
 * Exact where there are no more than k other items that share somebody with i.
 */
export class SparseItemItem implements Part {
  readonly name = 'itemItem';

  private constructor(
    private readonly options: Required<SparseItemItemOptions>,
    /** B, float32 [itemCount, itemCount], by the item that was had. */
    private readonly b: ItemTable,
  ) {}

  static fit(tastes: TasteMatrix, options: SparseItemItemOptions = {}): SparseItemItem {
    const { ridge = 50, perPerson = 1, neighbours = 50 } = options;
    const count = tastes.columnCount;
    const items = new FewRows(tastes.byItem());
    const ridgeOf = (item: number): number => ridge + perPerson * tastes.peopleOf(item);
    const near = new NearItems(tastes, items.lengths(ridgeOf));
    const entries = new SparseEntries();
    for (let item = 0; item < count; item++) {
      const others = near.to(item, neighbours);
      const weights = items.products(item, others);
      items.solve(others, ridgeOf, weights);
      others.forEach((other, at) => entries.add(other, item, weights[at]!));
    }
    return new SparseItemItem({ ridge, perPerson, neighbours }, entries.toRows(count, count));
  }

  /** @param itemOf fitted item -> item of the graph, -1 for none */
  static load(saved: SavedPart, itemOf: Int32Array, itemCount: number): SparseItemItem {
    const [start, columns, values] = ['start', 'columns', 'values'].map((name) => saved.tensors[name]?.data);
    if (!(start instanceof Int32Array && columns instanceof Int32Array && values instanceof Float32Array))
      throw new TypeError('sparse itemItem needs the tensors start, columns and values');
    const entries = new SparseEntries();
    for (let row = 0; row + 1 < start.length; row++)
      for (let at = start[row]!; at < start[row + 1]!; at++)
        if (itemOf[row]! >= 0 && itemOf[columns[at]!]! >= 0)
          entries.add(itemOf[row]!, itemOf[columns[at]!]!, values[at]!);
    const { ridge, perPerson, neighbours } = saved.manifest;
    const options = {
      ridge: Number(ridge),
      perPerson: Number(perPerson),
      neighbours: Number(neighbours),
    };
    return new SparseItemItem(options, entries.toRows(itemCount, itemCount));
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    viewer.items.forEach((had, nth) => addItem(this.b, had, viewer.strengths[nth]!, out));
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    return strongestFirst(
      Array.from(viewer.items, (index, nth) => ({
        kind: 'item' as const,
        index,
        contribution: viewer.strengths[nth]! * saysOf(this.b, index, item),
      })),
    );
  }

  save(): SavedPart {
    const { start, columns, values } = this.b;
    return {
      manifest: { form: 'sparse', ...this.options },
      tensors: {
        start: { data: start, shape: [start.length] },
        columns: { data: columns, shape: [columns.length] },
        values: { data: values, shape: [values.length] },
      },
    };
  }
}

/** The nearest items of each, by who has both. */
class NearItems {
  /** Zeros between calls. */
  readonly #shared: Float32Array;

  /** @param lengths float32 [items] */
  constructor(
    private readonly tastes: TasteMatrix,
    private readonly lengths: Float32Array,
  ) {
    this.#shared = new Float32Array(tastes.columnCount);
  }

  to(item: number, most: number): number[] {
    const shared = this.#shared;
    const seen: number[] = [];
    addHadTogether(this.tastes, item, shared, seen);
    shared[item] = 0;
    for (const other of seen) shared[other]! /= this.lengths[other]!;
    const near = strongestOf(
      seen.filter((other) => other !== item),
      shared,
      most,
    );
    for (const other of seen) shared[other] = 0;
    return near;
  }
}
