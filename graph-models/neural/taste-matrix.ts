import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { COLUMNS_TURNED, Numerics } from '../kernels/numerics.js';
import type { SparseRows } from '../kernels/sparse.js';
import { tastesOf, type Tastes } from './tastes.js';

/**
 * X, people × items, as it was when a model was fitted: compressed by rows and by columns.
 *
 * Row r belongs to person `r` of the graph it was fitted on, column i to item `i`. A model loaded beside
 * another graph is renumbered once, on loading, so that columns are always that graph's item indices.
 */
export class TasteMatrix {
  readonly rowStart: Int32Array;
  readonly rowItems: Int32Array;
  readonly rowValues: Float32Array;
  readonly rowTimes: Float64Array;
  readonly columnStart: Int32Array;
  readonly columnRows: Int32Array;
  readonly columnValues: Float32Array;
  readonly #rowOfPerson: Int32Array | null;
  readonly #personOfRow: Int32Array | null;
  /** n_i of the fit; of a loaded matrix, also the people whom its graph does not know. */
  readonly #people: Int32Array;
  #room: Room | null = null;

  /**
   * @param rows newest item first
   * @param rowOfPerson graph person -> row, -1 for a person who came later; left out: the same numbers
   * @param people n_i of the fit; left out: counted
   */
  constructor(
    readonly rowCount: number,
    readonly columnCount: number,
    rows: {
      readonly start: Int32Array;
      readonly items: Int32Array;
      readonly values: Float32Array;
      readonly times: Float64Array;
    },
    rowOfPerson: Int32Array | null = null,
    people: Int32Array | null = null,
  ) {
    this.rowStart = rows.start;
    this.rowItems = rows.items;
    this.rowValues = rows.values;
    this.rowTimes = rows.times;
    this.#rowOfPerson = rowOfPerson;
    this.#personOfRow = rowOfPerson === null ? null : new Int32Array(rowCount).fill(-1);
    rowOfPerson?.forEach((row, person) => {
      if (row >= 0) this.#personOfRow![row] = person;
    });
    this.columnStart = new Int32Array(columnCount + 1);
    this.columnRows = new Int32Array(rows.items.length);
    this.columnValues = new Float32Array(rows.items.length);
    this.#transpose();
    this.#people =
      people ??
      Int32Array.from(
        { length: columnCount },
        (_, item) => this.columnStart[item + 1]! - this.columnStart[item]!,
      );
  }

  static of(graph: InteractionGraph): TasteMatrix {
    return TasteMatrix.ofTastes(
      Array.from({ length: graph.personCount }, (_, person) => tastesOf(graph, person)),
      graph.itemCount,
    );
  }

  static ofTastes(
    tastes: readonly Tastes[],
    columnCount: number,
    rowOfPerson: Int32Array | null = null,
    people: Int32Array | null = null,
  ): TasteMatrix {
    const start = new Int32Array(tastes.length + 1);
    tastes.forEach((taste, row) => (start[row + 1] = start[row]! + taste.items.length));
    const total = start[tastes.length]!;
    const rows = {
      start,
      items: new Int32Array(total),
      values: new Float32Array(total),
      times: new Float64Array(total),
    };
    tastes.forEach((taste, row) => {
      rows.items.set(taste.items, start[row]);
      rows.values.set(taste.strengths, start[row]);
      rows.times.set(taste.times, start[row]);
    });
    return new TasteMatrix(tastes.length, columnCount, rows, rowOfPerson, people);
  }

  /** X, the same arrays. */
  byPerson(): SparseRows {
    const { rowCount, columnCount, rowStart: start, rowItems: columns, rowValues: values } = this;
    return { rowCount, columnCount, start, columns, values };
  }

  /** Xᵀ, the same arrays. */
  byItem(): SparseRows {
    const { rowCount, columnCount, columnStart: start, columnRows: columns, columnValues: values } = this;
    return { rowCount: columnCount, columnCount: rowCount, start, columns, values };
  }

