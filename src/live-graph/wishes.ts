import { SUBJECT_KINDS, type SubjectKind } from './attention.js';
import type { LiveState } from './live-state.js';

/** What a wish can be about: a thing, who wrote what is shown of it, and the items it is about; -1 for none. */
export interface Wishable {
  readonly subject: { readonly kind: SubjectKind; readonly index: number };
  readonly content: number;
  readonly author: number;
  readonly items: readonly number[];
}

/** The latest that count. */
const LATEST = 200;
const [OF_AUTHOR, OF_CATEGORY, MOST] = [0.5, 0.3, 2];

/**
 * What a person wants more and less of: 1 for the thing itself, 0.5 for its author, 0.3 for its category; -2 to 2
 * together.
 */
export class Wishes {
  readonly #subjects = new Map<string, number>();
  readonly #authors = new Map<number, number>();
  readonly #categories = new Map<number, number>();

  /** @param viewer index of the person in the graph, -1 when they are not there yet */
  constructor(
    private readonly state: LiveState,
    viewer: number,
  ) {
    if (viewer < 0) return;
    let left = LATEST;
    state.attention.wants.visitOfPerson(viewer, (index, code, weight) => {
      this.#note(SUBJECT_KINDS[code]!, index, weight);
      return --left > 0;
    });
  }

  /** There are none. */
  get isEmpty(): boolean {
    return this.#subjects.size === 0;
  }

  of({ subject, content, author, items }: Wishable): number {
    if (this.isEmpty) return 0;
    const { graph } = this.state;
    const own =
      (this.#subjects.get(`${subject.kind} ${subject.index}`) ?? 0) +
      (subject.kind === 'ITEM' && content >= 0 ? (this.#subjects.get(`CONTENT ${content}`) ?? 0) : 0);
    const categories = new Set(items.map((item) => graph.categoryOf(item)).filter((one) => one >= 0));
    let ofCategories = 0;
    for (const category of categories) ofCategories += this.#categories.get(category) ?? 0;
    const ofAuthor = author < 0 ? 0 : (this.#authors.get(author) ?? 0);
    return Math.max(-MOST, Math.min(MOST, own + OF_AUTHOR * ofAuthor + OF_CATEGORY * ofCategories));
  }

  /** Of every item that a wish is about, by index; what is not in it has none. */
  ofItems(): ReadonlyMap<number, number> {
    const wishes = new Map<number, number>();
    if (this.isEmpty) return wishes;
    for (let item = 0; item < this.state.graph.itemCount; item++) {
      const subject = { kind: 'ITEM', index: item } as const;
      const wish = this.of({ subject, content: -1, author: -1, items: [item] });
      if (wish !== 0) wishes.set(item, wish);
    }
    return wishes;
  }

  #note(kind: SubjectKind, index: number, weight: number): void {
    const { content, graph } = this.state;
    add(this.#subjects, `${kind} ${index}`, weight);
    if (kind === 'PERSON') add(this.#authors, index, weight);
    if (kind === 'CONTENT') add(this.#authors, content.authorOf(index), weight);
    if (kind === 'TOPIC') add(this.#categories, index, weight);
    const items = kind === 'ITEM' ? [index] : kind === 'CONTENT' ? content.tags.from(index) : [];
    for (const item of items) add(this.#categories, graph.categoryOf(item), weight);
  }
}

function add<K>(to: Map<K, number>, key: K, by: number): void {
  to.set(key, (to.get(key) ?? 0) + by);
}
