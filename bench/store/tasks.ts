import { ulid } from 'ulid';
import { makeId, type ItemId, type UserId } from '../../graph-models/domain/ids.js';
import { randomOf } from '../../graph-models/neural/random.js';
import { EVENTS, handleOf, item, itemNamed, person, wordOf, type ShopSize } from './made-up-shop.js';
import type { Task } from './measure.js';
import type { Answer, Saved, Verbs } from './verbs.js';

/** Every verb, with a batch of one where requests ask so, and of what lists, feeds, imports and training ask. */
export function tasksOf({ people, items }: ShopSize): Task[] {
  const random = randomOf(7);
  const upTo = (count: number): number => Math.floor(random() * count);
  const list = <T>(count: number, one: () => T): T[] => Array.from({ length: count }, one);
  const someone = (): UserId => person(upTo(people));
  const something = (): ItemId => item(Math.floor(items * random() ** 3));
  const someones = (count: number) => () => distinct(count, someone);
  const somethings = (count: number) => () => distinct(count, something);
  const handles = (count: number) => () => distinct(count, () => handleOf(upTo(people)));
  const followers = (count: number) => () =>
    distinct(count, () => person(upTo(1000))).map((from) => ({ from, to: person(0) }));
  const views = (count: number) => () => distinct(count, someone).map((from) => ({ from, to: item(0) }));

  // Each run writes what no run before it wrote into the same store.
  const fresh = randomOf(Date.now());
  const event = () => ({
    id: ulid(),
    kind: 'graph.changed',
    at: Date.now(),
    payload: { mutation: 'bench', by: person(0) },
  });
  const newPair = pairsFrom(Date.now(), people, items);
  const saved = (): Saved => ({ ...newPair(), at: Date.now() });
  const newItem = () => {
    const id = makeId('Item', ulid());
    return itemNamed(id, id, fresh);
  };

  return [
    read('nodes', '1 person', someones(1), (on, ids) => on.nodes(ids)),
    read('nodes', '100 people', someones(100), (on, ids) => on.nodes(ids)),
    read('lookup', '1 handle', handles(1), (on, values) => on.lookup(values)),
    read('lookup', '100 handles', handles(100), (on, values) => on.lookup(values)),
    read('edges', '1 start, out, first 20', someones(1), (on, ids) => on.edges('VIEWED', 'out', ids, 20)),
    read('edges', '100 starts, out, first 20', someones(100), (on, ids) =>
      on.edges('VIEWED', 'out', ids, 20),
    ),
    read('edges', '100 starts, in, first 20', somethings(100), (on, ids) =>
      on.edges('VIEWED', 'in', ids, 20),
    ),
    read('edges', '100 starts, both, first 20', someones(100), (on, ids) =>
      on.edges('FRIEND', 'both', ids, 20),
    ),
    read(
      'edges',
      'a start with a twentieth of all, first 100',
      () => [item(0)],
      (on, ids) => on.edges('VIEWED', 'in', ids, 100),
    ),
    read('between', '1 pair', views(1), (on, asked) => on.between('VIEWED', asked)),
    read('between', '100 pairs', followers(100), (on, asked) => on.between('FOLLOWS', asked)),
    read('counts', '1 start', someones(1), (on, ids) => on.counts('FOLLOWS', 'in', ids)),
    read('counts', '100 starts', someones(100), (on, ids) => on.counts('VIEWED', 'out', ids)),
    read('walk', '1 start, friends of friends, first 20', someones(1), (on, ids) =>
      on.friendsOfFriends(ids, 20),
    ),
    read('walk', '20 starts, friends of friends, first 20', someones(20), (on, ids) =>
      on.friendsOfFriends(ids, 20),
    ),
    read(
      'walk',
      '1 start, which friends liked 100 items',
      () => ({ ids: [someone()], liked: distinct(100, something) }),
      (on, { ids, liked }) => on.friendsWhoLiked(ids, liked, 100),
    ),
    read('scanNodes', '2 batches of 5,000', nothing, (on) => on.scanNodes(2)),
    read('scanEdges', '2 batches of 5,000', nothing, (on) => on.scanEdges('VIEWED', 2)),
    read(
      'eventsAfter',
      '1 event',
      () => upTo(EVENTS),
      (on, seq) => on.eventsAfter(seq, 1),
    ),
    read(
      'eventsAfter',
      '500 events',
      () => upTo(EVENTS - 500),
      (on, seq) => on.eventsAfter(seq, 500),
    ),
    read(
      'search',
      '1 word, first 20',
      () => [wordOf(random)],
      (on, words) => on.search(words, 20, false),
    ),
    read(
      'search',
      '2 words, first 20',
      () => distinct(2, () => wordOf(random)),
      (on, words) => on.search(words, 20, false),
    ),
    read(
      'search',
      'a prefix, first 20',
      () => [wordOf(random).slice(0, 6)],
      (on, words) => on.search(words, 20, true),
    ),
    write('commit', '1 relationship, 3 expectations', saved, (on, one) => on.saveOnce(one, event())),
    write(
      'commit',
      '100 relationships',
      () => list(100, saved),
      (on, all) => on.shareMany(all, event()),
    ),
    write(
      'commit',
      '5,000 relationships',
      () => list(5000, saved),
      (on, all) => on.shareMany(all, event()),
    ),
    write(
      'commit',
      '1 item',
      () => list(1, newItem),
      (on, all) => on.createItems(all, event()),
    ),
    write(
      'commit',
      '500 items',
      () => list(500, newItem),
      (on, all) => on.createItems(all, event()),
    ),
  ];
}

/** As a data loader asks: nothing twice. */
function distinct<T>(count: number, one: () => T): T[] {
  const drawn = new Set<T>();
  while (drawn.size < count) drawn.add(one());
  return [...drawn];
}

/** Pairs all over the shop, none twice, and none that a run begun at another time draws. */
function pairsFrom(beganAt: number, people: number, items: number): () => Pick<Saved, 'from' | 'to'> {
  const all = BigInt(people * items);
  let next = BigInt(beganAt) * 1000n;
  return () => {
    const pair = Number((next++ * 1_000_000_007n) % all);
    return { from: person(pair % people), to: item(Math.floor(pair / people)) };
  };
}

const nothing = (): null => null;

type Run<A> = (verbs: Verbs, argument: A) => Answer<unknown>;

function read<A>(verb: string, batch: string, next: () => A, run: Run<A>): Task {
  return { verb, batch, next, run: run, writes: false };
}

function write<A>(verb: string, batch: string, next: () => A, run: Run<A>): Task {
  return { verb, batch, next, run: run, writes: true };
}
