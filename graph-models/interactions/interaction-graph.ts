import { ACT_KINDS, DEFAULT_ACT_WEIGHTS, type ActKind } from './act-kinds.js';
import { ActTable } from './act-table.js';
import { AdjacencyLists } from './adjacency-lists.js';
import { hashText, Checksum } from './checksum.js';
import { Interner } from './interner.js';
import { grown } from './typed-growth.js';
import { bitsOf, EVERY_WISH, type WishFilter } from './wish-filter.js';

/** One person's (or one item's) acts, newest first; the arrays are the caller's own copies. */
export interface ActSlice {
  readonly count: number;
  /** The other end: items of a person, people of an item. */
  readonly others: Int32Array;
  readonly weights: Float32Array;
  /** Unix milliseconds, or 0 where the time is unknown. */
  readonly times: Float64Array;
  /** Codes into ACT_KINDS. */
  readonly kinds: Uint8Array;
}

/** What the ranking knows of an item; what is left out keeps its value. */
export interface ItemFacts {
  /** Words, category, brand … as prefixed tokens, for example `word:kettle`, `brand:acme`. */
  readonly attributes?: readonly string[];
  /** Minor units. */
  readonly price?: number;
  readonly available?: boolean;
  readonly category?: string | null;
  readonly seller?: string | null;
}

/**
 * Who did what with which item and who listens to whom, in typed arrays, for ranking and training.
 *
 * It holds no text but ids. Load it in bulk and change it live by the same methods; all of them are
 * idempotent, so an event delivered twice changes nothing. Methods take dense indices (`people.indexOf(id)`).
 */
export class InteractionGraph {
  readonly people = new Interner();
  readonly items = new Interner();
  readonly attributes = new Interner();
  readonly categories = new Interner();
  readonly sellers = new Interner();

  readonly #acts = new ActTable();
  readonly #listensTo = new AdjacencyLists();
  readonly #heardBy = new AdjacencyLists();
  readonly #itemAttributes = new AdjacencyLists();
  #price = new Float64Array(16);
  #available = new Uint8Array(16);
  #category = new Int32Array(16);
  #seller = new Int32Array(16);
  #friendEdges = 0;
  #itemFactsVersion = 0;
  #newestActAt = 0;

  get personCount(): number {
    return this.people.size;
  }

  get itemCount(): number {
    return this.items.size;
  }

  get actCount(): number {
    return this.#acts.count;
  }

  /** Directed edges: a mutual friendship counts twice. */
  get friendEdgeCount(): number {
    return this.#friendEdges;
  }

  /** Grows whenever an item's facts change, so that content models know when to look again. */
  get itemFactsVersion(): number {
    return this.#itemFactsVersion;
  }

  addPerson(id: string): number {
    const person = this.people.intern(id);
    this.#listensTo.ensure(person + 1);
    this.#heardBy.ensure(person + 1);
    return person;
  }

  /** A new item is available, without price, category, seller or attributes, until `setItem` says. */
  addItem(id: string): number {
    const known = this.items.size;
    const item = this.items.intern(id);
    if (item < known) return item;
    this.#itemAttributes.ensure(item + 1);
    this.#price = grown(this.#price, item + 1);
    this.#available = grown(this.#available, item + 1);
    this.#category = grown(this.#category, item + 1);
    this.#seller = grown(this.#seller, item + 1);
    this.#available[item] = 1;
    this.#category[item] = -1;
    this.#seller[item] = -1;
    return item;
  }

