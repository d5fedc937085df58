/** A ranked list as it was answered first. */
export interface RememberedList {
  readonly name: string;
  /** Of the request that made it. */
  readonly request: string;
  readonly itemIds: readonly string[];
}

/** Keeps the lists that people are paging through, the least recently used ones giving way; this process only. */
export class RememberedLists {
  readonly #lists = new Map<string, RememberedList>();

  constructor(
    private readonly newName: () => string,
    private readonly most = 10_000,
  ) {}

  /** One list a request: the same order again keeps its name, so that cursors handed out before stay good. */
  remember(request: string, itemIds: readonly string[]): RememberedList {
    const known = this.#latest.get(request);
    const same = known === undefined ? undefined : this.#lists.get(known);
    if (same !== undefined && equal(same.itemIds, itemIds)) return same;
    const list = { name: this.newName(), request, itemIds };
    this.#lists.set(list.name, list);
    this.#latest.set(request, list.name);
    for (const [name, oldest] of this.#lists) {
      if (this.#lists.size <= this.most) break;
      this.#lists.delete(name);
      if (this.#latest.get(oldest.request) === name) this.#latest.delete(oldest.request);
    }
    return list;
  }

  find(name: string): RememberedList | null {
    const list = this.#lists.get(name);
    if (list === undefined) return null;
    this.#lists.delete(name);
    this.#lists.set(name, list);
    return list;
  }

  readonly #latest = new Map<string, string>();
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, place) => id === b[place]);
}
