import { invertedSymmetric } from '../kernels/symmetric-inverse.js';
import { strongestFirst, withoutOwn, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { SparseItemItem } from './sparse-item-item.js';
import { itemGram, weightedGram } from './taste-grams.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface ItemItemOptions {
  /** The ridge of item j is `ridge` + `perPerson` · n_j. */
  readonly ridge?: number;
  readonly perPerson?: number;
}

/** Above it on the smaller side a dense inverse, of which a fit makes two and more, takes half a minute and more of two cores. */
export const LARGEST_ITEM_ITEM = 8000;

/**
 * EASE, the item-item linear model, by whichever side of X is smaller; above 8,000 on both, by neighbours (`SparseItemItem`).
 *
 *   B = argmin ‖X - XB‖² + Σ_j Λ_j ‖B_j·‖², B_ii = 0;  score(u, i) = Σ_j x_uj B_ji      Steck 2019
 *   primal  P = (XᵀX + Λ)⁻¹, B_ji = -P_ji / P_ii                                      items × items
 *   dual    K = (XΛ⁻¹Xᵀ + I)⁻¹, P = Λ⁻¹ - Λ⁻¹XᵀKXΛ⁻¹ (Woodbury), B on demand            people × people
 *
 * Departure: Λ_j grows with n_j, which damps what having a popular item says.
 */
export function fitItemItem(tastes: TasteMatrix, options: ItemItemOptions = {}): ItemItemPart {
  if (isSparse(tastes)) return SparseItemItem.fit(tastes, options);
  return tastes.columnCount < tastes.rowCount
    ? PrimalItemItem.fit(tastes, options)
    : DualItemItem.fit(tastes, options);
}

export type ItemItemPart = PrimalItemItem | DualItemItem | SparseItemItem;

/** Whether a shop is too large for a dense inverse. */
export function isSparse({ rowCount, columnCount }: TasteMatrix): boolean {
  return Math.min(rowCount, columnCount) > LARGEST_ITEM_ITEM;
}

/** @param itemOf fitted column -> item of the graph, -1 for none */
export function loadItemItem(saved: SavedPart, tastes: TasteMatrix, itemOf: Int32Array): ItemItemPart {
  switch (saved.manifest['form']) {
    case 'primal':
      return PrimalItemItem.load(saved, itemOf, tastes.columnCount);
    case 'sparse':
      return SparseItemItem.load(saved, itemOf, tastes.columnCount);
    default:
      return DualItemItem.load(saved, tastes, itemOf);
  }
}

/** The dual form: memory people², a score is a sum over X's entries. */
export class DualItemItem implements Part {
  readonly name = 'itemItem';
  readonly #ridges: Float64Array;
  /** x_iᵀ K x_i, one an item. */
  readonly #own: Float64Array;
  /** 1 / (1 - own / ridge), one an item. */
  readonly #stretch: Float64Array;

  private constructor(
    private readonly tastes: TasteMatrix,
    private readonly options: Required<ItemItemOptions>,
    /** float32 [rowCount, rowCount] */
    private readonly k: Float32Array,
    own: Float64Array | null,
  ) {
    this.#ridges = ridgesOf(tastes, options);
    this.#own = own ?? Float64Array.from({ length: tastes.columnCount }, (_, item) => this.#quadratic(item));
    this.#stretch = this.#own.map((own, item) => 1 / (1 - own / this.#ridgeOf(item)));
  }

  static fit(tastes: TasteMatrix, options: ItemItemOptions = {}): DualItemItem {
    const settled = withDefaults(options);
    const weights = ridgesOf(tastes, settled).map((ridge) => 1 / ridge);
    const k = invertedSymmetric(tastes.rowCount, (gram) => weightedGram(tastes, weights, 1, gram));
    return new DualItemItem(tastes, settled, k, null);
  }

  static load(saved: SavedPart, tastes: TasteMatrix, itemOf: Int32Array): DualItemItem {
    const fitted = saved.tensors['own']?.data;
    if (!(fitted instanceof Float64Array)) throw new TypeError('itemItem has no float64 tensor own');
    const own = new Float64Array(tastes.columnCount);
    itemOf.forEach((item, column) => {
      if (item >= 0) own[item] = fitted[column]!;
    });
    return new DualItemItem(tastes, savedOptions(saved), squareOf(saved, 'k', tastes.rowCount), own);
  }

