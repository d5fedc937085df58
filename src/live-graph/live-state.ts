import type { Id } from '../../graph-models/domain/ids.js';
import type { EdgeType, NodeProps } from '../../graph-models/domain/vocabulary.js';
import { ACT_KINDS } from '../../graph-models/interactions/act-kinds.js';
import { AdjacencyLists } from '../../graph-models/interactions/adjacency-lists.js';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { Interner } from '../../graph-models/interactions/interner.js';
import { grown } from '../../graph-models/interactions/typed-growth.js';
import { isAct, weightOfAct } from './act-of-edge.js';
import { itemFactsOf } from './item-facts.js';
import { NewestItems } from './newest-items.js';
import { PairLists } from './pair-lists.js';

/** A relationship as scans and events tell it. */
export interface Told {
  readonly type: EdgeType;
  readonly from: Id;
  readonly to: Id;
}

/**
 * Everything ranking needs of the store, in memory, as of one outbox position: the interaction graph, and beside it
 * what only decides who may see what. Methods are idempotent; indices are those of `graph`.
 */
export class LiveState {
  readonly graph = new InteractionGraph();
  /** Person → item. */
  readonly hidden = new PairLists();
  /** Person → the person they blocked. */
  readonly blocks = new PairLists();
  /** Person → item they rated in a review that not all friends may read: it counts as owned, and is nobody's hint. */
  readonly privateRatings = new PairLists();
  /** Item → indices into `graph.categories`, all of them. */
  readonly categories = new AdjacencyLists();
  readonly currencies = new Interner();
  readonly newest = new NewestItems();
  #currency = new Int32Array(16);
  #gonePeople = new Uint8Array(16);
  #goneItems = new Uint8Array(16);

  /** @param seq the outbox position whose effects are all in here */
  constructor(public seq: number) {}

  putPerson(id: Id): number {
    const person = this.graph.addPerson(id);
    this.#gonePeople = grown(this.#gonePeople, person + 1);
    this.#gonePeople[person] = 0;
    return person;
  }

  putItem(id: Id, props: NodeProps['Item']): number {
    const item = this.#addItem(id);
    this.#goneItems[item] = 0;
    this.#currency[item] = this.currencies.intern(props.currency);
    this.graph.setItem(item, itemFactsOf(props));
    for (const old of this.categories.view(item).slice()) this.categories.remove(item, old);
    for (const slug of new Set(props.categorySlugs))
      this.categories.push(item, this.graph.categories.intern(slug));
    this.newest.add(item, id);
    return item;
  }

  /** Forgets a deleted person's acts, friends and blocks; the index stays taken. */
  removePerson(id: Id): void {
    const { graph } = this;
    const person = this.putPerson(id);
    this.#gonePeople[person] = 1;
    const acts = graph.actsOf(person);
    acts.others.forEach((item, i) => graph.removeAct(person, item, ACT_KINDS[acts.kinds[i]!]!));
    for (const friend of graph.friendsOf(person)) graph.removeFriend(person, friend);
    this.hidden.removeAllFrom(person);
    this.privateRatings.removeAllFrom(person);
    this.blocks.removeAllFrom(person);
    this.blocks.removeAllTo(person);
  }

  /** Forgets a deleted item's facts and everybody's acts with it; the index stays taken, not available. */
  removeItem(id: Id): void {
    const { graph } = this;
    const item = this.#addItem(id);
    this.#goneItems[item] = 1;
    const acts = graph.actorsOf(item);
    acts.others.forEach((person, i) => graph.removeAct(person, item, ACT_KINDS[acts.kinds[i]!]!));
    graph.setItem(item, { attributes: [], price: 0, available: false, category: null, seller: null });
    for (const slug of this.categories.view(item).slice()) this.categories.remove(item, slug);
    this.hidden.removeAllTo(item);
    this.privateRatings.removeAllTo(item);
    this.newest.remove(item);
  }

  /** Ends that are not here, or no more, take the relationship with them. */
  putEdge(edge: Told & { readonly at: number; readonly props: Readonly<Record<string, unknown>> }): void {
    const ends = this.#endsOf(edge);
    if (ends === null) return;
    const { from, to } = ends;
    if (isAct(edge.type)) this.graph.addAct(from, to, edge.type, edge.at, weightOfAct(edge.type, edge.props));
    else if (edge.type === 'FRIEND') this.graph.addFriend(from, to);
    else if (edge.type === 'BLOCKS') this.blocks.add(from, to);
    else if (edge.type === 'HID') this.hidden.add(from, to);
  }

  removeEdge(edge: Told): void {
    const ends = this.#endsOf(edge);
    if (ends === null) return;
    const { from, to } = ends;
    if (isAct(edge.type)) {
      this.graph.removeAct(from, to, edge.type);
      if (edge.type === 'RATED') this.privateRatings.remove(from, to);
    } else if (edge.type === 'FRIEND') this.graph.removeFriend(from, to);
    else if (edge.type === 'BLOCKS') this.blocks.remove(from, to);
    else if (edge.type === 'HID') this.hidden.remove(from, to);
  }

  /** Says whether the person's rating of the item may be known to all their friends. */
  setRatingPrivate(personId: Id, itemId: Id, isPrivate: boolean): void {
    const ends = this.#endsOf({ type: 'RATED', from: personId, to: itemId });
    if (ends === null) return;
    if (!isPrivate) {
      this.privateRatings.remove(ends.from, ends.to);
      return;
    }
    this.privateRatings.add(ends.from, ends.to);
    this.graph.removeAct(ends.from, ends.to, 'RATED');
  }

  /** True when the person was here and is deleted. */
  isGonePerson(person: number): boolean {
    return this.#gonePeople[person] === 1;
  }

  isGoneItem(item: number): boolean {
    return this.#goneItems[item] === 1;
  }

  /** Index into `currencies`, -1 when the item is gone. */
  currencyOf(item: number): number {
    return this.isGoneItem(item) ? -1 : (this.#currency[item] ?? -1);
  }

  blockedEitherWay(person: number): Set<number> {
    return new Set([...this.blocks.from(person), ...this.blocks.to(person)]);
  }

  #addItem(id: Id): number {
    const item = this.graph.addItem(id);
    this.#goneItems = grown(this.#goneItems, item + 1);
    this.#currency = grown(this.#currency, item + 1);
    this.categories.ensure(item + 1);
    return item;
  }

  #endsOf({ type, from, to }: Told): { from: number; to: number } | null {
    const { people, items } = this.graph;
    const toItem = isAct(type) || type === 'HID';
    const start = people.indexOf(from);
    const end = toItem ? items.indexOf(to) : people.indexOf(to);
    if (start < 0 || end < 0 || this.isGonePerson(start)) return null;
    return (toItem ? this.isGoneItem(end) : this.isGonePerson(end)) ? null : { from: start, to: end };
  }
}
