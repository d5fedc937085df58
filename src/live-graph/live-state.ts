import type { Id } from '../../graph-models/domain/ids.js';
import {
  ANNOUNCED_KINDS,
  announces,
  type AnnouncedKind,
  type NodeProps,
  type Visibility,
} from '../../graph-models/domain/vocabulary.js';
import { ACT_KINDS } from '../../graph-models/interactions/act-kinds.js';
import { AdjacencyLists } from '../../graph-models/interactions/adjacency-lists.js';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { Interner } from '../../graph-models/interactions/interner.js';
import { grown } from '../../graph-models/interactions/typed-growth.js';
import { Attention } from './attention.js';
import { ContentTable } from './content-table.js';
import { itemFactsOf } from './item-facts.js';
import { NewestIds } from './newest-ids.js';
import { PairLists } from './pair-lists.js';
import { Topics } from './topics.js';
import { putEdge, removeEdge, type Told, type ToldWhole } from './state-edges.js';
import { visibilityCode, visibilityOf } from './visibility-code.js';

/**
 * Everything ranking needs of the store, in memory, as of one outbox position: the interaction graph, and beside it
 * what people say, to whom they turn, and what decides who may see what. Methods are idempotent; indices are those of `graph`.
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
  readonly newest = new NewestIds();
  readonly content = new ContentTable();
  readonly attention = new Attention();
  readonly topics = new Topics(this.graph.categories);
  #currency = new Int32Array(16);
  /** 0: deleted, or never here. */
  #visibility = new Uint8Array(16);
  /** Bits, by the order of ANNOUNCED_KINDS. */
  #announced = new Uint8Array(16);
  #goneItems = new Uint8Array(16);

  /** @param seq the outbox position whose effects are all in here */
  constructor(public seq: number) {}

  putPerson(id: Id, props: Pick<NodeProps['User'], 'visibility' | 'announced'>): number {
    const person = this.graph.addPerson(id);
    this.#visibility = grown(this.#visibility, person + 1);
    this.#announced = grown(this.#announced, person + 1);
    this.#visibility[person] = visibilityCode(props.visibility);
    this.#announced[person] = ANNOUNCED_KINDS.reduce(
      (bits, kind, i) => bits | (announces(props, kind) ? 1 << i : 0),
      0,
    );
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
    const person = this.putPerson(id, { visibility: 'ONLY_ME', announced: [] });
    this.#visibility[person] = 0;
    const acts = graph.actsOf(person);
    acts.others.forEach((item, i) => graph.removeAct(person, item, ACT_KINDS[acts.kinds[i]!]!));
    for (const friend of graph.friendsOf(person)) graph.removeFriend(person, friend);
    this.hidden.removeAllFrom(person);
    this.privateRatings.removeAllFrom(person);
    this.blocks.removeAllFrom(person);
    this.blocks.removeAllTo(person);
    for (const content of this.content.allOf(person)) this.#removeContent(content);
    this.content.removeEchoesOf(person);
    this.attention.removePerson(person);
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
    this.content.tags.removeAllTo(item);
    this.attention.removeSubject('ITEM', item);
    this.newest.remove(item);
  }

  putEdge(edge: ToldWhole): void {
    putEdge(this, edge);
  }

  removeEdge(edge: Told): void {
    removeEdge(this, edge);
  }

  /** Keeps a post or review, unless its writer is not here. */
  putContent(id: Id<'Post'> | Id<'Review'>, props: NodeProps['Post'] | NodeProps['Review']): void {
    const author = this.graph.people.indexOf(props.userId);
    if (author < 0 || this.isGonePerson(author)) return;
    const content = this.content.put(id, author, props);
    if (!('itemId' in props)) return;
    const item = this.graph.items.indexOf(props.itemId);
    if (item >= 0 && !this.isGoneItem(item)) this.content.tags.add(content, item);
  }

  removeContent(id: Id): void {
    const content = this.content.ids.indexOf(id);
    if (content >= 0) this.#removeContent(content);
  }

  /** Says whether the person's rating of the item may be known to all their friends. */
  setRatingPrivate(personId: Id, itemId: Id, isPrivate: boolean): void {
    const person = this.graph.people.indexOf(personId);
    const item = this.graph.items.indexOf(itemId);
    if (person < 0 || item < 0 || this.isGonePerson(person) || this.isGoneItem(item)) return;
    if (!isPrivate) {
      this.privateRatings.remove(person, item);
      return;
    }
    this.privateRatings.add(person, item);
    this.graph.removeAct(person, item, 'RATED');
  }

  /** Forgets a deleted category, circle or comment. */
  removeEnd(id: Id): void {
    const topic = this.topics.remove(id);
    if (topic >= 0) this.attention.removeSubject('TOPIC', topic);
    const circle = this.content.circles.indexOf(id);
    if (circle >= 0) this.attention.circles.removeAllTo(circle);
    const comment = this.content.comments.indexOf(id);
    if (comment >= 0) this.content.thread.removeAllFrom(comment);
  }

  /** True when the person is not here any more. */
  isGonePerson(person: number): boolean {
    return (this.#visibility[person] ?? 0) === 0;
  }

  /** @throws RangeError when the person is gone */
  visibilityOf(person: number): Visibility {
    return visibilityOf(this.#visibility[person] ?? 0);
  }

  /** Whether the person shows themselves to friends, or to strangers; a block comes before it. */
  showsTo(person: number, isFriend: boolean): boolean {
    if (this.isGonePerson(person)) return false;
    const visibility = this.visibilityOf(person);
    return visibility === 'PUBLIC' || (visibility === 'FRIENDS' && isFriend);
  }

  /** The person's friends whom they may know of. */
  visibleFriendsOf(person: number): Int32Array {
    const blocked = this.blockedEitherWay(person);
    return this.graph
      .friendsOf(person)
      .filter((friend) => !blocked.has(friend) && this.showsTo(friend, true));
  }

  /** Those of them whom the person did not mute. */
  heardFriendsOf(person: number): Int32Array {
    const muted = new Set(this.attention.mutes.from(person));
    const friends = this.visibleFriendsOf(person);
    return muted.size === 0 ? friends : friends.filter((friend) => !muted.has(friend));
  }

  /** Whether the person lets friends be told of what they do of this kind. */
  announces(person: number, kind: AnnouncedKind): boolean {
    return ((this.#announced[person]! >> ANNOUNCED_KINDS.indexOf(kind)) & 1) === 1;
  }

  /**
   * The same rule as `isTold` of `features/visibility`, by the live graph.
   *
   * @param isVisibleFriend whether the viewer is a friend who may see the person
   */
  isTold(person: number, kind: AnnouncedKind, isVisibleFriend: boolean): boolean {
    return isVisibleFriend && this.announces(person, kind);
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

  #removeContent(content: number): void {
    if (!this.content.isGone(content) && !this.content.isPost(content))
      for (const item of this.content.tags.from(content))
        this.privateRatings.remove(this.content.authorOf(content), item);
    this.content.remove(content);
    this.attention.removeSubject('CONTENT', content);
  }

  #addItem(id: Id): number {
    const item = this.graph.addItem(id);
    this.#goneItems = grown(this.#goneItems, item + 1);
    this.#currency = grown(this.#currency, item + 1);
    this.categories.ensure(item + 1);
    return item;
  }
}
