import { aboutToGrow } from './collect.js';

const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** What the kernels' own constants may take, below every array. */
const FIRST_ARRAY = PAGE;

/** Thrown when arrays need more than one WebAssembly memory can hold, or than the machine has. */
export class NumericsMemoryError extends Error {
  override readonly name = 'NumericsMemoryError';
}

/** One shared WebAssembly memory of at most 4 GiB, which arrays are cut from; they live as long as somebody holds them. */
export class KernelMemory {
  readonly #scratch = new Map<string, Float32Array>();
  /** Growing gives the same memory another buffer. */
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  #end = FIRST_ARRAY;

  constructor(readonly shared: WebAssembly.Memory = sharedMemory()) {}

  /** float32 [count], zeros; its length in memory is a multiple of 16 numbers. */
  float32(count: number): Float32Array {
    const at = this.reserve(count * 4);
    return new Float32Array(this.#buffer(), at, count);
  }

  /** A copy. */
  int32(data: Int32Array): Int32Array {
    const at = this.reserve(data.length * 4);
    const copy = new Int32Array(this.#buffer(), at, data.length);
    copy.set(data);
    return copy;
  }

  /** float32 [count] that the next step may use again under the same name; what is in it is left over. */
  scratch(name: string, count: number): Float32Array {
    const known = this.#scratch.get(name);
    if (known !== undefined && known.length >= count) return known.subarray(0, count);
    const fresh = this.float32(Math.ceil(count * 1.2));
    this.#scratch.set(name, fresh);
    return fresh.subarray(0, count);
  }

  /** The same for int32. */
  scratchInt32(name: string, count: number): Int32Array {
    const { buffer, byteOffset } = this.scratch(name, count);
    return new Int32Array(buffer, byteOffset, count);
  }

  /** A copy in scratch, filled up to `count`. */
  filled(name: string, count: number, data: Float32Array, rest = 0): Float32Array {
    const array = this.scratch(name, count);
    array.set(data);
    array.fill(rest, data.length);
    return array;
  }

  /** Where an array starts, in bytes. */
  at(array: Float32Array | Int32Array): number {
    if (!this.#buffers.has(array.buffer)) throw new TypeError('kernels take arrays of their own memory only');
    return array.byteOffset;
  }

  /** Bytes from here on; the address is a multiple of 64. */
  reserve(bytes: number): number {
    const at = this.#end;
    const end = at + Math.ceil(bytes / 64) * 64;
    const pages = Math.ceil(end / PAGE);
    if (pages > MOST_PAGES)
      throw new NumericsMemoryError(
        `a fit needs ${(end / 2 ** 30).toFixed(1)} GiB or more, and 4 GiB can be had`,
      );
    const missing = pages - this.shared.buffer.byteLength / PAGE;
    if (missing > 0) {
      aboutToGrow(missing * PAGE);
      try {
        this.shared.grow(missing);
      } catch {
        throw new NumericsMemoryError(`the machine has no ${(end / 2 ** 20).toFixed(0)} MiB for a fit`);
      }
    }
    this.#end = end;
    return at;
  }

  #buffer(): ArrayBufferLike {
    this.#buffers.add(this.shared.buffer);
    return this.shared.buffer;
  }
}

function sharedMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES, shared: true });
  } catch {
    // Only addresses are asked for here; pages come as arrays are made.
    throw new NumericsMemoryError(
      'the machine grants no 4 GiB of addresses to a fit; is virtual memory limited (ulimit -v)?',
    );
  }
}
