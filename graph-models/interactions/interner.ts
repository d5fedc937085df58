/** A JavaScript Map refuses entry 2^24 + 1; a further map is opened before that. */
const ENTRIES_PER_MAP = 2 ** 23;

/** Gives every distinct id a dense index, in order of first appearance. */
export class Interner {
  readonly #ids: string[] = [];
  readonly #maps: Map<string, number>[] = [new Map<string, number>()];

  /** How many distinct ids there are; indices run from 0 to size - 1. */
  get size(): number {
    return this.#ids.length;
  }

  /** The id's index, given now when the id is new. */
  intern(id: string): number {
    const known = this.indexOf(id);
    if (known >= 0) return known;
    const index = this.#ids.push(id) - 1;
    let map = this.#maps[this.#maps.length - 1];
    if (map === undefined || map.size >= ENTRIES_PER_MAP) {
      map = new Map();
      this.#maps.push(map);
    }
    map.set(id, index);
    return index;
  }

  /** The id's index, or -1 when it was never interned. */
  indexOf(id: string): number {
    for (const map of this.#maps) {
      const index = map.get(id);
      if (index !== undefined) return index;
    }
    return -1;
  }

  /** @throws RangeError when no id has this index */
  idOf(index: number): string {
    const id = this.#ids[index];
    if (id === undefined) throw new RangeError(`index ${index} was given, there are ${this.size} ids`);
    return id;
  }
}
