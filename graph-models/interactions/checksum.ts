/** FNV-1a over UTF-16 code units, finished so that near texts are far apart; a uint32. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return finish(hash);
}

/** A sum of record digests: the order in which records are added does not matter. */
export class Checksum {
  #low = 0;
  #high = 0;
  #records = 0;
  readonly #float = new Float64Array(1);
  readonly #words = new Uint32Array(this.#float.buffer);

  /** Adds one record; the order *inside* a record does matter. */
  add(record: readonly number[]): void {
    let low = 0x9e3779b9;
    let high = 0x85ebca6b;
    for (const value of record) {
      this.#float[0] = value;
      const [a = 0, b = 0] = this.#words;
      low = finish(Math.imul(low, 31) ^ a);
      low = finish(Math.imul(low, 31) ^ b);
      high = finish(Math.imul(high, 37) + a + Math.imul(b, 17));
    }
    this.#low = (this.#low + low) >>> 0;
    this.#high = (this.#high + high) >>> 0;
    this.#records++;
  }

  toString(): string {
    return `${this.#records}-${hex(this.#high)}${hex(this.#low)}`;
  }
}

function finish(word: number): number {
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
