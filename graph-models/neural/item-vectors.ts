import { Numerics } from '../kernels/numerics.js';
import type { SavedPart } from './saved-part.js';

/**
 * Two vectors an item, float32 [itemCount, dim], row-major: what having it says of somebody, and where it is found.
 * An item that the fit did not know has zeros.
 */
export interface ItemVectors {
  readonly dim: number;
  readonly sent: Float32Array;
  /** Length 1, or 0 where unknown. */
  readonly found: Float32Array;
}

/** Σ_k weights[k] · table[rows[k]], float32 [dim]; rows beyond the table say nothing. */
export function weightedSum(
  table: Float32Array,
  dim: number,
  rows: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float32Array {
  const sum = new Float32Array(dim);
  for (let k = 0; k < rows.length; k++) {
    const base = rows[k]! * dim;
    if (base + dim > table.length) continue;
    for (let d = 0; d < dim; d++) sum[d]! += weights[k]! * table[base + d]!;
  }
  return sum;
}

/** Rows of a table by number, float32 [rows, dim]; written into `out`. */
export function gathered(
  table: Float32Array,
  rows: ArrayLike<number>,
  dim: number,
  out: Float32Array = new Float32Array(rows.length * dim),
): Float32Array {
  for (let at = 0; at < rows.length; at++)
    out.set(table.subarray(rows[at]! * dim, (rows[at]! + 1) * dim), at * dim);
  return out;
}

/** ⟨vector, row of table⟩. */
export function dotRow(table: Float32Array, row: number, vector: Float32Array): number {
  const base = row * vector.length;
  if (base + vector.length > table.length) return 0;
  let sum = 0;
  for (let d = 0; d < vector.length; d++) sum += vector[d]! * table[base + d]!;
  return sum;
}

/** A table of places, asked how near each is to a vector. */
export class Places {
  readonly #numerics = new Numerics();
  readonly #table: Float32Array;
  readonly #vector: Float32Array;
  readonly #near: Float32Array;
  readonly #dim: number;

  /** @param table float32 [rowCount, dim], dim a multiple of 16 */
  constructor(table: Float32Array, dim: number) {
    this.#dim = dim;
    this.#table = this.#numerics.float32(table.length);
    this.#table.set(table);
    this.#vector = this.#numerics.float32(dim);
    this.#near = this.#numerics.float32(table.length / dim);
  }

  /** out[i] = ⟨vector, row i⟩ for every row that there is room for. */
  near(vector: Float32Array, out: Float32Array): void {
    this.#vector.set(vector);
    this.#numerics.dots(this.#table, this.#vector, this.#near);
    out.set(this.#near.subarray(0, out.length));
  }

  /** The same for many vectors: outs[n] is how near the places are to vectors[n]. */
  nearMany(vectors: readonly Float32Array[], outs: readonly Float32Array[]): void {
    const [m, n, k] = [vectors.length, this.#near.length, this.#dim];
    const a = this.#numerics.scratch('vectors', m * k);
    vectors.forEach((vector, row) => a.set(vector, row * k));
    const near = this.#numerics.scratch('near', m * n);
    this.#numerics.gemm({ m, n, k, a, b: this.#table, transposeB: true, out: near });
    outs
      .slice(0, m)
      .forEach((out, row) => out.set(near.subarray(row * n, row * n + Math.min(n, out.length))));
  }
}

/** The same direction, length 1; zeros stay zeros. */
export function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const one of vector) square += one * one;
  return square === 0 ? vector : vector.map((one) => one / Math.sqrt(square));
}

/** Every row at length 1, as a copy; rows of zeros stay zeros. */
export function unitRows(table: Float32Array, dim: number): Float32Array {
  const out = new Float32Array(table.length);
  for (let first = 0; first < table.length; first += dim) {
    let square = 0;
    for (let at = first; at < first + dim; at++) square += table[at]! * table[at]!;
    if (square > 0) for (let at = first; at < first + dim; at++) out[at] = table[at]! / Math.sqrt(square);
  }
  return out;
}

export function saveVectors({ dim, sent, found }: ItemVectors): SavedPart['tensors'] {
  return {
    sent: { data: sent, shape: [sent.length / dim, dim] },
    found: { data: found, shape: [found.length / dim, dim] },
  };
}

/** @param itemOf fitted row -> item of the graph, -1 for none */
export function loadVectors(saved: SavedPart, itemOf: Int32Array, itemCount: number): ItemVectors {
  const dim = dimOf(saved);
  return {
    dim,
    sent: renumberedRows(saved, 'sent', itemOf, itemCount),
    found: renumberedRows(saved, 'found', itemOf, itemCount),
  };
}

/** A saved table under other row numbers; rows that nobody moved to are zeros. */
export function renumberedRows(
  saved: SavedPart,
  name: string,
  rowOf: Int32Array,
  rowCount: number,
): Float32Array {
  const dim = dimOf(saved);
  const data = saved.tensors[name]?.data;
  if (!(data instanceof Float32Array) || data.length !== rowOf.length * dim)
    throw new TypeError(`${name} has to be float32 [${rowOf.length}, ${dim}]`);
  const table = new Float32Array(rowCount * dim);
  rowOf.forEach((row, fitted) => {
    if (row >= 0) table.set(data.subarray(fitted * dim, (fitted + 1) * dim), row * dim);
  });
  return table;
}

function dimOf(saved: SavedPart): number {
  const { dim } = saved.manifest;
  if (typeof dim !== 'number' || !(dim > 0) || dim % 16 !== 0)
    throw new TypeError('item vectors need their dim, a multiple of 16');
  return dim;
}
