const KEPT = 300;

/** The things with the highest ids, which are the ones created last; constant memory. */
export class NewestIds {
  /** Newest first. */
  readonly #entries: { readonly id: string; readonly index: number }[] = [];

  add(index: number, id: string): void {
    const last = this.#entries.at(-1);
    if (this.#entries.length === KEPT && last !== undefined && id <= last.id) return;
    let at = this.#entries.findIndex((entry) => entry.id <= id);
    if (at < 0) at = this.#entries.length;
    if (this.#entries[at]?.id === id) return;
    this.#entries.splice(at, 0, { id, index });
    if (this.#entries.length > KEPT) this.#entries.pop();
  }

  remove(index: number): void {
    const at = this.#entries.findIndex((entry) => entry.index === index);
    if (at >= 0) this.#entries.splice(at, 1);
  }

  indices(): number[] {
    return this.#entries.map(({ index }) => index);
  }
}
