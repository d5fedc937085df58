const KEPT = 300;

/** The items with the highest ids, which are the ones created last; constant memory. */
export class NewestItems {
  /** Newest first. */
  readonly #entries: { readonly id: string; readonly item: number }[] = [];

  add(item: number, id: string): void {
    const last = this.#entries.at(-1);
    if (this.#entries.length === KEPT && last !== undefined && id <= last.id) return;
    let at = this.#entries.findIndex((entry) => entry.id <= id);
    if (at < 0) at = this.#entries.length;
    if (this.#entries[at]?.id === id) return;
    this.#entries.splice(at, 0, { id, item });
    if (this.#entries.length > KEPT) this.#entries.pop();
  }

  remove(item: number): void {
    const at = this.#entries.findIndex((entry) => entry.item === item);
    if (at >= 0) this.#entries.splice(at, 1);
  }

  items(): number[] {
    return this.#entries.map(({ item }) => item);
  }
}
