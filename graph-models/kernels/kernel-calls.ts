import { KernelMemory } from './memory.js';
import type { SparseRows } from './sparse.js';
import { KernelThreads, type Span } from './threads.js';

/** Kernels by name, over arrays of one memory: what `Numerics` is made of. */
export class KernelCalls {
  readonly memory = new KernelMemory();
  readonly #threads: KernelThreads;

  constructor(threads: number) {
    this.#threads = new KernelThreads(this.memory, threads);
  }

  /** Calls a kernel with these arguments on every part of the span. */
  run(name: string, args: readonly number[], span: Span): void {
    this.#threads.run(name, args, span);
  }

  /** Where arrays start, in bytes: what kernels take. */
  at(...arrays: readonly (Float32Array | Int32Array)[]): number[] {
    return arrays.map((array) => this.memory.at(array));
  }

  /** The matrix, where kernels find it, until the next is put under the same name. */
  sparseScratch(name: string, { rowCount, columnCount, start, columns, values }: SparseRows): SparseRows {
    return {
      rowCount,
      columnCount,
      start: this.intScratch(`${name}.start`, start),
      columns: this.intScratch(`${name}.columns`, columns),
      values: this.floatScratch(`${name}.values`, values),
    };
  }

  /** A copy that lasts until the next one of the same name. */
  intScratch(name: string, values: ArrayLike<number>): Int32Array {
    const array = this.memory.scratchInt32(name, values.length);
    array.set(values);
    return array;
  }

  /** The same of float32. */
  floatScratch(name: string, values: ArrayLike<number>): Float32Array {
    const array = this.memory.scratch(name, values.length);
    array.set(values);
    return array;
  }

  close(): void {
    this.#threads.close();
  }
}

/** @throws RangeError when rows of this width are nothing for kernels that take so many numbers at a time */
export function requireWidth(dim: number, lanes: 4 | 16 = 16): void {
  if (!(dim > 0) || dim % lanes !== 0) throw new RangeError(`a width of ${dim} is no multiple of ${lanes}`);
}

/** @throws RangeError when an array is shorter than `numbers` so many times */
export function mustHold(
  what: string,
  numbers: number,
  ...arrays: readonly (readonly [Float32Array, number])[]
): void {
  for (const [array, times] of arrays)
    if (array.length < numbers * times)
      throw new RangeError(`${what} need ${numbers * times} numbers and were given ${array.length}`);
}
