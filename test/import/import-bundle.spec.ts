import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labelOf } from '../../graph-models/domain/ids.js';
import { importBundle, type ImportOptions } from '../../src/importing/import-bundle.js';
import { importedId } from '../../src/importing/imported-ids.js';
import { digestOf } from '../../src/live-graph/digest.js';
import { loadState } from '../../src/live-graph/load.js';
import type { Changes, Store } from '../../src/store/graph-store.js';
import type { BundleLineError } from '../../src/training/bundle.js';
import { describeOnEachStore } from '../support/stores.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function bundle(files: Readonly<Record<string, string | readonly string[]>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  folders.push(folder);
  for (const [name, lines] of Object.entries(files))
    writeFileSync(join(folder, name), typeof lines === 'string' ? lines : `${lines.join('\n')}\n`);
  return folder;
}

const radio = {
  'items.tsv': [
    'item\ttitle\tgenre',
    '51\tDuran Duran\tsynthpop',
    '52\tMorcheeba\ttrip hop',
    '53\t王菲\t流行',
  ],
  'social.tsv': ['user\tfriend', '2\t3', '3\t2'],
  'interactions.tsv': ['user\titem', '2\t51', '2\t52', '3\t51', '4\t53', '4\t54'],
};

/** The store, but commit number `at` and all after it fail as if the process had been killed. */
function dyingAt(store: Store, at: number): Store {
  let commits = 0;
  return new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name !== 'commit') return value.bind(target) as unknown;
      return (changes: Changes) =>
        ++commits >= at ? Promise.reject(new Error('killed')) : target.commit(changes);
    },
  });
}

async function digest(store: Store): Promise<string> {
  return digestOf(await loadState(store));
}

const byHandle = async (store: Store, handle: string) => (await store.lookup('User', 'handle', [handle]))[0];
const bySku = async (store: Store, sku: string) => (await store.lookup('Item', 'sku', [sku]))[0];

