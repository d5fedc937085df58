import type { GruBackward, GruForward } from './gru-gates.js';
import { KERNELS_WASM } from './kernels-wasm.js';
import type { SparseRows } from './sparse.js';
import type { SoftmaxLoss } from './softmax-loss.js';

interface Kernels {
  readonly gemmScratch: WebAssembly.Global;
  gemm(
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    bColumn: number,
    c: number,
    cRow: number,
    m: number,
    n: number,
    k: number,
    alpha: number,
    add: boolean,
    scratch: number,
  ): void;
  gruForward(
    inputs: number,
    carried: number,
    bias: number,
    before: number,
    gates: number,
    after: number,
    rows: number,
    hidden: number,
  ): void;
  gruBackward(
    gates: number,
    before: number,
    dAfter: number,
    dInputs: number,
    dCarried: number,
    dBefore: number,
    rows: number,
    hidden: number,
  ): void;
  softmaxRow(row: number, bias: number, n: number, scale: number): number;
  probabilities(row: number, n: number, logSum: number, weight: number): void;
  spmm(
    rows: number,
    start: number,
    columns: number,
    values: number,
    x: number,
    dim: number,
    out: number,
  ): void;
  dots(table: number, rows: number, dim: number, vector: number, out: number): void;
  adam(
    parameters: number,
    gradients: number,
    first: number,
    second: number,
    n: number,
    rate: number,
    correction: number,
    l2: number,
  ): void;
}

const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** Rows of logits go to a multiple of this. */
const LANES = 4;
const BETA_1 = 0.9;
const BETA_2 = 0.999;
/** A logit of nothing. */
const NEVER = -1e30;

/** A dense product out = alpha · op(a) op(b), or out += … with `add`; every array float32, row-major, of these numerics. */
export interface DenseProduct {
  /** op(a) is [m, k], op(b) is [k, n], out is [m, n]. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** float32 [m, k], or [k, m] with `transposeA` */
  readonly a: Float32Array;
  /** float32 [k, n], or [n, k] with `transposeB` */
  readonly b: Float32Array;
  readonly out: Float32Array;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** 1 when left out */
  readonly alpha?: number;
  readonly add?: boolean;
}

/** Thrown when a fit needs more than one WebAssembly memory can hold. */
export class NumericsMemoryError extends Error {
  override readonly name = 'NumericsMemoryError';
}

/**
 * Arrays in one WebAssembly memory, and SIMD kernels over them; both live as long as somebody holds them. float32
 * throughout, one thread, the same bits for the same input on every machine.
 */
