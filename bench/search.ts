/**
 * Times searches of a shop of 20,000 items: `node dist/bench/search.js [url] [items]`; the store at `url` must be empty.
 */
import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { itemSearch } from '../src/features/catalog/item-changes.js';
import { searchItems } from '../src/features/search/search-items.js';
import { Loaders } from '../src/graphql/loaders.js';
import type { Store } from '../src/store/graph-store.js';
import { openStore } from '../src/store/open.js';
import { idFactory, type Shop } from '../src/use-cases/shop.js';

const [url = 'memory:', itemCount = '20000'] = process.argv.slice(2);
const ROUNDS = 40;
const FILTER = {
  categories: [],
  brands: [],
  currency: null,
  priceMin: null,
  priceMax: null,
  available: true,
};
const QUERIES = [
  'kettle edition 123',
  'kettle vesta brand 8',
  'kettle',
  '水壶',
  'guarantee',
  'k',
  '',
  'xyzzy',
];
const KINDS = [
  ['kettle', '电热水壶'],
  ['cup', '杯子'],
  ['lamp', '台灯'],
  ['chair', '椅子'],
  ['teapot', '茶壶'],
  ['grinder', '磨豆机'],
  ['knife', '刀'],
  ['pan', '平底锅'],
] as const;

const store = await openStore(url);
const shop: Shop = {
  store,
  now: Date.now,
  newId: idFactory(Date.now),
  digest: (text) => createHash('sha256').update(text).digest('base64url'),
  settled: () => Promise.resolve(),
};
await fill(store, Number(itemCount));
console.log('| query | matches | p50 ms | p95 ms |\n|---|---|---|---|');
for (const query of QUERIES) {
  const times: number[] = [];
  let told = '';
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const { totalCount, truncated } = await search(query);
    times.push(performance.now() - started);
    told = `${totalCount}${truncated ? ' of more' : ''}`;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor(ROUNDS * share)]!.toFixed(1);
  console.log(`| ${query === '' ? '(blank)' : query} | ${told} | ${at(0.5)} | ${at(0.95)} |`);
}
await store.close();

function search(query: string) {
  const log = pino({ level: 'silent' });
  const context = {
    shop,
    viewer: null,
    loaders: new Loaders(store),
    requestId: '',
    address: '',
    log,
    live: null,
  };
  return searchItems(context, { query, filter: FILTER, first: 20, after: null });
}

async function fill(into: Store, count: number): Promise<void> {
  for (let from = 0; from < count; from += 1000) {
    const changes = Array.from({ length: Math.min(1000, count - from) }, (_, index) => itemOf(from + index));
    const done = await into.commit({ changes });
    if (done.kind !== 'committed') throw new Error('the store was not empty');
  }
}

function itemOf(n: number) {
  const [kind, kindZh] = KINDS[n % KINDS.length]!;
  const texts = {
    sku: `BENCH-${n}`,
    title: `Model ${n % 977} stainless ${kind} by Vesta, edition ${n}`,
    titleZh: `不锈钢${kindZh} 型号${n % 977}`,
    description:
      'A well made thing for every kitchen, quiet and quick. It comes with a two year guarantee, and spare parts are there for ten years.',
    descriptionZh: '做工精良，安静快速，适合每个厨房。两年保修，零件供应十年。',
    brand: `Brand ${n % 50}`,
  };
  const props = {
    ...texts,
    priceMinor: 100 + n,
    currency: 'EUR',
    categorySlugs: [],
    pictures: [],
    available: true,
    createdAt: n,
    search: itemSearch(texts, []),
  };
  return { kind: 'createNode', id: shop.newId('Item'), props } as const;
}
