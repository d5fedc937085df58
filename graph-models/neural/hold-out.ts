import { ACT_KINDS } from '../interactions/act-kinds.js';
import { InteractionGraph } from '../interactions/interaction-graph.js';
import { isTimeless } from './history-group.js';
import { randomOf, shuffle } from './random.js';
import { tastesOf } from './tastes.js';

/**
 * How validation is cut from the acts: `random` tenth of each person's items · `newestOfEach` person's last item ·
 * `globalTime`: the newest tenth of all acts with a time, and of people whose acts have none a `random` tenth.
 */
export type HoldOut = 'random' | 'newestOfEach' | 'globalTime';

export interface Held {
  /** The same people, items and friendships under the same indices, without the held-out acts. */
  readonly graph: InteractionGraph;
  /** Wanted items held out, by person; people without any are left out. */
  readonly wanted: ReadonlyMap<number, ReadonlySet<number>>;
}

/** What counts as a wish that a ranking should have foreseen; a look or a faint rating does not. */
const WANTED_STRENGTH = 0.5;
const SHARE = 0.1;

/** Cuts a validation set from a graph's acts, whole items at a time. */
export function holdOut(graph: InteractionGraph, how: HoldOut, seed: number): Held {
  return cut(graph, how, seed, how === 'globalTime' ? timeOfNewest(graph, SHARE) : Infinity);
}

/** Cuts off every act that is newer than `newestKept`, unix milliseconds; acts without a time stay. */
export function holdOutSince(graph: InteractionGraph, newestKept: number): Held {
  return cut(graph, 'since', 0, newestKept);
}

function cut(graph: InteractionGraph, how: HoldOut | 'since', seed: number, newestKept: number): Held {
  const held = new Map<number, Set<number>>();
  const random = randomOf(seed);
  for (let person = 0; person < graph.personCount; person++) {
    const { items, times } = tastesOf(graph, person);
    const out = new Set<number>();
    if (how === 'since' || (how === 'globalTime' && !isTimeless(times))) {
      for (const [i, item] of items.entries()) if (times[i]! > newestKept) out.add(item);
    } else if (how === 'newestOfEach') {
      if (items.length >= 3) out.add(items[0]!);
    } else {
      const order = items.slice();
      shuffle(order, random);
      const count = Math.floor(order.length * SHARE + random());
      for (const item of order.subarray(0, Math.min(count, order.length - 1))) out.add(item);
    }
    if (out.size > 0) held.set(person, out);
  }
  return { graph: withoutItems(graph, held), wanted: wantedOf(graph, held) };
}

/** The time that `share` of all acts, or of those after `since`, are newer than; Infinity where there are none. */
export function timeOfNewest(graph: InteractionGraph, share: number, since = 0): number {
  const times = new Float64Array(graph.actCount);
  let at = 0;
  graph.forEachAct((_person, _item, _kind, _weight, time) => {
    if (time !== 0 && time > since) times[at++] = time;
  });
  const timed = times.subarray(0, at).sort();
  return timed[Math.floor(timed.length * (1 - share))] ?? Infinity;
}

function wantedOf(
  graph: InteractionGraph,
  held: ReadonlyMap<number, ReadonlySet<number>>,
): Map<number, Set<number>> {
  const wanted = new Map<number, Set<number>>();
  for (const [person, items] of held) {
    const tastes = tastesOf(graph, person);
    const strong = new Set<number>();
    tastes.items.forEach((item, i) => {
      if (items.has(item) && tastes.strengths[i]! >= WANTED_STRENGTH) strong.add(item);
    });
    if (strong.size > 0) wanted.set(person, strong);
  }
  return wanted;
}

/** A copy of the graph without every act of a person on an item that is held out. */
export function withoutItems(
  graph: InteractionGraph,
  held: ReadonlyMap<number, ReadonlySet<number>>,
): InteractionGraph {
  const copy = new InteractionGraph();
  for (let item = 0; item < graph.itemCount; item++) {
    copy.addItem(graph.items.idOf(item));
    const category = graph.categoryOf(item);
    const seller = graph.sellerOf(item);
    copy.setItem(item, {
      attributes: Array.from(graph.attributesOf(item), (attribute) => graph.attributes.idOf(attribute)),
      price: graph.priceOf(item),
      available: graph.isAvailable(item),
      category: category < 0 ? null : graph.categories.idOf(category),
      seller: seller < 0 ? null : graph.sellers.idOf(seller),
    });
  }
  for (let person = 0; person < graph.personCount; person++) copy.addPerson(graph.people.idOf(person));
  for (let person = 0; person < graph.personCount; person++)
    for (const friend of graph.friendsOf(person)) copy.addFriend(person, friend, true);
  graph.forEachAct((person, item, kind, weight, at) => {
    if (held.get(person)?.has(item) !== true) copy.addAct(person, item, ACT_KINDS[kind]!, at, weight);
  });
  return copy;
}