  score(viewer: Viewer, out: Float32Array): void {
    out.fill(0);
    this.tastes.addWeightedRows(this.#peopleWeights(viewer), out);
    this.#withoutOwn(viewer, out);
  }

  scoreMany(viewers: readonly Viewer[], outs: readonly Float32Array[]): void {
    this.tastes.weightedRows(
      viewers.map((viewer) => this.#peopleWeights(viewer)),
      outs,
    );
    viewers.forEach((viewer, nth) => this.#withoutOwn(viewer, outs[nth]!));
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const { tastes } = this;
    if (item >= tastes.columnCount) return [];
    const kx = this.#timesColumn(item);
    const rest = 1 - this.#own[item]! / this.#ridges[item]!;
    const evidence: Evidence[] = [];
    for (let i = 0; i < viewer.items.length; i++) {
      const other = viewer.items[i]!;
      if (other === item || other >= tastes.columnCount) continue;
      const likeness = tastes.weightedColumn(kx, other) / this.#ridges[other]!;
      evidence.push({ kind: 'item', index: other, contribution: (viewer.strengths[i]! * likeness) / rest });
    }
    return strongestFirst(evidence);
  }

  save(): SavedPart {
    const n = this.tastes.rowCount;
    return {
      manifest: { form: 'dual', ...this.options },
      tensors: {
        k: { data: this.k, shape: [n, n] },
        own: { data: this.#own, shape: [this.#own.length] },
      },
    };
  }

  /** Takes what an item says of itself out of scores, and stretches them by what that leaves. */
  #withoutOwn(viewer: Viewer, out: Float32Array): void {
    withoutOwn(
      viewer.items,
      out,
      (item, i) => (viewer.strengths[i]! * (this.#own[item] ?? 0)) / this.#ridgeOf(item),
    );
    const known = Math.min(out.length, this.tastes.columnCount);
    for (let item = 0; item < known; item++) out[item]! *= this.#stretch[item]!;
  }

  /** z = K X Λ⁻¹ x_u; for the row as fitted that is e_u - K e_u, so then only changes cost a product. */
  #peopleWeights(viewer: Viewer): Float64Array {
    const { tastes, k } = this;
    const n = tastes.rowCount;
    const row = tastes.rowOf(viewer.person);
    const z = new Float64Array(n);
    const inAll = tastes.changesSince(-1, viewer);
    const sinceFit = row < 0 ? inAll : tastes.changesSince(row, viewer);
    const fromFit = row >= 0 && sinceFit.items.length <= inAll.items.length;
    if (fromFit) {
      for (let v = 0; v < n; v++) z[v] = -k[row * n + v]!;
      z[row]! += 1;
    }
    const change = fromFit ? sinceFit : inAll;
    for (let c = 0; c < change.items.length; c++) {
      const item = change.items[c]!;
      const value = change.values[c]! / this.#ridges[item]!;
      for (let at = tastes.columnStart[item]!; at < tastes.columnStart[item + 1]!; at++) {
        const base = tastes.columnRows[at]! * n;
        const factor = value * tastes.columnValues[at]!;
        for (let v = 0; v < n; v++) z[v]! += factor * k[base + v]!;
      }
    }
    return z;
  }

  #ridgeOf(item: number): number {
    return this.#ridges[item] ?? 1;
  }

  #timesColumn(item: number): Float64Array {
    const { tastes, k } = this;
    const n = tastes.rowCount;
    const product = new Float64Array(n);
    for (let at = tastes.columnStart[item]!; at < tastes.columnStart[item + 1]!; at++) {
      const base = tastes.columnRows[at]! * n;
      const value = tastes.columnValues[at]!;
      for (let v = 0; v < n; v++) product[v]! += value * k[base + v]!;
    }
    return product;
  }

  #quadratic(item: number): number {
    const { columnStart, columnRows, columnValues, rowCount } = this.tastes;
    let sum = 0;
    for (let a = columnStart[item]!; a < columnStart[item + 1]!; a++) {
      const base = columnRows[a]! * rowCount;
      for (let b = columnStart[item]!; b < columnStart[item + 1]!; b++)
        sum += columnValues[a]! * columnValues[b]! * this.k[base + columnRows[b]!]!;
    }
    return sum;
  }
}

/** The primal form: memory items², a score is a sum over the viewer's items. */
export class PrimalItemItem implements Part {
  readonly name = 'itemItem';
  /** Item of the graph -> column, -1 for one that came after the fit. */
  readonly #columnOf: Int32Array;

