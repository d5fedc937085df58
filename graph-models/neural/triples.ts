import type { Numerics } from '../kernels/numerics.js';
import { transposed, type SparseRows } from '../kernels/sparse.js';
import { shuffle } from './random.js';
import type { TasteMatrix } from './taste-matrix.js';

/** Who has what and not what, in batches: every act once a pass. */
export class Triples {
  readonly #personOf: Int32Array;
  readonly #order: Int32Array;
  readonly #has = new Set<number>();

  constructor(
    private readonly tastes: TasteMatrix,
    private readonly size: number,
    private readonly random: () => number,
  ) {
    const { rowCount, columnCount, rowStart, rowItems } = tastes;
    this.#order = Int32Array.from(rowItems.keys());
    this.#personOf = new Int32Array(rowItems.length);
    for (let row = 0; row < rowCount; row++)
      for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) {
        this.#personOf[at] = row;
        this.#has.add(row * columnCount + rowItems[at]!);
      }
  }

  *pass(): Generator<{ people: Int32Array; liked: Int32Array; others: Int32Array }, void, void> {
    shuffle(this.#order, this.random);
    for (let first = 0; first < this.#order.length; first += this.size) {
      const acts = this.#order.subarray(first, first + this.size);
      const people = acts.map((act) => this.#personOf[act]!);
      const liked = acts.map((act) => this.tastes.rowItems[act]!);
      yield { people, liked, others: people.map((row) => this.#notOf(row)) };
    }
  }

  /** An item that the person does not have, or after ten tries any. */
  #notOf(row: number): number {
    const { columnCount } = this.tastes;
    for (let tries = 0; ; tries++) {
      const item = Math.floor(this.random() * columnCount);
      if (tries === 10 || !this.#has.has(row * columnCount + item)) return item;
    }
  }
}

/** Rows of a table, each times a factor, and the way back. */
export class Drawn {
  /** float32 [drawn, dim] */
  readonly rows: Float32Array;
  readonly #back: SparseRows;

  constructor(
    private readonly numerics: Numerics,
    name: string,
    at: Int32Array,
    table: Float32Array,
    private readonly dim: number,
    factor: number,
  ) {
    const there = {
      rowCount: at.length,
      columnCount: table.length / dim,
      start: Int32Array.from({ length: at.length + 1 }, (_, row) => row),
      columns: at,
      values: new Float32Array(at.length).fill(factor),
    };
    this.#back = numerics.sparseScratch(`${name}.back`, transposed(there));
    this.rows = numerics.scratch(name, at.length * dim);
    this.rows.fill(0);
    numerics.addProduct(numerics.sparseScratch(name, there), table, dim, this.rows);
  }

  addTo(table: Float32Array, gradients: Float32Array): void {
    this.numerics.addProduct(this.#back, gradients, this.dim, table);
  }
}
