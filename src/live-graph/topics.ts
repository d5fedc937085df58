import type { Id } from '../../graph-models/domain/ids.js';
import type { Interner } from '../../graph-models/interactions/interner.js';

/** Which categories of the items are nodes of the shop, that people can see, hide and want more of. */
export class Topics {
  readonly #byId = new Map<string, number>();
  readonly #idOf = new Map<number, Id<'Category'>>();

  constructor(private readonly slugs: Interner) {}

  put(id: Id<'Category'>, slug: string): void {
    const category = this.slugs.intern(slug);
    this.#byId.set(id, category);
    this.#idOf.set(category, id);
  }

  /** The index of the category that went, -1 when it was none. */
  remove(id: Id): number {
    const category = this.indexOf(id);
    this.#byId.delete(id);
    this.#idOf.delete(category);
    return category;
  }

  /** Index into the graph's categories, -1 when it is none. */
  indexOf(id: Id): number {
    return this.#byId.get(id) ?? -1;
  }

  /** null where items have a slug of no category. */
  idOf(category: number): Id<'Category'> | null {
    return this.#idOf.get(category) ?? null;
  }

  *[Symbol.iterator](): IterableIterator<readonly [id: string, category: number]> {
    yield* this.#byId;
  }
}
