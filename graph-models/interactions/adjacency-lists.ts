import { grown } from './typed-growth.js';

/**
 * Many short lists of int32 in one pool, each able to grow on its own.
 *
 * A list that is full moves to the end of the pool with twice the room; when more than half of the
 * pool is abandoned room, the pool is packed. Appending is constant time, amortised.
 */
export class AdjacencyLists {
  #pool = new Int32Array(1024);
  #used = 0;
  #abandoned = 0;
  #start = new Int32Array(16);
  #length = new Int32Array(16);
  #capacity = new Int32Array(16);
  #count = 0;

  /** Makes room for lists 0 to count - 1. */
  ensure(count: number): void {
    if (count <= this.#count) return;
    this.#start = grown(this.#start, count);
    this.#length = grown(this.#length, count);
    this.#capacity = grown(this.#capacity, count);
    this.#count = count;
  }

  lengthOf(list: number): number {
    return list < this.#count ? (this.#length[list] ?? 0) : 0;
  }

  /** The list as a view into the pool: read it before the next change, never keep it. */
  view(list: number): Int32Array {
    const start = this.#start[list] ?? 0;
    return this.#pool.subarray(start, start + this.lengthOf(list));
  }

  push(list: number, value: number): void {
    this.ensure(list + 1);
    const length = this.#length[list] ?? 0;
    if (length === (this.#capacity[list] ?? 0)) this.#move(list, Math.max(4, length * 2));
    this.#pool[(this.#start[list] ?? 0) + length] = value;
    this.#length[list] = length + 1;
  }

  /** Takes the last occurrence out, keeping the order of the rest; false when it was not there. */
  remove(list: number, value: number): boolean {
    if (list >= this.#count) return false;
    const view = this.view(list);
    const at = view.lastIndexOf(value);
    if (at < 0) return false;
    view.copyWithin(at, at + 1);
    this.#length[list] = view.length - 1;
    return true;
  }

  #move(list: number, capacity: number): void {
    if (this.#abandoned > 1024 && this.#abandoned * 2 > this.#used) this.#pack();
    this.#pool = grown(this.#pool, this.#used + capacity);
    const start = this.#start[list] ?? 0;
    this.#pool.copyWithin(this.#used, start, start + this.lengthOf(list));
    this.#abandoned += this.#capacity[list] ?? 0;
    this.#start[list] = this.#used;
    this.#capacity[list] = capacity;
    this.#used += capacity;
  }

  #pack(): void {
    const packed = new Int32Array(this.#pool.length);
    let used = 0;
    for (let list = 0; list < this.#count; list++) {
      packed.set(this.view(list), used);
      this.#start[list] = used;
      used += this.#capacity[list] ?? 0;
    }
    this.#pool = packed;
    this.#used = used;
    this.#abandoned = 0;
  }
}
