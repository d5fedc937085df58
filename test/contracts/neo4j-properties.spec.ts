import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeId } from '../../graph-models/domain/ids.js';
import { readEdge, readNode, storedEdge, storedNode } from '../../src/store/neo4j/properties.js';
import { openStore } from '../../src/store/open.js';
import type { Change, Store } from '../../src/store/graph-store.js';
import { describeOnNeo4j } from '../support/stores.js';
import { full } from '../support/full.js';

const nth = (n: number) => makeId('Item', String(n).padStart(26, '0'));
const [from, to] = [makeId('User', '0'.repeat(26)), nth(1)];

/** Names that the adapter uses itself, and look-alikes. */
const anyName = fc
  .tuple(
    fc.constantFrom('', '_', '__'),
    fc.constantFrom('id', 'version', 'from', 'to', 'at', 'searchAsGiven', 'search', 'identity'),
  )
  .map(([before, name]) => before + name);

describe('properties on Neo4j', () => {
  it('may have the names that the adapter uses itself', () => {
    fc.assert(
      fc.property(fc.dictionary(anyName, fc.string()), (props) => {
        const node = { ...storedNode('Item', props), id: to, version: 1n };
        const edge = storedEdge({ from, to, at: 5, props });

        expect(readNode('Item', withoutNulls(node))).toEqual({ id: to, label: 'Item', version: 1, props });
        expect(readEdge('USED', edge)).toEqual({ type: 'USED', from, to, at: 5, props });
      }),
      { seed: 7 },
    );
  });

  it('keep a search text as given when its blanks are not Lucene’s', () => {
    expect(storedNode('Item', { search: 'red\u00a0tea' })).toEqual({
      search: 'red tea',
      searchAsGiven: 'red\u00a0tea',
    });
    expect(storedNode('Item', { search: '红茶 pot' })).toEqual({ search: '红茶 pot', searchAsGiven: null });
    expect(storedNode('Review', { search: 'red\u00a0tea' })).toEqual({ search: 'red\u00a0tea' });
  });
});

describeOnNeo4j('search on Neo4j', (openEmptyStore) => {
  let neo4j: Store;
  let sqlite: Store;
  beforeAll(async () => {
    neo4j = await openEmptyStore();
    sqlite = await openStore('memory:');
  }, 600_000);

  it('finds the same as on SQLite, whatever separates the words and whatever they hold', async () => {
    const blanks = [
      ' ',
      '  ',
      '\t',
      '\n',
      '\u00a0',
      '\u2007',
      '\u202f',
      '\ufeff',
      '\u3000',
      '\u2028',
      '\u1680',
    ];
    const letters = [
      'a',
      'A',
      'B',
      '水',
      '壶',
      'é',
      'e\u0301',
      '1',
      '.',
      '-',
      '"',
      '\\',
      '*',
      '\x1c',
      '\x1f',
      '\u200b',
      '😀',
      'u0041',
      'AND',
      '\u0085',
    ];
    const word = fc
      .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(''));
    const text = fc
      .array(fc.tuple(word, fc.constantFrom(...blanks)), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.flat().join(''));
    const texts = fc.sample(text, { numRuns: full ? 3_000 : 300, seed: 7 });
    const changes = texts.map((search, n): Change => createItem(n, search));
    await neo4j.commit({ changes });
    await sqlite.commit({ changes });

    for (const words of fc.sample(fc.array(word, { minLength: 1, maxLength: 2 }), {
      numRuns: full ? 1_000 : 150,
      seed: 8,
    })) {
      for (const prefix of [false, true]) {
        const page = { first: 1_000, prefix };
        const found = await neo4j.search('Item', words, page);
        expect({ words, prefix, found }).toEqual({
          words,
          prefix,
          found: await sqlite.search('Item', words, page),
        });
      }
    }
    const ids = texts.map((_, n) => nth(n));
    expect(await neo4j.nodes('Item', ids)).toEqual(await sqlite.nodes('Item', ids));
    await sqlite.close();
  }, 600_000);
});

function withoutNulls(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

function createItem(n: number, search: string): Change {
  const props = {
    sku: `sku${n}`,
    title: 'T',
    description: '',
    priceMinor: 100,
    currency: 'EUR',
    categorySlugs: [],
    pictures: [],
    available: true,
    createdAt: 1,
    search,
  };
  return { kind: 'createNode', id: nth(n), props };
}
