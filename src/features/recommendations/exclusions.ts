import { OWNING_KINDS } from '../../../graph-models/interactions/act-kinds.js';
import type { InteractionGraph } from '../../../graph-models/interactions/interaction-graph.js';
import { bitsOf } from '../../../graph-models/interactions/wish-filter.js';
import type { LiveState } from '../../live-graph/live-state.js';
import type { ListRequest, Wish } from './request.js';

/** Why an item may not be shown; null where it may. */
export const EXCLUSIONS = [
  null,
  'unavailable',
  'notWished',
  'own',
  'blockedSeller',
  'asked',
  'hidden',
  'owned',
] as const;
export type Exclusion = Exclude<(typeof EXCLUSIONS)[number], null>;

const OWNED_BITS = bitsOf(OWNING_KINDS);

/** For every item of the graph its code in EXCLUSIONS, uint8 [itemCount]; the viewer's relations as they are now. */
export function exclusionsOf(state: LiveState, request: ListRequest): Uint8Array {
  const { graph } = state;
  const codes = unavailableIn(graph).slice();
  const person = graph.people.indexOf(request.viewerId);
  const own = graph.sellers.indexOf(request.viewerId);
  const blocked = blockedSellers(state, person);
  if (own >= 0 || blocked.size > 0)
    for (let item = 0; item < codes.length; item++) {
      const seller = graph.sellerOf(item);
      if (codes[item] !== 0 || seller < 0) continue;
      if (seller === own) codes[item] = code('own');
      else if (blocked.has(seller)) codes[item] = code('blockedSeller');
    }
  if (Object.keys(request.wish).length > 0) {
    const isWished = wishTest(state, request.wish);
    for (let item = 0; item < codes.length; item++)
      if (codes[item] === 0 && !isWished(item)) codes[item] = code('notWished');
  }
  for (const id of request.itemIds) mark(codes, graph.items.indexOf(id), 'asked');
  if (person < 0) return codes;
  for (const item of state.hidden.from(person)) mark(codes, item, 'hidden');
  for (const item of state.privateRatings.from(person)) mark(codes, item, 'owned');
  const { others, kinds } = graph.actsOf(person);
  others.forEach((item, i) => {
    if (((OWNED_BITS >> kinds[i]!) & 1) === 1) mark(codes, item, 'owned');
  });
  return codes;
}

interface Unavailable {
  readonly version: number;
  readonly codes: Uint8Array;
}

/** Of each graph as its items were when it was asked for last. */
const known = new WeakMap<InteractionGraph, Unavailable>();

/** The code of what cannot be had, 0 for the rest, uint8 [itemCount]; the same for everybody, so not to be written to. */
function unavailableIn(graph: InteractionGraph): Uint8Array {
  const { itemFactsVersion: version, itemCount } = graph;
  const before = known.get(graph);
  if (before?.version === version && before.codes.length === itemCount) return before.codes;
  const codes = new Uint8Array(itemCount);
  for (let item = 0; item < itemCount; item++)
    if (!graph.isAvailable(item)) codes[item] = code('unavailable');
  known.set(graph, { version, codes });
  return codes;
}

function code(reason: Exclusion): number {
  return EXCLUSIONS.indexOf(reason);
}

function mark(codes: Uint8Array, item: number, reason: Exclusion): void {
  if (item >= 0) codes[item] = code(reason);
}

function blockedSellers(state: LiveState, person: number): Set<number> {
  const sellers = new Set<number>();
  if (person < 0) return sellers;
  for (const other of state.blockedEitherWay(person)) {
    const seller = state.graph.sellers.indexOf(state.graph.people.idOf(other));
    if (seller >= 0) sellers.add(seller);
  }
  return sellers;
}

function wishTest(state: LiveState, wish: Wish): (item: number) => boolean {
  const { graph, categories } = state;
  const tests: ((item: number) => boolean)[] = [];
  if (wish.categorySlugs !== undefined) {
    const wanted = new Set(wish.categorySlugs.map((slug) => graph.categories.indexOf(slug)));
    tests.push((item) => categories.view(item).some((category) => wanted.has(category)));
  }
  if (wish.sellerIds !== undefined) {
    const wanted = new Set(
      wish.sellerIds.map((id) => graph.sellers.indexOf(id)).filter((seller) => seller >= 0),
    );
    tests.push((item) => wanted.has(graph.sellerOf(item)));
  }
  if (wish.price !== undefined) {
    const { minMinor = 0, maxMinor = Infinity } = wish.price;
    const currency = state.currencies.indexOf(wish.price.currency);
    tests.push((item) => {
      const price = graph.priceOf(item);
      return currency >= 0 && state.currencyOf(item) === currency && price >= minMinor && price <= maxMinor;
    });
  }
  return (item) => tests.every((test) => test(item));
}
