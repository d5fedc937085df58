import { encodeTime } from 'ulid';
import { friendPair } from '../../graph-models/domain/vocabulary.js';
import { makeId, type Id, type ItemId, type UserId } from '../../graph-models/domain/ids.js';
import type { Label, NodeProps } from '../../graph-models/domain/vocabulary.js';
import { randomOf } from '../../graph-models/neural/random.js';
import type { Change, Store } from '../../src/store/graph-store.js';
import type { NewItem, ShopEdge } from './verbs.js';

const START = 1_700_000_000_000;
const YEAR_MS = 365 * 86_400_000;
const CHUNK = 5000;
const WORDS = 2000;
export const EVENTS = 10_000;

/** Each type's share of the relationships, and the share of those that hang on one person or item. */
const SHARES: Readonly<Record<ShopEdge, { readonly of: number; readonly onOne: number }>> = {
  FRIEND: { of: 0.3, onOne: 0.015 },
  FOLLOWS: { of: 0.15, onOne: 0.3 },
  VIEWED: { of: 0.25, onOne: 0.2 },
  LIKED: { of: 0.1, onOne: 0.1 },
  PURCHASED: { of: 0.12, onOne: 0.05 },
  RATED: { of: 0.08, onOne: 0.05 },
};

export interface ShopSize {
  readonly people: number;
  readonly items: number;
  readonly edges: number;
}

export const sizeOf = (edges: number): ShopSize => ({ people: edges / 10, items: edges / 50, edges });
export const person = (n: number): UserId => idOf('User', n);
export const item = (n: number): ItemId => idOf('Item', n);
export const handleOf = (n: number): string => `person-${n}`;

/** A word of titles: `word0` is in many, `word1999` in few. */
export const wordOf = (random: () => number): string => `word${Math.floor(WORDS * random() ** 2)}`;

export function itemNamed(id: ItemId, sku: string, random: () => number): NewItem {
  const words = Array.from({ length: 6 }, () => wordOf(random));
  const props: NodeProps['Item'] = {
    sku,
    title: words.slice(0, 3).join(' '),
    description: `A thing of ${words.join(', ')}, well made and quick to clean. Spare parts for ten years.`,
    priceMinor: 100 + Math.floor(random() * 20_000),
    currency: 'EUR',
    brand: `brand${Math.floor(random() * 300)}`,
    categorySlugs: ['kitchen'],
    pictures: [],
    available: true,
    createdAt: START,
    search: words.join(' '),
  };
  return { id, props };
}

/** Whether the store holds a shop of this size; false when it is empty. */
export async function holdsShop(store: Store, size: ShopSize): Promise<boolean> {
  const [last] = await store.nodes('Item', [item(size.items - 1)]);
  const events = await store.eventsAfter(EVENTS - 1, 1);
  return last !== null && events.length === 1;
}

/**
 * Fills an empty store with people, items and exactly so many relationships of six types, and an outbox. Person 0 and
 * item 0 are what everybody knows. @throws Error when the store was not empty
 */
export async function loadShop(store: Store, size: ShopSize): Promise<void> {
  const random = randomOf(1);
  await inChunks(store, peopleAndItems(size, random));
  for (const type of Object.keys(SHARES) as ShopEdge[]) {
    await inChunks(store, edgesOf(type, size, random));
  }
  for (let from = 0; from < EVENTS; from += CHUNK) {
    const events = Array.from({ length: CHUNK }, (_, n) => ({
      id: `load-${from + n}`,
      kind: 'graph.changed',
      at: START + from + n,
      payload: {
        mutation: 'likeItem',
        by: person(n),
        put: [{ type: 'LIKED', from: person(n), to: item(n) }],
      },
    }));
    await committed(store, { changes: [], events });
  }
}

function* peopleAndItems({ people, items }: ShopSize, random: () => number): Generator<Change> {
  for (let n = 0; n < people; n++) {
    const props: NodeProps['User'] = {
      handle: handleOf(n),
      name: `Person ${n}`,
      bio: `Likes ${wordOf(random)} and ${wordOf(random)}, and long walks.`,
      locale: 'en',
      visibility: 'PUBLIC',
      joinedAt: START + n,
      search: `person ${n}`,
    };
    yield { kind: 'createNode', id: person(n), props };
  }
  for (let n = 0; n < items; n++) yield { kind: 'createNode', ...itemNamed(item(n), `sku-${n}`, random) };
}

function* edgesOf(type: ShopEdge, size: ShopSize, random: () => number): Generator<Change> {
  const social = type === 'FRIEND' || type === 'FOLLOWS';
  const ends = social ? size.people : size.items;
  const count = Math.round(size.edges * SHARES[type].of);
  const onOne = count * SHARES[type].onOne;
  const seen = new Set<number>();
  while (seen.size < count) {
    const n = seen.size + 1;
    const from = n < onOne ? n : Math.floor(random() * size.people);
    const to = n < onOne ? 0 : Math.floor(ends * random() ** (social ? 1.5 : 3));
    const [low, high] = type === 'FRIEND' ? [Math.min(from, to), Math.max(from, to)] : [from, to];
    const pair = low * ends + high;
    if ((social && from === to) || seen.has(pair)) continue;
    seen.add(pair);
    yield edge(type, from, to, START + Math.floor(random() * YEAR_MS), Math.floor(random() * 5) + 1);
  }
}

function edge(type: ShopEdge, from: number, to: number, at: number, n: number): Change {
  const [buyer, thing] = [person(from), item(to)];
  switch (type) {
    case 'FRIEND':
      return { kind: 'putEdge', type, ...friendPair(person(from), person(to)), at, props: { since: at } };
    case 'FOLLOWS':
      return { kind: 'putEdge', type, from: person(from), to: person(to), at, props: {} };
    case 'VIEWED':
    case 'PURCHASED':
      return { kind: 'putEdge', type, from: buyer, to: thing, at, props: { times: n } };
    case 'LIKED':
      return { kind: 'putEdge', type, from: buyer, to: thing, at, props: {} };
    case 'RATED':
      return { kind: 'putEdge', type, from: buyer, to: thing, at, props: { rating: n } };
    default:
      return type satisfies never;
  }
}

async function inChunks(store: Store, changes: Iterable<Change>): Promise<void> {
  let chunk: Change[] = [];
  for (const change of changes) {
    if (chunk.push(change) < CHUNK) continue;
    await committed(store, { changes: chunk });
    chunk = [];
  }
  await committed(store, { changes: chunk });
}

/** Commits, and answers with the outbox position. @throws Error when something stands in the way */
export async function committed(store: Store, changes: Parameters<Store['commit']>[0]): Promise<number> {
  const result = await store.commit(changes);
  if (result.kind === 'committed') return result.seq;
  throw new Error(`nothing was written: ${JSON.stringify(result.conflict)}`);
}

/** The nth id of a label in order of time. */
function idOf<L extends Label>(label: L, n: number): Id<L> {
  const digits = n
    .toString(32)
    .replace(/[i-v]/g, (digit) => 'JKMNPQRSTVWXYZ'[digit.charCodeAt(0) - 105] ?? '');
  return makeId(label, encodeTime(START + n, 10) + digits.toUpperCase().padStart(16, '0'));
}