  /** The row of a person of the graph, -1 when there is none. */
  rowOf(person: number): number {
    if (this.#rowOfPerson !== null) return this.#rowOfPerson[person] ?? -1;
    return person >= 0 && person < this.rowCount ? person : -1;
  }

  /** The person of the graph whose row it is, -1 when that graph does not know them. */
  personOf(row: number): number {
    return this.#personOfRow === null ? row : (this.#personOfRow[row] ?? -1);
  }

  /** n_i of every item, int32 [columnCount]. */
  itemCounts(): Int32Array {
    return Int32Array.from({ length: this.columnCount }, (_, item) => this.peopleOf(item));
  }

  /** How many people have the item: n_i. */
  peopleOf(item: number): number {
    return this.#people[item] ?? 0;
  }

  /**
   * What the viewer's tastes of now have more (positive) or less (negative) than the fitted row;
   * all of them when the viewer has no row. Items that came after the fit are left out.
   */
  changesSince(row: number, tastes: Tastes): { items: Int32Array; values: Float32Array } {
    const change = new Map<number, number>();
    for (let i = 0; i < tastes.items.length; i++) {
      const item = tastes.items[i]!;
      if (item < this.columnCount) change.set(item, tastes.strengths[i]!);
    }
    if (row >= 0) {
      for (let at = this.rowStart[row]!; at < this.rowStart[row + 1]!; at++) {
        const item = this.rowItems[at]!;
        const left = (change.get(item) ?? 0) - this.rowValues[at]!;
        if (left === 0) change.delete(item);
        else change.set(item, left);
      }
    }
    return { items: Int32Array.from(change.keys()), values: Float32Array.from(change.values()) };
  }

  /** out[i] += Σ_v weights[v] x_vi, over all rows v with a weight. */
  addWeightedRows(weights: Float64Array | Float32Array, out: Float32Array): void {
    const { rowStart, rowItems, rowValues } = this;
    for (let row = 0; row < this.rowCount; row++) {
      const weight = weights[row]!;
      if (weight === 0) continue;
      const end = rowStart[row + 1]!;
      for (let at = rowStart[row]!; at < end; at++) out[rowItems[at]!]! += weight * rowValues[at]!;
    }
  }

  /** `addWeightedRows` into zeros, for many weights at once: outs[n][i] = Σ_v weights[n][v] x_vi. */
  weightedRows(weights: readonly Float64Array[], outs: readonly Float32Array[]): void {
    const { numerics, columns, across, turned } = (this.#room ??= this.#newRoom());
    for (let first = 0; first < weights.length; first += COLUMNS_TURNED) {
      across.fill(0);
      const some = weights.slice(first, first + COLUMNS_TURNED);
      some.forEach((own, lane) => {
        for (let row = 0; row < this.rowCount; row++) across[row * COLUMNS_TURNED + lane] = own[row]!;
      });
      numerics.turnedProduct(columns, across, turned);
      some.forEach((_, lane) => {
        const out = outs[first + lane]!.fill(0);
        out.set(turned.subarray(lane * this.columnCount, (lane + 1) * this.columnCount));
      });
    }
  }

  /** Σ_v weights[v] x_vi of one item. */
  weightedColumn(weights: Float64Array | Float32Array, item: number): number {
    if (item >= this.columnCount) return 0;
    let sum = 0;
    for (let at = this.columnStart[item]!; at < this.columnStart[item + 1]!; at++)
      sum += weights[this.columnRows[at]!]! * this.columnValues[at]!;
    return sum;
  }

  /** Xᵀ where kernels find it, and room for sixteen sets of weights and what comes of them. */
  #newRoom(): Room {
    const numerics = new Numerics();
    const { rowCount, columnCount } = this;
    const columns = numerics.sparse(this.byItem());
    const across = numerics.float32(rowCount * COLUMNS_TURNED);
    return { numerics, columns, across, turned: numerics.float32(columnCount * COLUMNS_TURNED) };
  }

  #transpose(): void {
    const { columnStart, rowItems } = this;
    for (const item of rowItems) columnStart[item + 1]!++;
    for (let item = 0; item < this.columnCount; item++) columnStart[item + 1]! += columnStart[item]!;
    const next = columnStart.slice();
    for (let row = 0; row < this.rowCount; row++) {
      for (let at = this.rowStart[row]!; at < this.rowStart[row + 1]!; at++) {
        const to = next[rowItems[at]!]!++;
        this.columnRows[to] = row;
        this.columnValues[to] = this.rowValues[at]!;
      }
    }
  }
}

interface Room {
  readonly numerics: Numerics;
  readonly columns: SparseRows;
  readonly across: Float32Array;
  readonly turned: Float32Array;
}
