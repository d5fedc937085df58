import { Checksum, hashText } from '../../graph-models/interactions/checksum.js';
import type { Interner } from '../../graph-models/interactions/interner.js';
import type { LiveState } from './live-state.js';

/**
 * A checksum of everything a live state says, whatever order it was told in: two states of the same store at the
 * same outbox position have the same, although one remembers the indices of things that are deleted.
 */
export function digestOf(state: LiveState): string {
  const { graph } = state;
  const sum = new Checksum();
  const people = hashes(graph.people);
  const items = hashes(graph.items);
  for (let person = 0; person < people.length; person++) {
    if (state.isGonePerson(person)) continue;
    sum.add([PERSON, people[person]!]);
    for (const friend of graph.friendsOf(person)) sum.add([FRIEND, people[person]!, people[friend]!]);
  }
  graph.forEachAct((person, item, kind, weight, at) => {
    sum.add([ACT, people[person]!, items[item]!, kind, weight, at]);
  });
  for (let item = 0; item < items.length; item++)
    if (!state.isGoneItem(item)) addItem(sum, state, item, items[item]!);
  const pairs = [
    [HIDDEN, state.hidden, items],
    [BLOCKED, state.blocks, people],
    [PRIVATE_RATING, state.privateRatings, items],
  ] as const;
  for (const [kind, lists, ends] of pairs)
    lists.forEach((from, to) => sum.add([kind, people[from]!, ends[to]!]), people.length);
  return sum.toString();
}

const [PERSON, FRIEND, ACT, ITEM, ATTRIBUTE, CATEGORY, HIDDEN, BLOCKED, PRIVATE_RATING] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9,
];

function addItem(sum: Checksum, state: LiveState, item: number, own: number): void {
  const { graph } = state;
  sum.add([
    ITEM,
    own,
    graph.priceOf(item),
    graph.isAvailable(item) ? 1 : 0,
    hashOf(state.currencies, state.currencyOf(item)),
    hashOf(graph.categories, graph.categoryOf(item)),
    hashOf(graph.sellers, graph.sellerOf(item)),
  ]);
  for (const attribute of graph.attributesOf(item))
    sum.add([ATTRIBUTE, own, hashOf(graph.attributes, attribute)]);
  for (const category of state.categories.view(item))
    sum.add([CATEGORY, own, hashOf(graph.categories, category)]);
}

function hashOf(names: Interner, index: number): number {
  return index < 0 ? 0 : hashText(names.idOf(index));
}

function hashes(names: Interner): Float64Array {
  return Float64Array.from({ length: names.size }, (_, index) => hashText(names.idOf(index)));
}