  /**
   * @param b float32 [columns, columns], B_ji at [j, i]
   * @param itemOf column -> item of the graph, -1 for none
   */
  private constructor(
    private readonly options: Required<ItemItemOptions>,
    private readonly b: Float32Array,
    private readonly itemOf: Int32Array,
    itemCount: number,
  ) {
    this.#columnOf = new Int32Array(itemCount).fill(-1);
    itemOf.forEach((item, column) => {
      if (item >= 0) this.#columnOf[item] = column;
    });
  }

  static fit(tastes: TasteMatrix, options: ItemItemOptions = {}): PrimalItemItem {
    const settled = withDefaults(options);
    const n = tastes.columnCount;
    const ridges = ridgesOf(tastes, settled);
    const b = invertedSymmetric(n, (gram) => {
      itemGram(tastes, gram);
      for (let i = 0; i < n; i++) gram[i * n + i]! += ridges[i]!;
    });
    const diagonal = Float32Array.from({ length: n }, (_, i) => b[i * n + i]!);
    for (let j = 0; j < n; j++)
      for (let i = 0; i < n; i++) b[j * n + i] = i === j ? 0 : -b[j * n + i]! / diagonal[i]!;
    return new PrimalItemItem(settled, b, Int32Array.from(b.subarray(0, n).keys()), n);
  }

  static load(saved: SavedPart, itemOf: Int32Array, itemCount: number): PrimalItemItem {
    return new PrimalItemItem(savedOptions(saved), squareOf(saved, 'b', itemOf.length), itemOf, itemCount);
  }

  score(viewer: Viewer, out: Float32Array): void {
    const { b, itemOf } = this;
    const n = itemOf.length;
    out.fill(0);
    for (let i = 0; i < viewer.items.length; i++) {
      const had = this.#columnOf[viewer.items[i]!] ?? -1;
      if (had < 0) continue;
      const base = had * n;
      const strength = viewer.strengths[i]!;
      for (let column = 0; column < n; column++)
        if (itemOf[column]! >= 0) out[itemOf[column]!]! += strength * b[base + column]!;
    }
  }

  evidence(viewer: Viewer, item: number): Evidence[] {
    const n = this.itemOf.length;
    const column = this.#columnOf[item] ?? -1;
    if (column < 0) return [];
    return strongestFirst(
      Array.from(viewer.items, (other, i) => {
        const had = this.#columnOf[other] ?? -1;
        const contribution = had < 0 ? 0 : viewer.strengths[i]! * this.b[had * n + column]!;
        return { kind: 'item' as const, index: other, contribution };
      }),
    );
  }

  save(): SavedPart {
    const n = this.itemOf.length;
    return {
      manifest: { form: 'primal', ...this.options },
      tensors: { b: { data: this.b, shape: [n, n] } },
    };
  }
}

function ridgesOf(tastes: TasteMatrix, { ridge, perPerson }: Required<ItemItemOptions>): Float64Array {
  return Float64Array.from(
    { length: tastes.columnCount },
    (_, item) => ridge + perPerson * tastes.peopleOf(item),
  );
}

function withDefaults({ ridge = 50, perPerson = 1 }: ItemItemOptions): Required<ItemItemOptions> {
  return { ridge, perPerson };
}

function savedOptions(saved: SavedPart): Required<ItemItemOptions> {
  return { ridge: Number(saved.manifest['ridge']), perPerson: Number(saved.manifest['perPerson']) };
}

function squareOf(saved: SavedPart, name: string, side: number): Float32Array {
  const data = saved.tensors[name]?.data;
  if (!(data instanceof Float32Array) || data.length !== side * side)
    throw new TypeError(`${name} of itemItem has to be float32 [${side}, ${side}]`);
  return data;
}
