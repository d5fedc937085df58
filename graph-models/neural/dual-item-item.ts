import { invertedSymmetric } from '../kernels/symmetric-inverse.js';
import { ridgesOf, savedOptions, squareOf, withDefaults, type ItemItemOptions } from './item-item-options.js';
import { strongestFirst, withoutOwn, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { weightedGram } from './taste-grams.js';
import type { TasteMatrix } from './taste-matrix.js';

/** The dual form of EASE, see `fitItemItem`: memory people², a score is a sum over X's entries. */
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
