import type { GruBackward, GruForward } from './gru-gates.js';
import type { BprLoss } from './bpr-loss.js';
import type { ListGains } from './list-gains.js';
import { KernelMemory } from './memory.js';
import type { SoftmaxLoss } from './softmax-loss.js';
import type { SparseRows } from './sparse.js';
import { KernelThreads } from './threads.js';
import { bestOf, type TopRows } from './top-rows.js';

export { NumericsMemoryError } from './memory.js';
export { KernelError } from './threads.js';

/** Rows of logits go to a multiple of this. */
const LANES = 4;
const BETA_1 = 0.9;
const BETA_2 = 0.999;
/** A logit of nothing. */
const NEVER = -1e30;
/** Lines of a product that a thread takes at once. */
const PRODUCT_LINES = 96;
/** Rows that are ranked at once. */
const RANKED_ROWS = 16_384;
const MOST_RANKED_PARTS = 128;
/** Columns of a product that are turned at once. */
export const COLUMNS_TURNED = 16;
/** Two of them fit into what a thread has for itself. */
const LONGEST_LIST = 65_536;

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

/**
 * Arrays in one WebAssembly memory, and SIMD kernels over them; both live as long as somebody holds them. float32
 * throughout, and synchronous; the same bits for the same input on every machine and for any number of threads.
 *
 * One memory holds 4 GiB. LightGCN of width 64 takes 1.8 KB a person, as much an item, and 16 bytes an act: some
 * 1,000,000 of both and 20 M acts. A symmetric inverse takes 4 n² bytes: 30,000 a side.
 *
 * @throws NumericsMemoryError when the memory cannot be had; its message names the size
 */
export class Numerics {
  readonly #memory = new KernelMemory();
  readonly #threads: KernelThreads;

  /** @param threads as many as there are cores is best; above 1, somebody has to `close()` */
  constructor({ threads = 1 }: { readonly threads?: number } = {}) {
    this.#threads = new KernelThreads(this.#memory, threads);
  }

  /** float32 [count], zeros. */
  float32(count: number): Float32Array {
    return this.#memory.float32(count);
  }