describeOnEachStore('an import', (openEmptyStore) => {
  const lastfm = (more: Partial<ImportOptions> = {}): ImportOptions => ({
    folder: bundle(radio),
    name: 'lastfm',
    ...more,
  });

  it('brings people, items, friendships and acts, named after the bundle', async () => {
    const store = await openEmptyStore();

    const done = await importBundle(store, lastfm());

    expect(done).toMatchObject({ rows: 10, broken: 0, resumedAt: 0, nothingToDo: false });
    const person = await byHandle(store, 'lastfm-2');
    const item = await bySku(store, 'LASTFM-51');
    expect(person?.props).toMatchObject({ name: 'lastfm 2', visibility: 'PUBLIC', source: 'lastfm' });
    expect(item?.props).toMatchObject({
      title: 'Duran Duran',
      genre: 'synthpop',
      source: 'lastfm',
      available: true,
      currency: 'XXX',
    });
    expect(item?.props.search.split(' ')).toEqual(expect.arrayContaining(['duran']));
    const [used] = await store.edges('USED', 'out', [person!.id], { first: 10 });
    const [friends] = await store.edges('FRIEND', 'both', [person!.id], { first: 10 });
    expect(used!.edges.map(({ to }) => to).sort()).toEqual(
      [importedId('Item', 'lastfm', '51'), importedId('Item', 'lastfm', '52')].sort(),
    );
    expect(friends!.edges).toHaveLength(1);
  });

  it('gives an item that only acts speak of a name of the bundle', async () => {
    const store = await openEmptyStore();

    await importBundle(store, lastfm());

    expect((await bySku(store, 'LASTFM-54'))?.props.title).toBe('lastfm 54');
  });

  it('announces itself once, at its end', async () => {
    const store = await openEmptyStore();

    await importBundle(store, lastfm());

    const events = await store.eventsAfter(0, 10);
    expect(events.map(({ kind, payload }) => [kind, payload])).toEqual([
      ['graph.imported', { name: 'lastfm' }],
    ]);
  });

  it('changes nothing and announces nothing when it is repeated', async () => {
    const store = await openEmptyStore();
    const options = lastfm();
    await importBundle(store, options);
    const before = await digest(store);

    const again = await importBundle(store, options);
    const compared = await importBundle(store, { ...options, again: true });

    expect(again).toMatchObject({ nothingToDo: true, nodes: 0, edges: 0 });
    expect(compared).toMatchObject({ nothingToDo: false, nodes: 0, edges: 0 });
    expect(await digest(store)).toBe(before);
    expect(await store.eventsAfter(0, 10)).toHaveLength(1);
  });

  it('puts back what was lost when it is asked to compare', async () => {
    const store = await openEmptyStore();
    const options = lastfm();
    await importBundle(store, options);
    const before = await digest(store);
    await store.commit({
      changes: [
        { kind: 'deleteNode', id: importedId('User', 'lastfm', '2') },
        { kind: 'updateNode', id: importedId('Item', 'lastfm', '52'), props: { title: 'Somebody else' } },
      ],
    });

    await importBundle(store, { ...options, again: true });

    expect(await digest(store)).toBe(before);
  });

  it('brings what was added to a bundle, and leaves the rest as it is', async () => {
    const store = await openEmptyStore();
    await importBundle(store, lastfm());
    const longer = {
      ...radio,
      'items.tsv': [...radio['items.tsv'], '54\tPortishead\ttrip hop'],
      'interactions.tsv': [...radio['interactions.tsv'], '2\t53'],
    };

    const done = await importBundle(store, lastfm({ folder: bundle(longer) }));

    expect(done).toMatchObject({ nodes: 1, edges: 1 });
    expect((await bySku(store, 'LASTFM-54'))?.props.title).toBe('Portishead');
    const grown = await digest(store);
    const fresh = await openEmptyStore();
    await importBundle(fresh, lastfm({ folder: bundle(longer) }));
    expect(await digest(fresh)).toBe(grown);
  });

  it('goes on where it was killed, to the very same graph', async () => {
    const acts = Array.from({ length: 900 }, (_, n) => `${n % 30}\t${(n * 7) % 100}`);
    const folder = bundle({ ...radio, 'interactions.tsv': ['user\titem', ...acts] });
    const options = lastfm({ folder, batchRows: 200 });
    const whole = await openEmptyStore();
    const { rows } = await importBundle(whole, options);
    const expected = await digest(whole);

    for (let death = 1; death <= 6; death++) {
      const store = await openEmptyStore();
      await expect(importBundle(dyingAt(store, death), options)).rejects.toThrow('killed');

      const done = await importBundle(store, options);

      expect(done).toMatchObject({ rows, resumedAt: Math.min(rows, (death - 1) * 200) });
      expect(await digest(store)).toBe(expected);
      expect(await store.eventsAfter(0, 10)).toHaveLength(1);
    }
  });

  it('says which lines are broken and why, and brings the rest', async () => {
    const store = await openEmptyStore();
    const broken: BundleLineError[] = [];
    const folder = bundle({
      'ratings.tsv': [
        'user\titem\trating\ttimestamp',
        '1\t10\t5\t959670000',
        '1\t11',
        '\t12\t5\t959670000',
        '2\t10\tgood\t959670000',
        '2\t10\t4\t9e99',
        'a\u0007b\t10\t4\t959670000',
        '2\t11\t3\t959670001',
      ],
      'social.tsv': ['user\tfriend', '1\t1', '1\t2'],
    });

    const done = await importBundle(store, { folder, name: 'ciao', onBroken: (error) => broken.push(error) });

    expect(broken.map(({ message }) => message)).toEqual([
      'social.tsv:2: 1 cannot be their own friend',
      'ratings.tsv:3: 2 cells, the header has 4',
      'ratings.tsv:4: user is empty',
      'ratings.tsv:5: rating is not a number: "good"',
      'ratings.tsv:6: timestamp 9e+99 is no moment',
      'ratings.tsv:7: user has a control character',
    ]);
    expect(done).toMatchObject({ rows: 3, broken: 6 });
    const [rated] = await store.edges('RATED', 'out', [importedId('User', 'ciao', '1')], { first: 10 });
    expect(rated!.edges).toMatchObject([{ at: 959670000000, props: { rating: 5 } }]);
  });

  it.each([
    ['five stars as they are', ['5', '3'], 'RATED', { rating: 5 }],
    ['ten points as stars', ['10', '3'], 'RATED', { rating: 5 }],
    ['yes and no as use', ['1', '0'], 'USED', {}],
    ['counts as times', ['120', '3'], 'USED', { times: 120 }],
  ] as const)('takes %s', async (_title, ratings, type, props) => {
    const store = await openEmptyStore();
    const lines = ratings.map((rating, n) => `1\t${n}\t${rating}`);

    await importBundle(store, {
      folder: bundle({ 'ratings.tsv': ['user\titem\trating', ...lines] }),
      name: 'scale',
    });

    const [edge] = await store.between(type, [
      { from: importedId('User', 'scale', '1'), to: importedId('Item', 'scale', '0') },
    ]);
    expect(edge?.props).toEqual(props);
  });

  it('shelves items by the categories and attributes that the bundle has', async () => {
    const store = await openEmptyStore();
    const folder = bundle({
      'sequences.txt': ['1 4 83', '2 83 99'],
      'item2attributes.json': JSON.stringify({ 4: [1, 2], 83: ['Hair Care'] }),
    });

    await importBundle(store, { folder, name: 'beauty' });

    const item = await bySku(store, 'BEAUTY-83');
    const [category] = await store.lookup('Category', 'slug', item!.props.categorySlugs);
    expect(category?.props.name).toBe('Hair Care');
    const [shelved] = await store.edges('IN_CATEGORY', 'out', [item!.id], { first: 10 });
    expect(shelved!.edges.map(({ to }) => to)).toEqual([category!.id]);
    expect((await bySku(store, 'BEAUTY-4'))?.props.categorySlugs).toEqual(['beauty-1', 'beauty-2']);
    const [acts] = await store.edges('USED', 'out', [importedId('User', 'beauty', '1')], { first: 10 });
    expect(acts!.edges.map(({ at }) => at)).toEqual([2, 1]);
  });

  it('keeps prices in minor units of their currency, and columns of its own as properties', async () => {
    const store = await openEmptyStore();
    const folder = bundle({
      'items.tsv': [
        'item\ttitle\tprice\tcurrency\tyear',
        'a\tKettle\t19.99\teur\t1999',
        'b\tTea\t800\tJPY\t',
        'c\tTent\t-3\tEUR\t',
      ],
      'interactions.tsv': ['user\titem\tdevice', '1\ta\tphone'],
    });

    await importBundle(store, { folder, name: 'shop' });

    const items = await store.lookup('Item', 'sku', ['SHOP-A', 'SHOP-B', 'SHOP-C']);
    expect(items.map((item) => [item!.props.priceMinor, item!.props.currency])).toEqual([
      [1999, 'EUR'],
      [800, 'JPY'],
      [0, 'XXX'],
    ]);
    expect(items[0]!.props).toMatchObject({ year: 1999 });
    const [acts] = await store.edges('USED', 'out', [importedId('User', 'shop', '1')], { first: 1 });
    expect(acts!.edges[0]!.props).toEqual({ device: 'phone' });
  });

  it('takes another handle when somebody in the shop has the one it wants', async () => {
    const store = await openEmptyStore();
    const squatter = { handle: 'lastfm-2', name: 'Bob', bio: '', locale: 'en', joinedAt: 1 };
    await store.commit({
      changes: [
        {
          kind: 'createNode',
          id: importedId('User', 'elsewhere', 'bob'),
          props: { ...squatter, visibility: 'PUBLIC' },
        },
      ],
    });

    await importBundle(store, lastfm());

    expect((await byHandle(store, 'lastfm-2'))?.props.name).toBe('Bob');
    expect((await byHandle(store, 'lastfm-2-imported'))?.props.source).toBe('lastfm');
  });

  it('keeps keys apart that look alike when written in a–z and 0–9', async () => {
    const store = await openEmptyStore();
    const keys = ['Zoe', 'zoe', 'Zoë', 'z.o.e', '佐伊', 'x'.repeat(200)];

    await importBundle(store, {
      folder: bundle({ 'interactions.tsv': ['user\titem', ...keys.map((key) => `${key}\t${key}`)] }),
      name: 'names',
    });

    const state = await loadState(store);
    expect(state.graph.personCount).toBe(keys.length);
    expect(state.graph.itemCount).toBe(keys.length);
    expect(state.graph.actCount).toBe(keys.length);
  });
});

describe('an imported id', () => {
  it('is one of ours, the same for the same thing, and another for any other', () => {
    const ids = [
      importedId('User', 'lastfm', '2'),
      importedId('Item', 'lastfm', '2'),
      importedId('User', 'lastfm', '3'),
      importedId('User', 'last', 'fm2'),
    ];

    expect(ids.map(labelOf)).toEqual(['User', 'Item', 'User', 'User']);
    expect(new Set(ids.map((id) => id.slice(4))).size).toBe(4);
    expect(importedId('User', 'lastfm', '2')).toBe(ids[0]);
  });
});
