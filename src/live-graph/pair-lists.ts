import { AdjacencyLists } from '../../graph-models/interactions/adjacency-lists.js';

/** Pairs of dense indices, found from either end; adding and removing are idempotent. */
export class PairLists {
  readonly #out = new AdjacencyLists();
  readonly #in = new AdjacencyLists();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(from: number, to: number): void {
    if (this.has(from, to)) return;
    this.#out.push(from, to);
    this.#in.push(to, from);
    this.#count++;
  }

  remove(from: number, to: number): void {
    if (!this.#out.remove(from, to)) return;
    this.#in.remove(to, from);
    this.#count--;
  }

  has(from: number, to: number): boolean {
    return this.#out.lengthOf(from) <= this.#in.lengthOf(to)
      ? this.#out.view(from).includes(to)
      : this.#in.view(to).includes(from);
  }

  /** The other ends of `from`; read it before the next change, never keep it. */
  from(from: number): Int32Array {
    return this.#out.view(from);
  }

  /** The other ends of `to`; read it before the next change, never keep it. */
  to(to: number): Int32Array {
    return this.#in.view(to);
  }

  removeAllFrom(from: number): void {
    for (const to of this.from(from).slice()) this.remove(from, to);
  }

  removeAllTo(to: number): void {
    for (const from of this.to(to).slice()) this.remove(from, to);
  }

  forEach(visit: (from: number, to: number) => void, fromCount: number): void {
    for (let from = 0; from < fromCount; from++) for (const to of this.from(from)) visit(from, to);
  }
}