  /** The matrix, where kernels find it. */
  sparse({ rowCount, columnCount, start, columns, values }: SparseRows): SparseRows {
    const moved = this.float32(values.length);
    moved.set(values);
    const [starts, at] = [this.#memory.int32(start), this.#memory.int32(columns)];
    return { rowCount, columnCount, start: starts, columns: at, values: moved };
  }

  /** The matrix, where kernels find it, until the next is put under the same name. */
  sparseScratch(name: string, matrix: SparseRows): SparseRows {
    const { rowCount, columnCount, start, columns, values } = matrix;
    const moved = {
      rowCount,
      columnCount,
      start: this.#memory.scratchInt32(`${name}.start`, start.length),
      columns: this.#memory.scratchInt32(`${name}.columns`, columns.length),
      values: this.#memory.scratch(`${name}.values`, values.length),
    };
    moved.start.set(start);
    moved.columns.set(columns);
    moved.values.set(values);
    return moved;
  }

  /** float32 [count] that is used again under the same name; what is in it is left over. */
  scratch(name: string, count: number): Float32Array {
    return this.#memory.scratch(`own.${name}`, count);
  }

  /** out += matrix · x, both float32 [·, dim], dim a multiple of 16; all of them arrays of these numerics. */
  addProduct(matrix: SparseRows, x: Float32Array, dim: number, out: Float32Array): void {
    requireWidth(dim);
    const { rowCount, start, columns, values } = matrix;
    this.#threads.run('spmm', [...this.#at(start, columns, values, x), dim, ...this.#at(out)], {
      count: rowCount,
      grain: 64,
      work: values.length * dim,
    });
  }

  /** The columns of matrix · x as rows: out[c, r] = (matrix · x)[r, c], x float32 [·, 16], out float32 [16, rowCount]. */
  turnedProduct(matrix: SparseRows, x: Float32Array, out: Float32Array): void {
    const { rowCount, start, columns, values } = matrix;
    mustHold('sixteen rows', rowCount, [out, COLUMNS_TURNED]);
    mustHold('columns', matrix.columnCount, [x, COLUMNS_TURNED]);
    this.#threads.run('spmmTurned', [...this.#at(start, columns, values, x, out), rowCount], {
      count: rowCount,
      grain: 256,
      work: values.length * COLUMNS_TURNED,
    });
  }

  /** See `DenseProduct`; the sum over k is made in the same order whatever m and n are. */
  gemm(product: DenseProduct): void {
    const { m, n, k, a, b, out, transposeA, transposeB, alpha = 1, add = false } = product;
    if (a.length < m * k || b.length < k * n || out.length < m * n)
      throw new RangeError(
        `a product of [${m}, ${k}] and [${k}, ${n}] was given ${a.length}, ${b.length} and ${out.length} numbers`,
      );
    if (k === 0 && !add) out.fill(0, 0, m * n);
    const [aRow, aColumn] = transposeA === true ? [1, m] : [k, 1];
    const [bRow, bColumn] = transposeB === true ? [1, k] : [n, 1];
    const [atA, atB, atOut] = this.#at(a, b, out);
    const byColumns = n > m;
    this.#threads.run(
      'gemm',
      [atA!, aRow, aColumn, atB!, bRow, bColumn, atOut!, n, m, n, k, alpha, Number(add), Number(byColumns)],
      { count: byColumns ? n : m, grain: PRODUCT_LINES, work: m * n * k },
    );
  }

  /** The lower triangle of a[n, n] -= w[n, k] p[n, k]ᵀ; above the diagonal, numbers are left over. */
  subtractLower(a: Float32Array, n: number, w: Float32Array, p: Float32Array, k: number): void {
    const [atA, atW, atP] = this.#at(a, w, p);
    this.#threads.run('subtractLower', [atA!, n, atW!, atP!, k], {
      count: n,
      grain: PRODUCT_LINES * 2,
      work: (n * n * k) / 2,
    });
  }

  /** out[r] = ⟨row r of table, vector⟩, vector float32 [dim], dim a multiple of 16; arrays of these numerics. */
  dots(table: Float32Array, vector: Float32Array, out: Float32Array): void {
    const dim = vector.length;
    requireWidth(dim);
    const [atTable, atVector, atOut] = this.#at(table, vector, out);
    const span = { count: table.length / dim, grain: 1024, work: table.length };
    this.#threads.run('dots', [atTable!, dim, atVector!, atOut!], span);
  }

  /**
   * The k rows of table[·, dim] with the highest ⟨row, vector⟩, best first, exactly; vector float32 [dim], dim a multiple
   * of 16; arrays of these numerics. Equal scores: the lower row first. NaN never enters.
   */
  topRows(table: Float32Array, vector: Float32Array, k: number): TopRows {
    const dim = vector.length;
    requireWidth(dim);
    const count = table.length / dim;
    const grain = Math.max(RANKED_ROWS, Math.ceil(count / MOST_RANKED_PARTS));
    const parts = Math.ceil(count / grain);
    const scores = this.#memory.scratch('top.scores', parts * k);
    const rows = this.#memory.scratchInt32('top.rows', parts * k);
    const counts = this.#memory.scratchInt32('top.counts', parts);
    const [atTable, atVector] = this.#at(table, vector);
    this.#threads.run('topRows', [atTable!, dim, atVector!, k, grain, ...this.#at(scores, rows, counts)], {
      count,
      grain,
      work: table.length,
    });
    const found: number[] = [];
    const values: number[] = [];
    for (let part = 0; part < parts; part++) {
      for (let at = part * k; at < part * k + counts[part]!; at++) {
        found.push(rows[at]!);
        values.push(scores[at]!);
      }
    }
    return bestOf(found, values, k);
  }

  /**
   * Of every row of scores[·, width] the k highest above 0, by index, in no order; an array of these numerics. Equal scores:
   * the lower index first. NaN never enters. What it answers is overwritten by the next call.
   */
  bestPositive(scores: Float32Array, width: number, k: number): Int32Array[] {
    const rows = scores.length / width;
    const heap = this.#memory.scratch('positive.heap', rows * k);
    const found = this.#memory.scratchInt32('positive.found', rows * k);
    const counts = this.#memory.scratchInt32('positive.counts', rows);
    const arrays = this.#at(heap, found, counts);
    const span = { count: rows, grain: 1, work: 4 * scores.length };
    this.#threads.run('bestPositive', [...this.#at(scores), width, k, ...arrays], span);
    return Array.from(counts, (count, row) => found.subarray(row * k, row * k + count));
  }

  gruForward({ rows, hidden, inputs, carried, bias, before, gates, after }: GruForward): void {
    mustHold('the gates', rows * hidden, [inputs, 3], [carried, 3], [before, 1], [gates, 4], [after, 1]);
    mustHold('the gates', hidden, [bias, 4]);
    const arrays = this.#at(inputs, carried, bias, before, gates, after);
    const span = { count: rows, grain: 64, work: 64 * rows * hidden };
    this.#threads.run('gruForward', [...arrays, hidden], span);
  }

  gruBackward({ rows, hidden, gates, before, dAfter, dInputs, dCarried, dBefore }: GruBackward): void {
    mustHold('the gates', rows * hidden, [gates, 4], [before, 1], [dAfter, 1]);
    mustHold('the gates', rows * hidden, [dInputs, 3], [dCarried, 3], [dBefore, 1]);
    const arrays = this.#at(gates, before, dAfter, dInputs, dCarried, dBefore);
    const span = { count: rows, grain: 64, work: 16 * rows * hidden };
    this.#threads.run('gruBackward', [...arrays, hidden], span);
  }

  /** Adam's state for these parameters: Kingma and Ba 2015, with bias correction; l2 is added to the gradient. */
  adam(parameters: Float32Array): (gradients: Float32Array, learningRate: number, l2: number) => void {
    const [first, second] = [this.float32(parameters.length), this.float32(parameters.length)];
    const count = Math.ceil(parameters.length / 4) * 4;
    let steps = 0;
    return (gradients, learningRate, l2) => {
      steps++;
      const rate = learningRate / (1 - BETA_1 ** steps);
      const correction = 1 / Math.sqrt(1 - BETA_2 ** steps);
      const arrays = this.#at(parameters, gradients, first, second);
      this.#threads.run('adam', [...arrays, rate, correction, l2], { count, grain: 65_536, work: 4 * count });
    };
  }

  /** out = wa · a + wb · b; all as long as `out`, which may be one of them. Writes up to three numbers after it, to a multiple of 4. */
  weightedSum(a: Float32Array, wa: number, b: Float32Array, wb: number, out: Float32Array): void {
    mustHold('a sum', out.length, [a, 1], [b, 1]);
    const [atA, atB, atOut] = this.#at(a, b, out);
    const count = Math.ceil(out.length / 4) * 4;
    const span = { count, grain: 65_536, work: 4 * count };
    this.#threads.run('weightedSum', [atA!, wa, atB!, wb, atOut!], span);
  }

  /** Every row of x[·, dim] at length 1, in place; zeros stay zeros. `lengths` is float32 [rows]. */
  normaliseRows(x: Float32Array, dim: number, lengths: Float32Array): void {
    const span = { count: lengths.length, grain: 256, work: x.length };
    this.#threads.run('normaliseRows', [...this.#at(x, lengths), dim], span);
  }

  /** Takes gradients by the rows that `normaliseRows` left to gradients by what it was given; in place. */
  backThroughLengths(gradients: Float32Array, x: Float32Array, dim: number, lengths: Float32Array): void {
    const span = { count: lengths.length, grain: 256, work: 2 * x.length };
    this.#threads.run('backThroughLengths', [...this.#at(gradients, x, lengths), dim], span);
  }

  /** See `SoftmaxLoss`; what it answers is overwritten by the next call. */
  readonly softmaxLoss: SoftmaxLoss = ({ dim, rows, columns, bias, targets, scale }) => {
    const memory = this.#memory;
    const [m, columnCount] = [rows.length / dim, columns.length / dim];
    const n = Math.ceil(columnCount / LANES) * LANES;
    const wanted = this.sparseScratch('targets', {
      rowCount: m,
      columnCount,
      start: targets.start,
      columns: targets.columns,
      values: targets.weights,
    });
    const u = memory.filled('rows', m * dim, rows);
    const v = memory.filled('columns', n * dim, columns);
    const slopes = memory.scratch('slopes', m * n);
    const losses = memory.scratch('losses', m);
    const [dRows, dColumns] = [memory.scratch('dRows', m * dim), memory.scratch('dColumns', n * dim)];
    const inputs = this.#at(u, v, memory.filled('bias', n, bias, NEVER));
    const { start, columns: wants, values } = wanted;
    this.#threads.run(
      'softmaxRows',
      [...inputs, ...this.#at(start, wants, values, slopes, losses, dRows), n, dim, scale],
      { count: m, grain: 64, work: 2 * m * n * dim },
    );
    this.gemm({ m: n, n: dim, k: m, a: slopes, transposeA: true, b: u, out: dColumns });
    const loss = losses.reduce((sum, one) => sum + one, 0);
    return { loss, dRows, dColumns: dColumns.subarray(0, columns.length) };
  };

  /** See `BprLoss`; what it answers is overwritten by the next call. */
  readonly bprLoss: BprLoss = ({ dim, users, liked, others }) => {
    if (dim % 4 !== 0) throw new RangeError(`a width of ${dim} is no multiple of 4`);
    const memory = this.#memory;
    const [count, size] = [users.length / dim, users.length];
    const [dUsers, dLiked] = [memory.scratch('bpr.dUsers', size), memory.scratch('bpr.dLiked', size)];
    const [dOthers, losses] = [memory.scratch('bpr.dOthers', size), memory.scratch('bpr.losses', count)];
    const inputs = this.#at(
      memory.filled('bpr.users', size, users),
      memory.filled('bpr.liked', size, liked),
      memory.filled('bpr.others', size, others),
    );
    const outputs = this.#at(losses, dUsers, dLiked, dOthers);
    const span = { count, grain: 256, work: 4 * size };
    this.#threads.run('bprRows', [...inputs, ...outputs, dim, 1 / count], span);
    return { loss: losses.reduce((sum, one) => sum + one, 0), dUsers, dLiked, dOthers };
  };

  /** See `ListGains`; columns are arrays of these numerics, and what it answers is overwritten by the next call. */
  readonly listGains: ListGains = ({ columns, weights, moved, options, start, found, discounts }) => {
    const memory = this.#memory;
    const lists = found.length;
    const longest = found.reduce((most, _, list) => Math.max(most, start[list + 1]! - start[list]!), 0);
    if (longest > LONGEST_LIST)
      throw new RangeError(`a list has ${longest} entries, ${LONGEST_LIST} can be ordered`);
    const ints = (name: string, values: ArrayLike<number>): Int32Array => {
      const array = memory.scratchInt32(`gains.${name}`, values.length);
      array.set(values);
      return array;
    };
    const floats = (name: string, values: ArrayLike<number>): Float32Array => {
      const array = memory.scratch(`gains.${name}`, values.length);
      array.set(values);
      return array;
    };
    const summed = this.#at(ints('columns', this.#at(...columns)), floats('weights', weights));
    const tried = this.#at(moved, floats('options', options));
    const cut = this.#at(ints('start', start), ints('found', found));
    const out = memory.scratch('gains.out', options.length * lists);
    const args = [...summed, columns.length, ...tried, options.length, ...cut, lists];
    this.#threads.run(
      'listGains',
      [...args, ...this.#at(floats('discounts', discounts)), discounts.length, ...this.#at(out)],
      { count: lists, grain: 64, work: moved.length * (columns.length + 3 * options.length) },
    );
    return out;
  };

  /** Ends the other threads; calls after it are made by the caller's alone. */
  close(): void {
    this.#threads.close();
  }

  #at(...arrays: readonly (Float32Array | Int32Array)[]): number[] {
    return arrays.map((array) => this.#memory.at(array));
  }
}

function requireWidth(dim: number): void {
  if (dim % 16 !== 0) throw new RangeError(`a width of ${dim} is no multiple of 16`);
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