export class Numerics {
  readonly #memory = new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES, shared: true });
  readonly #kernels: Kernels;
  #end = PAGE;
  readonly #scratch = new Map<string, Float32Array>();

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(KERNELS_WASM, 'base64'));
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#kernels = exports as unknown as Kernels;
  }

  /** float32 [count], zeros; its length in memory is a multiple of four numbers. */
  float32(count: number): Float32Array {
    const at = this.#reserve(count);
    return new Float32Array(this.#memory.buffer, at, count);
  }

  /** The matrix, where kernels find it. */
  sparse({ rowCount, columnCount, start, columns, values }: SparseRows): SparseRows {
    const moved = {
      rowCount,
      columnCount,
      start: this.#int32(start),
      columns: this.#int32(columns),
      values: this.float32(values.length),
    };
    moved.values.set(values);
    return moved;
  }

  /** out += matrix · x, both float32 [·, dim], dim a multiple of 16; all of them arrays of these numerics. */
  addProduct(matrix: SparseRows, x: Float32Array, dim: number, out: Float32Array): void {
    if (dim % 16 !== 0) throw new RangeError(`a width of ${dim} is no multiple of 16`);
    this.#kernels.spmm(
      matrix.rowCount,
      this.#at(matrix.start),
      this.#at(matrix.columns),
      this.#at(matrix.values),
      this.#at(x),
      dim,
      this.#at(out),
    );
  }

  /** See `DenseProduct`; the sum over k is made in the same order whatever m and n are. */
  gemm({
    m,
    n,
    k,
    a,
    b,
    out,
    transposeA = false,
    transposeB = false,
    alpha = 1,
    add = false,
  }: DenseProduct): void {
    if (a.length < m * k || b.length < k * n || out.length < m * n)
      throw new RangeError(
        `a product of [${m}, ${k}] and [${k}, ${n}] was given ${a.length}, ${b.length} and ${out.length} numbers`,
      );
    if (k === 0 && !add) out.fill(0, 0, m * n);
    const [aRow, aColumn] = transposeA ? [1, m] : [k, 1];
    const [bRow, bColumn] = transposeB ? [1, k] : [n, 1];
    const [at, by, to] = [this.#at(a), this.#at(b), this.#at(out)];
    const scratch = this.#at(this.#scratchOf('gemm', Number(this.#kernels.gemmScratch.value)));
    this.#kernels.gemm(at, aRow, aColumn, by, bRow, bColumn, to, n, m, n, k, alpha, add, scratch);
  }

  /** out[r] = ⟨row r of table, vector⟩, vector float32 [dim], dim a multiple of 16; arrays of these numerics. */
  dots(table: Float32Array, vector: Float32Array, out: Float32Array): void {
    const dim = vector.length;
    if (dim % 16 !== 0) throw new RangeError(`a width of ${dim} is no multiple of 16`);
    this.#kernels.dots(this.#at(table), table.length / dim, dim, this.#at(vector), this.#at(out));
  }

  gruForward({ rows, hidden, inputs, carried, bias, before, gates, after }: GruForward): void {
    mustHold('the gates', rows * hidden, [inputs, 3], [carried, 3], [before, 1], [gates, 4], [after, 1]);
    mustHold('the gates', hidden, [bias, 4]);
    const [x, u, b, h] = [this.#at(inputs), this.#at(carried), this.#at(bias), this.#at(before)];
    this.#kernels.gruForward(x, u, b, h, this.#at(gates), this.#at(after), rows, hidden);
  }

  gruBackward({ rows, hidden, gates, before, dAfter, dInputs, dCarried, dBefore }: GruBackward): void {
    mustHold('the gates', rows * hidden, [gates, 4], [before, 1], [dAfter, 1]);
    mustHold('the gates', rows * hidden, [dInputs, 3], [dCarried, 3], [dBefore, 1]);
    const [g, h, d] = [this.#at(gates), this.#at(before), this.#at(dAfter)];
    const [dx, du, dh] = [this.#at(dInputs), this.#at(dCarried), this.#at(dBefore)];
    this.#kernels.gruBackward(g, h, d, dx, du, dh, rows, hidden);
  }

  /** Adam's state for these parameters: Kingma and Ba 2015, with bias correction; l2 is added to the gradient. */
  adam(parameters: Float32Array): (gradients: Float32Array, learningRate: number, l2: number) => void {
    const [first, second] = [this.float32(parameters.length), this.float32(parameters.length)];
    const length = Math.ceil(parameters.length / 4) * 4;
    let steps = 0;
    return (gradients, learningRate, l2) => {
      steps++;
      this.#kernels.adam(
        this.#at(parameters),
        this.#at(gradients),
        this.#at(first),
        this.#at(second),
        length,
        learningRate / (1 - BETA_1 ** steps),
        1 / Math.sqrt(1 - BETA_2 ** steps),
        l2,
      );
    };
  }

  /** See `SoftmaxLoss`; what it answers is overwritten by the next call. */
  readonly softmaxLoss: SoftmaxLoss = ({ dim, rows, columns, bias, targets, scale }) => {
    const [m, columnCount] = [rows.length / dim, columns.length / dim];
    const n = Math.ceil(columnCount / LANES) * LANES;
    const u = this.#filled('rows', m * dim, rows);
    const v = this.#filled('columns', n * dim, columns);
    const allBias = this.#filled('bias', n, bias, NEVER);
    const slopes = this.#scratchOf('slopes', m * n);
    const [dRows, dColumns] = [this.#scratchOf('dRows', m * dim), this.#scratchOf('dColumns', n * dim)];
    const kernels = this.#kernels;
    const atSlopes = this.#at(slopes);
    this.gemm({ m, n, k: dim, a: u, b: v, transposeB: true, out: slopes });
    let loss = 0;
    for (let row = 0; row < m; row++) {
      const first = row * n;
      const logSum = kernels.softmaxRow(atSlopes + first * 4, this.#at(allBias), n, scale);
      let weight = 0;
      for (let at = targets.start[row]!; at < targets.start[row + 1]!; at++) {
        weight += targets.weights[at]!;
        loss += targets.weights[at]! * (logSum - slopes[first + targets.columns[at]!]!);
      }
      kernels.probabilities(atSlopes + first * 4, n, logSum, weight * scale);
      for (let at = targets.start[row]!; at < targets.start[row + 1]!; at++)
        slopes[first + targets.columns[at]!]! -= targets.weights[at]! * scale;
    }
    this.gemm({ m, n: dim, k: n, a: slopes, b: v, out: dRows });
    this.gemm({ m: n, n: dim, k: m, a: slopes, transposeA: true, b: u, out: dColumns });
    return { loss, dRows: dRows.subarray(0, rows.length), dColumns: dColumns.subarray(0, columns.length) };
  };

  #int32(data: Int32Array): Int32Array {
    const at = this.#reserve(data.length);
    const moved = new Int32Array(this.#memory.buffer, at, data.length);
    moved.set(data);
    return moved;
  }

  #filled(name: string, count: number, data: Float32Array, rest = 0): Float32Array {
    const array = this.#scratchOf(name, count);
    array.set(data);
    array.fill(rest, data.length);
    return array;
  }

  /** An array that is used again by the next step; what is in it is left over. */
  #scratchOf(name: string, count: number): Float32Array {
    const known = this.#scratch.get(name);
    if (known !== undefined && known.length >= count) return known.subarray(0, count);
    const fresh = this.float32(Math.ceil(count * 1.2));
    this.#scratch.set(name, fresh);
    return fresh.subarray(0, count);
  }

  #reserve(numbers: number): number {
    const at = this.#end;
    this.#end += Math.ceil((numbers * 4) / 64) * 64;
    const pages = Math.ceil(this.#end / PAGE);
    const missing = pages - this.#memory.buffer.byteLength / PAGE;
    if (pages > MOST_PAGES)
      throw new NumericsMemoryError(`a fit needs ${(this.#end / 2 ** 30).toFixed(1)} GiB, 4 GiB can be had`);
    if (missing > 0) {
      try {
        this.#memory.grow(missing);
      } catch {
        throw new NumericsMemoryError(`the machine has no ${(this.#end / 2 ** 20).toFixed(0)} MiB for a fit`);
      }
    }
    return at;
  }

  #at(array: Float32Array | Int32Array): number {
    if (!(array.buffer instanceof SharedArrayBuffer))
      throw new TypeError('kernels take arrays of their own memory only');
    return array.byteOffset;
  }
}

/** @throws RangeError when an array is shorter than `numbers` so many times */
function mustHold(
  what: string,
  numbers: number,
  ...arrays: readonly (readonly [Float32Array, number])[]
): void {
  for (const [array, times] of arrays)
    if (array.length < numbers * times)
      throw new RangeError(`${what} need ${numbers * times} numbers and were given ${array.length}`);
}
