import { makeId, type Id } from '../../graph-models/domain/ids.js';
import {
  EDGE_TYPES,
  ENDPOINTS,
  friendPair,
  LABELS,
  type EdgeProps,
  type EdgeType,
  type Label,
  type NodeProps,
} from '../../graph-models/domain/vocabulary.js';
import type { Change, GraphStore } from '../../src/store/graph-store.js';

const AT = 1_700_000_000_000;

/** The `n`-th id of a label. */
export function idOf<L extends Label>(label: L, n: number): Id<L> {
  return makeId(label, `01HF${String(n).padStart(22, '0')}`);
}

const NODES: { readonly [L in Label]: (n: number) => NodeProps[L] } = {
  User: (n) => ({
    handle: `alice-${n}`,
    name: n % 2 === 0 ? '爱丽丝' : `Zoë "the ${n}"\n\\ 🫖`,
    bio: '',
    locale: 'zh-CN',
    visibility: 'FRIENDS',
    joinedAt: AT + n,
    search: `alice 爱 ${n}`,
  }),
  Account: (n) => ({
    userId: idOf('User', n),
    emailHash: `hash-${n}`,
    emailSealed: 'sealed',
    passwordHash: '$argon2id$',
    roles: n === 0 ? [] : ['SHOPPER', 'STAFF'],
    createdAt: AT,
  }),
  SignIn: (n) => ({
    accountId: idOf('Account', n),
    userId: idOf('User', n),
    generation: n,
    rotatedAt: AT,
    createdAt: -1,
    expiresAt: 0,
  }),
  // What others' data brings along is no word of the vocabulary, and is kept all the same.
  Item: (n) => ({
    sku: `kettle-${n}`,
    title: 'Kettle',
    description: 'x'.repeat(n * 100),
    priceMinor: 2 ** 53 - 1,
    currency: 'EUR',
    categorySlugs: ['tea', 'kitchen'],
    pictures: [],
    available: n % 2 === 0,
    createdAt: AT,
    search: `kettle ${n}`,
    rated5: n,
    ...{ barcode: 9_007_199_254_740_993n, tilt: -0, weights: [0.1, -2.5e-300], 'odd `name': true },
  }),
  Category: (n) => ({ slug: `tea-${n}`, name: 'Tea', nameZh: '茶' }),
  Review: (n) => ({
    userId: idOf('User', n),
    itemId: idOf('Item', n),
    rating: 5,
    text: 'boils',
    verified: true,
    visibility: 'PUBLIC',
    createdAt: AT,
    reactedLOVE: 3,
  }),
  Post: (n) => ({ userId: idOf('User', n), text: `post ${n}`, visibility: 'ONLY_ME', createdAt: AT }),
  Comment: (n) => ({ userId: idOf('User', n), subjectId: idOf('Post', n), text: '?', createdAt: AT }),
  Circle: (n) => ({
    slug: `tea-lovers-${n}`,
    name: 'Tea',
    about: '',
    ownerId: idOf('User', n),
    visibility: 'CIRCLE',
    createdAt: AT,
  }),
  Order: (n) => ({
    userId: idOf('User', n),
    totalMinor: 1,
    currency: 'EUR',
    itemIds: [idOf('Item', n)],
    quantities: [1],
    pricesMinor: [1],
    placedAt: AT,
  }),
  Act: (n) => ({ key: `alice|${n}`, userId: idOf('User', n), kind: 'viewed', at: AT }),
  Receipt: (n) => ({ key: `alice|review|${n}`, requestHash: 'h', result: '{"id":1}', at: AT }),
  Consumer: (n) => ({ name: `notifications-${n}`, seq: n }),
  Notification: (n) => ({
    key: `COMMENTED|${n}`,
    userId: idOf('User', n),
    kind: 'COMMENTED',
    actorId: idOf('User', n + 1),
    subjectId: idOf('Comment', n),
    createdAt: AT,
    silent: false,
  }),
  NotificationPreferences: (n) => ({
    userId: idOf('User', n),
    mutedKinds: n === 0 ? [] : ['REACTED'],
    quietFrom: 0,
  }),
  ShareLink: (n) => ({
    userId: idOf('User', n),
    subjectId: idOf('Item', n),
    tokenDigest: `digest-${n}`,
    createdAt: AT,
    expiresAt: AT + n,
    opens: n,
    purchases: 0,
  }),
};

const EDGES: { readonly [T in EdgeType]?: EdgeProps[T] } = {
  FRIEND: { since: AT },
  REQUESTED: { message: 'hello 你好' },
  MEMBER_OF: { role: 'OWNER' },
  REACTED: { kind: 'WOW' },
  CONTAINS: { quantity: 2, priceMinor: 100, currency: 'EUR' },
  VIEWED: { times: 3 },
  RATED: { rating: 0.5 },
  PURCHASED: { times: 1, orderId: idOf('Order', 0) },
};

/** Nodes of each label in a shop of everything; enough that some parts take several commits. */
const COUNTS: { readonly [L in Label]?: number } = { User: 2500, Act: 4500 };
const FEW = 5;

/** Fills a store with every label, every relationship type, odd values, versions above 1 and so many events. */
export async function fillWithEverything(store: GraphStore, events = 2100): Promise<void> {
  for (const label of LABELS)
    await commit(store, () =>
      Array.from({ length: COUNTS[label] ?? FEW }, (_, n) => {
        const change = { kind: 'createNode', id: idOf(label, n), props: NODES[label](n) };
        return change as Change;
      }),
    );
  for (const type of EDGE_TYPES) await commit(store, () => edgesOf(type));
  await commit(store, () => Array.from({ length: 300 }, (_, n) => used(n)));
  await commit(store, () => [{ kind: 'increment', id: idOf('Item', 0), property: 'rated5', by: 7 }]);
  for (let done = 0; done < events; done += 1000) {
    const announced = Array.from({ length: Math.min(1000, events - done) }, (_, n) => ({
      id: idOf('Act', 1_000_000 + done + n),
      kind: 'graph.changed',
      at: AT + n,
      payload: { z: [n, null, { 深: true }], a: '\0"' },
    }));
    await store.commit({ changes: [], events: announced });
  }
}

function edgesOf(type: EdgeType): Change[] {
  const { from: starts, to: ends } = ENDPOINTS[type] as { from: readonly Label[]; to: readonly Label[] };
  return starts.flatMap((start) =>
    ends.flatMap((end) =>
      [0, 1, 2].map((n) => {
        const [from, to] = [idOf(start, n), idOf(end, (n + 1) % FEW)];
        const pair = type === 'FRIEND' ? friendPair(from as Id<'User'>, to as Id<'User'>) : { from, to };
        return { kind: 'putEdge', type, ...pair, at: AT - n, props: EDGES[type] ?? {} } as Change;
      }),
    ),
  );
}

function used(n: number): Change {
  const [from, to] = [idOf('User', n), idOf('Item', n % FEW)];
  return { kind: 'putEdge', type: 'USED', from, to, at: AT + n, props: n % 3 === 0 ? { times: n } : {} };
}

async function commit(store: GraphStore, changes: () => Change[]): Promise<void> {
  const done = await store.commit({ changes: changes() });
  if (done.kind === 'conflict')
    throw new Error(`the shop cannot be filled: ${JSON.stringify(done.conflict)}`);
}
