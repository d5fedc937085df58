import type * as core from '@tensorflow/tfjs-core';
import { transposed, type SparseRows } from '../kernels/sparse.js';

/** TensorFlow.js as one of its packages brings it; everything here takes it as a parameter, as there may be several. */
export type TensorFlow = typeof core;

/** Numbers of a gathered slice, at most: 256 MiB of float32. */
const SLICE_NUMBERS = 2 ** 26;

/** Rows [0, rowCount) of a slice, entry by entry, for gather and segment sum. */
export interface Segments {
  readonly rowCount: number;
  /** int32 [entries] */
  readonly rows: core.Tensor1D;
  readonly columns: core.Tensor1D;
  /** float32 [entries, 1] */
  readonly values: core.Tensor2D;
}

/** A matrix by rows, for a kernel that walks them. */
export interface CompressedRows {
  readonly start: core.Tensor1D;
  readonly columns: core.Tensor1D;
  readonly values: core.Tensor1D;
}

/** A sparse matrix that is put on a device in the form that its backend asks for, once. */
export class DeviceMatrix {
  private readonly kept: core.Tensor[] = [];
  #segments: readonly Segments[] | null = null;
  #compressed: CompressedRows | null = null;
  #transposed: DeviceMatrix | null = null;

  constructor(
    private readonly tf: TensorFlow,
    private readonly matrix: SparseRows,
  ) {}

  get rowCount(): number {
    return this.matrix.rowCount;
  }

  get transposed(): DeviceMatrix {
    if (this.#transposed !== null) return this.#transposed;
    const other = new DeviceMatrix(this.tf, transposed(this.matrix));
    other.#transposed = this;
    return (this.#transposed = other);
  }

  /** Slices of rows whose gathered entries, `dim` wide, are held at a time. */
  segments(dim: number): readonly Segments[] {
    return (this.#segments ??= this.#sliced(Math.max(1, Math.floor(SLICE_NUMBERS / dim))));
  }

  compressed(): CompressedRows {
    const { start, columns, values } = this.matrix;
    return (this.#compressed ??= {
      start: this.#int32(start),
      columns: this.#int32(orOne(columns)),
      values: this.#keep(this.tf.tensor1d(orOne(values))),
    });
  }

  /** Frees what is on the device, of the transpose as well. */
  dispose(): void {
    const both = this.#transposed === null ? [this] : [this, this.#transposed];
    for (const { kept } of both) kept.splice(0).forEach((tensor) => tensor.dispose());
  }

  #sliced(entries: number): Segments[] {
    const { rowCount, start, columns, values } = this.matrix;
    const slices: Segments[] = [];
    for (let first = 0, end = 0; first < rowCount; first = end) {
      end = first + 1;
      while (end < rowCount && start[end + 1]! - start[first]! <= entries) end++;
      const [from, to] = [start[first]!, start[end]!];
      const rows = new Int32Array(to - from);
      for (let row = first; row < end; row++)
        rows.fill(row - first, start[row]! - from, start[row + 1]! - from);
      slices.push({
        rowCount: end - first,
        rows: this.#int32(orOne(rows)),
        columns: this.#int32(orOne(columns.slice(from, to))),
        values: this.#keep(this.tf.tensor2d(orOne(values.slice(from, to)), [Math.max(1, to - from), 1])),
      });
    }
    return slices;
  }

  #int32(array: Int32Array): core.Tensor1D {
    return this.#keep(this.tf.tensor1d(array.slice(), 'int32'));
  }

  #keep<T extends core.Tensor>(tensor: T): T {
    this.kept.push(this.tf.keep(tensor));
    return tensor;
  }
}

/** The array, outside of shared memory; a zero where it is empty, as not every backend has empty tensors. */
function orOne<A extends Int32Array | Float32Array>(array: A): A {
  const out =
    array.length > 0 ? array.slice() : array instanceof Int32Array ? new Int32Array(1) : new Float32Array(1);
  return out as A;
}

/** Rows [0, count) of a table, picked by number: the matrix that has a 1 for each pick. */
export function pickingRows(tf: TensorFlow, rows: Int32Array, count: number): DeviceMatrix {
  return new DeviceMatrix(tf, {
    rowCount: rows.length,
    columnCount: count,
    start: Int32Array.from({ length: rows.length + 1 }, (_, at) => at),
    columns: rows,
    values: new Float32Array(rows.length).fill(1),
  });
}
