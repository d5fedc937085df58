import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EDGE_TYPES, LABELS } from '../../graph-models/domain/vocabulary.js';
import { differenceOf } from '../../src/copying/compared.js';
import { Copying, type OpenPlace } from '../../src/copying/copying.js';
import { surveyOf } from '../../src/copying/survey.js';
import type { Change, GraphStore, Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { full } from '../support/full.js';
import { describeOnNeo4j } from '../support/stores.js';
import { fillWithEverything, idOf } from './shop-of-everything.js';

const quietly = (): void => undefined;
const opened: Store[] = [];
let source: Store;

beforeAll(async () => {
  source = await emptyStore();
  await fillWithEverything(source);
});
afterAll(async () => {
  for (const store of opened) await store.close();
});

async function emptyStore(): Promise<Store> {
  const store = await openStore('memory:');
  opened.push(store);
  return store;
}

const placeOf = (name: string, store: GraphStore): OpenPlace => ({ shown: name, key: name, store });

const begin = (from: GraphStore, to: GraphStore): Promise<Copying> =>
  Copying.begin(placeOf('the source', from), placeOf('the target', to), quietly);

async function copyWholly(from: GraphStore, to: GraphStore): Promise<Copying> {
  const copying = await begin(from, to);
  await copying.copy(quietly);
  expect(differenceOf(await copying.verify(quietly))).toBeNull();
  await copying.finish(to);
  return copying;
}

const digestOf = async (store: GraphStore): Promise<string> => (await surveyOf(store, quietly)).digest;

async function commit(store: GraphStore, ...changes: Change[]): Promise<void> {
  expect(await store.commit({ changes })).toMatchObject({ kind: 'committed' });
}

const event = (n: number) => ({ id: idOf('Act', n), kind: 'graph.changed', at: n, payload: {} });

describe('a copy', () => {
  it('holds the same as its source, down to the outbox and without a trace of the copying', async () => {
    const target = await emptyStore();

    await copyWholly(source, target);

    expect(await digestOf(target)).toBe(await digestOf(source));
    expect(await target.eventsAfter(0, 5000)).toEqual(await source.eventsAfter(0, 5000));
    const kettles = [0, 4].map((n) => idOf('Item', n));
    expect((await target.nodes('Item', kettles)).map((kettle) => kettle?.props)).toEqual(
      (await source.nodes('Item', kettles)).map((kettle) => kettle?.props),
    );
  });

  it('can be used as its source: degrees, look-ups, search and the next event are there', async () => {
    const target = await emptyStore();
    await copyWholly(source, target);
    const asked = async (store: Store) => ({
      users: await store.counts('USED', 'in', [idOf('Item', 0), idOf('Item', 3)]),
      friends: await store.counts('FRIEND', 'both', [idOf('User', 0), idOf('User', 1)]),
      found: await store.search('Item', ['kettle'], { first: 10 }),
      byHandle: (await store.lookup('User', 'handle', ['alice-7']))[0]?.id,
    });

    expect(await asked(target)).toEqual(await asked(source));
    expect(await target.commit({ changes: [], events: [event(7)] })).toEqual({
      kind: 'committed',
      seq: 2101,
    });
  });

  it('reads a source that has every label and every type, in all its checksums', async () => {
    const { sums } = await surveyOf(source, quietly);

    const empty = [...sums].filter(([, { count }]) => count === 0).map(([{ name }]) => name);
    expect(empty).toEqual([]);
    expect([...sums.keys()].map(({ name }) => name)).toEqual([...LABELS, ...EDGE_TYPES, 'outbox']);
    expect(new Set([...sums.values()].map(({ checksum }) => checksum)).size).toBeGreaterThan(30);
  });
});

describe('a copy that is cut short', () => {
  const points = full ? 100 : 10;

  it(`goes on where it was, at ${points} points`, async () => {
    const expected = await digestOf(source);
    const commits = await commitsOfACopy();
    expect(commits).toBeGreaterThan(40);

    for (let point = 0; point < points; point++) {
      const target = await emptyStore();
      const at = Math.floor(((point + 0.5) * (commits - 1)) / points); // The last one makes it whole.
      const attempt = copyWholly(source, cutShort(target, at, point % 2 === 0 ? 'before' : 'after'));
      await expect(attempt).rejects.toThrow('the power went');

      const { resumedAt, rows } = await copyWholly(source, target);

      if (at > 2) expect(resumedAt).toBeGreaterThan(0);
      expect(resumedAt).toBeLessThanOrEqual(rows);
      expect(await digestOf(target)).toBe(expected);
      await target.close();
    }
  }, 300_000);

  it('goes on however often that happens, and writes nothing twice', async () => {
    const target = await emptyStore();
    let [attempts, resumedAt, isCut] = [0, -1, true];
    for (; isCut; attempts++) {
      const copying = await begin(source, cutShort(target, attempts === 0 ? 7 : 6, 'after'));
      expect(copying.resumedAt).toBeGreaterThan(resumedAt);
      ({ resumedAt } = copying);
      isCut = await copying.copy(quietly).then(
        () => false,
        (error: unknown) => {
          if (!String(error).includes('the power went')) throw error;
          return true;
        },
      );
    }
    expect(attempts).toBeGreaterThan((await commitsOfACopy()) / 10);

    await copyWholly(source, target);

    expect(await digestOf(target)).toBe(await digestOf(source));
  });

  it('goes on when the source lies elsewhere now', async () => {
    const target = await emptyStore();
    await expect(copyWholly(source, cutShort(target, 9, 'after'))).rejects.toThrow('the power went');
    const moved = placeOf('the moved source', source);

    const copying = await Copying.begin(moved, placeOf('the target', target), quietly);

    expect(copying.resumedAt).toBeGreaterThan(0);
  });

  it('stops when another process goes on with it', async () => {
    const target = await emptyStore();
    const [slow, fast] = [await begin(source, target), await begin(source, target)];
    await fast.copy(quietly);

    await expect(slow.copy(quietly)).rejects.toThrow('Another process is copying into the target.');

    expect(differenceOf(await fast.verify(quietly))).toBeNull();
  });

  async function commitsOfACopy(): Promise<number> {
    let commits = 0;
    const target = await emptyStore();
    await copyWholly(
      source,
      counting(target, () => commits++),
    );
    return commits;
  }
});

describe('a copy refuses, in a sentence,', () => {
  let small: Store;
  beforeAll(async () => {
    small = await emptyStore();
    await commit(small, { kind: 'createNode', id: idOf('Category', 0), props: { slug: 'tea', name: 'Tea' } });
    await small.commit({ changes: [], events: [event(1)] });
  });

  it('to go into its source', async () => {
    const place = placeOf('the shop', small);

    await expect(Copying.begin(place, place, quietly)).rejects.toThrow(
      'the shop cannot be copied into itself.',
    );
  });

  it('a target that holds something, be it only an event', async () => {
    const [announced, other] = [await emptyStore(), await emptyStore()];
    await announced.commit({ changes: [], events: [event(1)] });
    await commit(other, { kind: 'createNode', id: idOf('Category', 1), props: { slug: 'a', name: 'A' } });

    await expect(begin(small, announced)).rejects.toThrow('the target is not empty (it holds 1 events)');
    await expect(begin(small, other)).rejects.toThrow('the target is not empty (it holds a Category)');
  });

  it('to copy again into a finished copy', async () => {
    const target = await emptyStore();
    await copyWholly(small, target);

    await expect(begin(small, target)).rejects.toThrow('the target is not empty');
  });

  it('an empty source', async () => {
    await expect(begin(await emptyStore(), await emptyStore())).rejects.toThrow(
      'the source is empty; there is nothing to copy.',
    );
  });

  it('a source that is an unfinished copy, and a target in which another store’s copy was begun', async () => {
    const begun = await emptyStore();
    await begin(source, begun);

    await expect(begin(begun, await emptyStore())).rejects.toThrow('is an unfinished copy itself');
    const other = Copying.begin(placeOf('another', small), placeOf('the target', begun), quietly);
    await expect(other).rejects.toThrow('the target holds a begun copy of another store');
  });

  it('to go on after the source has changed', async () => {
    const [changing, target] = [await emptyStore(), await emptyStore()];
    await copyWholly(small, changing);
    await begin(changing, target);
    await commit(changing, { kind: 'updateNode', id: idOf('Category', 0), props: { name: 'Teas' } });

    await expect(begin(changing, target)).rejects.toThrow(
      'the source has changed since its copy into the target was begun',
    );
  });

  it('an outbox whose beginning is missing, as its events could not keep their places', async () => {
    const eventsAfter = (seq: number, limit: number) => small.eventsAfter(Math.max(seq, 1), limit);
    const forgetful = new Proxy(small, {
      get(target, verb) {
        const value: unknown = verb === 'eventsAfter' ? eventsAfter : Reflect.get(target, verb);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });

    await expect(begin(forgetful, await emptyStore())).rejects.toThrow(
      'the source holds 0 events and its outbox ends at 1',
    );
  });

  it('a copy during which the source announced something', async () => {
    const [changing, target] = [await emptyStore(), await emptyStore()];
    await copyWholly(small, changing);
    const copying = await begin(changing, target);
    await copying.copy(quietly);
    await changing.commit({ changes: [], events: [event(2)] });

    await expect(copying.verify(quietly)).rejects.toThrow(
      'the source changed while it was copied (its outbox went on from 1 to 2)',
    );
  });
});

describe('the comparison', () => {
  const [alice, kettle] = [idOf('User', 0), idOf('Item', 0)];

  it.each<[string, Change | 'event', RegExp]>([
    [
      'a relationship that is gone',
      { kind: 'deleteEdge', type: 'USED', from: alice, to: kettle },
      /^USED \(\d+ in the source, \d+ in the copy\)$/,
    ],
    [
      'a relationship of another time',
      { kind: 'putEdge', type: 'USED', from: alice, to: kettle, at: 1, props: { times: 0 } },
      /^USED \(\d+ in both, of other content\)$/,
    ],
    [
      'a property',
      { kind: 'updateNode', id: kettle, props: { title: 'Kettle ' } },
      /^Item \(5 in both, of other content\)$/,
    ],
    [
      'the sign of a zero',
      { kind: 'updateNode', id: kettle, props: { ...({ tilt: 0 } as object) } },
      /^Item \(5 in both, of other content\)$/,
    ],
    [
      'the last digit of a large integer',
      { kind: 'updateNode', id: kettle, props: { ...({ barcode: 9_007_199_254_740_995n } as object) } },
      /^Item \(5 in both, of other content\)$/,
    ],
    [
      'a node and what hangs on it',
      { kind: 'deleteNode', id: idOf('Order', 2) },
      /^Order \(5 in the source, 4 in the copy\), PLACED \(.*\), CONTAINS \(.*\)$/,
    ],
    ['an event', 'event', /^outbox \(2100 in the source, 2101 in the copy\)$/],
  ])('names %s', async (_title, tampering, difference) => {
    const target = await emptyStore();
    const copying = await begin(source, target);
    await copying.copy(quietly);
    if (tampering === 'event') await target.commit({ changes: [], events: [event(3)] });
    else await commit(target, tampering);

    expect(differenceOf(await copying.verify(quietly))).toMatch(difference);
  });
});

describeOnNeo4j('a copy by way of Neo4j', (openEmptyStore) => {
  it('comes back as it was, although it was cut short on the way there and back', async () => {
    const [neo4j, target] = [await openEmptyStore(), await emptyStore()];
    await expect(copyWholly(source, cutShort(neo4j, 20, 'after'))).rejects.toThrow('the power went');
    await copyWholly(source, neo4j);
    expect(await digestOf(neo4j)).toBe(await digestOf(source));

    await expect(copyWholly(neo4j, cutShort(target, 30, 'before'))).rejects.toThrow('the power went');
    await copyWholly(neo4j, target);

    expect(await digestOf(target)).toBe(await digestOf(source));
    expect(await target.eventsAfter(0, 5000)).toEqual(await source.eventsAfter(0, 5000));
  }, 120_000);
});

/** The store until its `n`-th commit, before or after which the power goes. */
function cutShort(store: GraphStore, n: number, when: 'before' | 'after'): GraphStore {
  let commits = 0;
  return withCommit(store, async (what) => {
    const cut = ++commits > n;
    const done = cut && when === 'before' ? null : await store.commit(what);
    if (cut || done === null) throw new Error('the power went');
    return done;
  });
}

function counting(store: GraphStore, count: () => void): GraphStore {
  return withCommit(store, (what) => {
    count();
    return store.commit(what);
  });
}

function withCommit(store: GraphStore, commit: GraphStore['commit']): GraphStore {
  return {
    nodes: (label, ids) => store.nodes(label, ids),
    lookup: (label, key, values) => store.lookup(label, key, values),
    edges: (type, direction, fromIds, page) => store.edges(type, direction, fromIds, page),
    between: (type, pairs) => store.between(type, pairs),
    counts: (type, direction, fromIds) => store.counts(type, direction, fromIds),
    walk: (steps, fromIds, options) => store.walk(steps, fromIds, options),
    scanNodes: (label, from) => store.scanNodes(label, from),
    scanEdges: (type, from) => store.scanEdges(type, from),
    eventsAfter: (seq, limit) => store.eventsAfter(seq, limit),
    commit,
    close: () => store.close(),
  };
}
