/** A ranked list as it was answered first. */
export interface RememberedList<N = null> {
  readonly name: string;
  /** Of the request that made it. */
  readonly request: string;
  readonly ids: readonly string[];
  /** What else belongs to the list. */
  readonly note: N;
}

export interface RememberedListsOptions {
  /** Default 10,000. */
  readonly most?: number;
  /** How long a list is kept after it was looked at last, in milliseconds; left out: as long as there is room. */
  readonly keptMs?: number;
  readonly now?: () => number;
}

/** Keeps the lists that people are paging through, the least recently used ones giving way; this process only. */
export class RememberedLists<N = null> {
  /** The least recently used first. */
  readonly #lists = new Map<string, { readonly list: RememberedList<N>; usedAt: number }>();
  readonly #latest = new Map<string, string>();
  readonly #most: number;
  readonly #keptMs: number;
  readonly #now: () => number;

  constructor(
    private readonly newName: () => string,
    { most = 10_000, keptMs = Infinity, now = Date.now }: RememberedListsOptions = {},
  ) {
    this.#most = most;
    this.#keptMs = keptMs;
    this.#now = now;
  }

  /** One list a request: the same order again keeps its name, so that cursors handed out before stay good. */
  remember(request: string, ids: readonly string[], note: N): RememberedList<N> {
    const known = this.#latest.get(request);
    const same = known === undefined ? null : this.find(known);
    if (same !== null && equal(same.ids, ids)) return same;
    const list = { name: this.newName(), request, ids, note };
    this.#lists.set(list.name, { list, usedAt: this.#now() });
    this.#latest.set(request, list.name);
    this.#forgetOld();
    return list;
  }

  /** null: it was never here, or not looked at for too long. */
  find(name: string): RememberedList<N> | null {
    this.#forgetOld();
    const kept = this.#lists.get(name);
    if (kept === undefined) return null;
    this.#lists.delete(name);
    this.#lists.set(name, { list: kept.list, usedAt: this.#now() });
    return kept.list;
  }

  #forgetOld(): void {
    const oldest = this.#now() - this.#keptMs;
    for (const [name, { list, usedAt }] of this.#lists) {
      if (this.#lists.size <= this.#most && usedAt >= oldest) return;
      this.#lists.delete(name);
      if (this.#latest.get(list.request) === name) this.#latest.delete(list.request);
    }
  }
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, place) => id === b[place]);
}
