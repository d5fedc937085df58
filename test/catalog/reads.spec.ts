import { afterEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { countingStore } from '../support/api.js';
import { openMarket, type Market } from './market.js';

/** Everything that a row of a list can show. */
const ROW = `id title description price { amountMinor } categories { slug name } seller { handle }
  likeCount viewerState { saved liked hidden owned rating }`;

const LISTS = {
  items: `{ items(first: 100) { edges { node { ${ROW} } } } }`,
  'items of a category': `{ category(slug: "c0") { items(first: 100) { edges { node { ${ROW} } } } } }`,
  'items of a seller': `{ items(first: 100, seller: "sam") { edges { node { ${ROW} } } } }`,
  'categories and their items': `{ categories { edges { node { slug items(first: 2) { edges { node { ${ROW} } } } } } } }`,
  'what search finds': `{ search(query: "cup", first: 100) { edges { node { ${ROW} } } facets { categories { category { name } } } } }`,
  'what is saved': `{ viewer { saved(first: 100) { edges { node { ${ROW} } } } } }`,
  'what was viewed': `{ viewer { recentlyViewed(first: 100) { edges { node { ${ROW} } } } } }`,
  orders: `{ viewer { orders(first: 100) { edges { node { id lines { item { ${ROW} } } } } } } }`,
};

interface Created {
  readonly item: { readonly id: string };
}

describe('a list', () => {
  let store: Store;

  afterEach(() => store.close());

  async function readsOf(document: string, rows: number): Promise<number> {
    store = await openStore('memory:');
    const counted = countingStore(store);
    const market = await openMarket(counted.store);
    await fill(market, rows);
    counted.reset();
    const { errors } = await market.api.execute(document, {}, market.alice);
    expect(errors).toEqual([]);
    return counted.reads();
  }

  async function fill(market: Market, rows: number): Promise<void> {
    for (let n = 0; n < rows; n++) {
      await market.category(`c${n}`, `Category ${n}`);
      const seller = n % 2 === 0 ? market.sam : await market.api.person(`seller-${n}`, { roles: ['SELLER'] });
      const categorySlugs = n === 0 ? ['c0'] : ['c0', `c${n}`];
      const input = { sku: `CUP-${n}`, title: 'Cup', priceMinor: 1999, currency: 'EUR', categorySlugs };
      const itemId = ((await market.send('CreateItem', { input }, seller)) as Created).item.id;
      await market.send('SaveItem', { input: { itemId } }, market.alice);
      const event = {
        clientEventId: `${n}`,
        kind: 'VIEW',
        itemId,
        at: new Date(market.api.clock.now).toISOString(),
      };
      await market.send('RecordEvents', { input: { events: [event] } }, market.alice);
      await market.send(
        'PlaceOrder',
        { input: { lines: [{ itemId, expectedPriceMinor: 1999 }] } },
        market.alice,
      );
    }
  }

  it.each(Object.entries(LISTS))(
    'of %s costs as many reads for twenty rows as for two',
    async (_, document) => {
      const ofTwo = await readsOf(document, 2);
      await store.close();

      expect(await readsOf(document, 20)).toBe(ofTwo);
    },
  );
});