  setItem(item: number, facts: ItemFacts): void {
    this.#mustBeItem(item);
    this.#itemFactsVersion++;
    if (facts.price !== undefined) this.#price[item] = facts.price;
    if (facts.available !== undefined) this.#available[item] = facts.available ? 1 : 0;
    if (facts.category !== undefined) this.#category[item] = interned(this.categories, facts.category);
    if (facts.seller !== undefined) this.#seller[item] = interned(this.sellers, facts.seller);
    if (facts.attributes === undefined) return;
    for (const old of Int32Array.from(this.#itemAttributes.view(item)))
      this.#itemAttributes.remove(item, old);
    for (const name of new Set(facts.attributes))
      this.#itemAttributes.push(item, this.attributes.intern(name));
  }

  /** Records the act, or replaces weight and time of the same person's act of that kind on that item. */
  addAct(
    person: number,
    item: number,
    kind: ActKind,
    at: number,
    weight: number = DEFAULT_ACT_WEIGHTS[kind],
  ): void {
    this.#mustBePerson(person);
    this.#mustBeItem(item);
    this.#acts.upsert(person, item, ACT_KINDS.indexOf(kind), weight, at);
    if (at > this.#newestActAt) this.#newestActAt = at;
  }

  /** False when there was no such act. */
  removeAct(person: number, item: number, kind: ActKind): boolean {
    return this.#acts.remove(person, item, ACT_KINDS.indexOf(kind));
  }

  /** `person` listens to `friend`, and, unless `directed`, the other way round too. */
  addFriend(person: number, friend: number, directed = false): void {
    this.#mustBePerson(person);
    this.#mustBePerson(friend);
    if (person === friend) return;
    this.#connect(person, friend);
    if (!directed) this.#connect(friend, person);
  }

  removeFriend(person: number, friend: number, directed = false): void {
    this.#disconnect(person, friend);
    if (!directed) this.#disconnect(friend, person);
  }

  actsOf(person: number): ActSlice {
    return this.#acts.ofPerson(person);
  }

  /** How much the person wants the item: the weight of their strongest act on it, 0 when there is none. */
  wishOf(person: number, item: number, by: WishFilter = EVERY_WISH): number {
    return this.#acts.wish(person, item, by);
  }

  /** out[item] += factor · wish of the person, over all items of theirs below out.length; allocates nothing. */
  addWishesOf(person: number, factor: number, out: Float32Array, by: WishFilter = EVERY_WISH): void {
    this.#acts.addWishes(person, factor, out, by);
  }

  /** Calls `visit` with everybody who has done one of these with the item, once each, newest first, at most `newest`. */
  visitActors(
    item: number,
    kinds: readonly ActKind[],
    newest: number,
    visit: (person: number) => void,
  ): void {
    this.#acts.visitActorsOf(item, bitsOf(kinds), newest, visit);
  }

  /** Calls `visit` with the person's acts, newest first, until it says false; kinds are codes into ACT_KINDS. */
  visitActsOf(
    person: number,
    visit: (item: number, kind: number, weight: number, at: number) => boolean,
  ): void {
    this.#acts.visitOfPerson(person, visit);
  }

  actorsOf(item: number): ActSlice {
    return this.#acts.ofItem(item);
  }

  /** Visits every act, in no particular order; kinds are codes into ACT_KINDS. */
  forEachAct(visit: (person: number, item: number, kind: number, weight: number, at: number) => void): void {
    this.#acts.forEach(visit);
  }

  /** Unix milliseconds of the newest act there has ever been, 0 when there was none; constant time. */
  newestActAt(): number {
    return this.#newestActAt;
  }

  /** Acts of the person, all kinds; constant time. */
  actCountOf(person: number): number {
    return this.#acts.countOfPerson(person);
  }

  /** Acts on the item, all kinds; constant time. */
  actorCountOf(item: number): number {
    return this.#acts.countOfItem(item);
  }

  /** Grows whenever who acted on the item changes, or how strongly: what is made of its acts is made again then. */
  actsVersionOfItem(item: number): number {
    return this.#acts.changesOfItem(item);
  }

  /** Grows whenever what the person did changes, likewise. */
  actsVersionOfPerson(person: number): number {
    return this.#acts.changesOfPerson(person);
  }

  /** Whom the person listens to; a copy. */
  friendsOf(person: number): Int32Array {
    return this.#listensTo.view(person).slice();
  }

  /** How many people the person listens to; constant time. */
  friendCountOf(person: number): number {
    return this.#listensTo.lengthOf(person);
  }

  /** How many people listen to the person; constant time. */
  listenerCountOf(person: number): number {
    return this.#heardBy.lengthOf(person);
  }

  attributesOf(item: number): Int32Array {
    return this.#itemAttributes.view(item).slice();
  }

  priceOf(item: number): number {
    return this.#price[item] ?? 0;
  }

  isAvailable(item: number): boolean {
    return this.#available[item] === 1;
  }

  /** Index into `categories`, -1 when it has none. */
  categoryOf(item: number): number {
    return this.#category[item] ?? -1;
  }

  /** Index into `sellers`, -1 when it has none. */
  sellerOf(item: number): number {
    return this.#seller[item] ?? -1;
  }

  /**
   * A digest of everything above that does not depend on the order of loading, recounted from the
   * arrays: two graphs with the same people, items, acts, friendships and facts answer the same.
   */
  checksum(): string {
    const sum = new Checksum();
    const people = hashesOf(this.people, 'p');
    const items = hashesOf(this.items, 'i');
    for (let person = 0; person < people.length; person++) {
      const own = people[person] ?? 0;
      sum.add([own]);
      for (const friend of this.#listensTo.view(person)) sum.add([own, people[friend] ?? 0]);
    }
    this.#acts.forEach((person, item, kind, weight, at) => {
      sum.add([people[person] ?? 0, items[item] ?? 0, kind, weight, at]);
    });
    for (let item = 0; item < items.length; item++) {
      const own = items[item] ?? 0;
      const category = this.categoryOf(item);
      const seller = this.sellerOf(item);
      sum.add([
        own,
        this.priceOf(item),
        this.#available[item] ?? 0,
        category < 0 ? 0 : hashText(this.categories.idOf(category)),
        seller < 0 ? 0 : hashText(this.sellers.idOf(seller)),
      ]);
      for (const attribute of this.#itemAttributes.view(item))
        sum.add([own, 1, hashText(this.attributes.idOf(attribute))]);
    }
    return sum.toString();
  }

  #connect(from: number, to: number): void {
    if (this.#listensTo.view(from).includes(to)) return;
    this.#listensTo.push(from, to);
    this.#heardBy.push(to, from);
    this.#friendEdges++;
  }

  #disconnect(from: number, to: number): void {
    if (!this.#listensTo.remove(from, to)) return;
    this.#heardBy.remove(to, from);
    this.#friendEdges--;
  }

  #mustBePerson(person: number): void {
    if (!(person >= 0 && person < this.people.size))
      throw new RangeError(`person ${person} was given, there are ${this.people.size}`);
  }

  #mustBeItem(item: number): void {
    if (!(item >= 0 && item < this.items.size))
      throw new RangeError(`item ${item} was given, there are ${this.items.size}`);
  }
}

function interned(names: Interner, name: string | null): number {
  return name === null ? -1 : names.intern(name);
}

function hashesOf(names: Interner, prefix: string): Float64Array {
  return Float64Array.from({ length: names.size }, (_, index) => hashText(prefix + names.idOf(index)));
}
