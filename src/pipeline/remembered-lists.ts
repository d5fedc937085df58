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
  /** Of one owner, so that nobody takes the place of the others; default 50. */
  readonly mostOfOne?: number;
  /** How long a list is kept after it was looked at last, in milliseconds; left out: as long as there is room. */
  readonly keptMs?: number;
  readonly now?: () => number;
}

interface Kept<N> {
  readonly owner: string;
  readonly list: RememberedList<N>;
  readonly usedAt: number;
}

/** Keeps the lists that people are paging through, the least recently used ones giving way; this process only. */
export class RememberedLists<N = null> {
  /** The least recently used first. */
  readonly #lists = new Map<string, Kept<N>>();
  /** Names of each owner's lists, the least recently used first. */
  readonly #ofOwner = new Map<string, Set<string>>();
  readonly #latest = new Map<string, string>();
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #keptMs: number;
  readonly #now: () => number;

  constructor(
    private readonly newName: () => string,
    { most = 10_000, mostOfOne = 50, keptMs = Infinity, now = Date.now }: RememberedListsOptions = {},
  ) {
    this.#most = most;
    this.#mostOfOne = mostOfOne;
    this.#keptMs = keptMs;
    this.#now = now;
  }

  /** One list a request: the same order again keeps its name, so that cursors handed out before stay good. */
  remember(owner: string, request: string, ids: readonly string[], note: N): RememberedList<N> {
    const known = this.#latest.get(request);
    const same = known === undefined ? null : this.find(known);
    if (same !== null && equal(same.ids, ids)) return same;
    const list = { name: this.newName(), request, ids, note };
    this.#use({ owner, list, usedAt: this.#now() });
    this.#latest.set(request, list.name);
    this.#forgetOld();
    return list;
  }

  /** null: it was never here, or not looked at for too long. */
  find(name: string): RememberedList<N> | null {
    this.#forgetOld();
    const kept = this.#lists.get(name);
    if (kept === undefined) return null;
    this.#forget(name, kept.owner);
    this.#use({ ...kept, usedAt: this.#now() });
    return kept.list;
  }

  #use(kept: Kept<N>): void {
    const { owner, list } = kept;
    this.#lists.set(list.name, kept);
    const own = this.#ofOwner.get(owner) ?? new Set();
    this.#ofOwner.set(owner, own.add(list.name));
    const [oldest] = own;
    if (own.size > this.#mostOfOne && oldest !== undefined) this.#drop(oldest);
  }

  #forgetOld(): void {
    const oldest = this.#now() - this.#keptMs;
    for (const [name, { usedAt }] of this.#lists) {
      if (this.#lists.size <= this.#most && usedAt >= oldest) return;
      this.#drop(name);
    }
  }

  #drop(name: string): void {
    const kept = this.#lists.get(name);
    if (kept === undefined) return;
    this.#forget(name, kept.owner);
    const { request } = kept.list;
    if (this.#latest.get(request) === name) this.#latest.delete(request);
  }

  #forget(name: string, owner: string): void {
    this.#lists.delete(name);
    const own = this.#ofOwner.get(owner);
    own?.delete(name);
    if (own?.size === 0) this.#ofOwner.delete(owner);
  }
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, place) => id === b[place]);
}
