import { makeId, type Id } from '../../../graph-models/domain/ids.js';
import {
  friendPair,
  type EdgeProps,
  type EdgeType,
  type Label,
  type NodeProps,
} from '../../../graph-models/domain/vocabulary.js';
import type { Change, Changes, Store } from '../../../src/store/graph-store.js';

/** The n-th id of a label; a higher n is a later id. */
export function nth<L extends Label>(label: L, n: number): Id<L> {
  return makeId(label, String(n).padStart(26, '0'));
}

export const alice = nth('User', 1);
export const bob = nth('User', 2);
export const carol = nth('User', 3);
export const dave = nth('User', 4);
export const kettle = nth('Item', 1);
export const teapot = nth('Item', 2);
export const lamp = nth('Item', 3);

export function person(id: Id<'User'>, handle: string, more: Partial<NodeProps['User']> = {}): Change {
  const props: NodeProps['User'] = {
    handle,
    name: handle,
    bio: '',
    locale: 'en',
    visibility: 'PUBLIC',
    joinedAt: 1_700_000_000_000,
    search: handle,
    ...more,
  };
  return { kind: 'createNode', id, props };
}

export function item(id: Id<'Item'>, sku: string, more: Partial<NodeProps['Item']> = {}): Change {
  const props: NodeProps['Item'] = {
    sku,
    title: sku,
    description: '',
    priceMinor: 1999,
    currency: 'EUR',
    categorySlugs: [],
    pictures: [],
    available: true,
    createdAt: 1_700_000_000_000,
    search: sku,
    ...more,
  };
  return { kind: 'createNode', id, props };
}

export function put<T extends EdgeType>(type: T, from: Id, to: Id, at: number, props?: EdgeProps[T]): Change {
  return { kind: 'putEdge', type, from, to, at, props: props ?? {} } as Change;
}

export function friends(a: Id<'User'>, b: Id<'User'>, at: number): Change {
  const { from, to } = friendPair(a, b);
  return put('FRIEND', from, to, at);
}

/** Alice, Bob, Carol and Dave; a kettle, a teapot and a lamp; nobody has met. */
export const townsfolk: readonly Change[] = [
  person(alice, 'alice'),
  person(bob, 'bob'),
  person(carol, 'carol'),
  person(dave, 'dave'),
  item(kettle, 'kettle'),
  item(teapot, 'teapot'),
  item(lamp, 'lamp'),
];

/** Commits what has to succeed. */
export async function commit(store: Store, changes: readonly Change[], more: Omit<Changes, 'changes'> = {}) {
  const done = await store.commit({ changes, ...more });
  if (done.kind === 'conflict') throw new Error(`a conflict: ${JSON.stringify(done.conflict)}`);
  return done.seq;
}

export async function collect<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}
