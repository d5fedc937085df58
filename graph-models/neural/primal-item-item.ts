import { invertedSymmetric } from '../kernels/symmetric-inverse.js';
import { ridgesOf, savedOptions, squareOf, withDefaults, type ItemItemOptions } from './item-item-options.js';
import { strongestFirst, type Evidence, type Part, type SavedPart, type Viewer } from './part.js';
import { itemGram } from './taste-grams.js';
import type { TasteMatrix } from './taste-matrix.js';

/** The primal form of EASE, see `fitItemItem`: memory items², a score is a sum over the viewer's items. */
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
