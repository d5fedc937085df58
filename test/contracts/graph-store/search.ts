import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../../src/store/graph-store.js';
import type { StoreUnderTest } from './contract.js';
import { alice, commit, item, lamp, kettle, nth, person, teapot } from './town.js';

export function describeSearch({ openEmpty }: StoreUnderTest): void {
  describe('a search', () => {
    let store: Store;
    beforeEach(async () => {
      store = await openEmpty();
      await commit(store, [
        item(kettle, 'kettle', { search: 'copper kettle 铜 水壶 brews 1.5 litres' }),
        item(teapot, 'teapot', { search: 'iron teapot 铁 茶壶 brews wi-fi' }),
        item(lamp, 'lamp', { search: 'copper lamp 台灯' }),
        person(alice, 'alice', { search: 'alice copper 水壶' }),
      ]);
    });
    const found = async (words: readonly string[], more: { first?: number; prefix?: boolean } = {}) =>
      store.search('Item', words, { first: 10, ...more });

    it('finds whole words of one and two Chinese characters', async () => {
      expect(await found(['水壶'])).toEqual([kettle]);
      expect(await found(['铁'])).toEqual([teapot]);
      expect(await found(['壶'])).toEqual([]);
    });

    it('finds a Chinese word by its first character when it is a prefix', async () => {
      expect(await found(['水'], { prefix: true })).toEqual([kettle]);
      expect(await found(['水'])).toEqual([]);
    });

    it('finds English words whole, and by their beginning when they are a prefix', async () => {
      expect(await found(['kettle'])).toEqual([kettle]);
      expect(await found(['kett'])).toEqual([]);
      expect(await found(['kett'], { prefix: true })).toEqual([kettle]);
      expect(await found(['ettle'], { prefix: true })).toEqual([]);
    });

    it('wants every word, whole but for the last', async () => {
      expect(await found(['copper', 'brews'])).toEqual([kettle]);
      expect(await found(['copper', 'teapot'])).toEqual([]);
      expect(await found(['copper', 'la'], { prefix: true })).toEqual([lamp]);
      expect(await found(['cop', 'lamp'], { prefix: true })).toEqual([]);
      expect(await found(['lamp', 'copper', 'lamp'])).toEqual([lamp]);
    });

    it('compares exactly what the words say, punctuation and capitals too', async () => {
      expect(await found(['1.5'])).toEqual([kettle]);
      expect(await found(['1'])).toEqual([]);
      expect(await found(['wi-fi'])).toEqual([teapot]);
      expect(await found(['fi'])).toEqual([]);
      expect(await found(['Kettle'])).toEqual([]);
    });

    it('is newest id first, and goes on strictly after one', async () => {
      expect(await found(['copper'])).toEqual([lamp, kettle]);
      expect(await found(['copper'], { first: 1 })).toEqual([lamp]);
      expect(await store.search('Item', ['copper'], { first: 10, after: lamp })).toEqual([kettle]);
      expect(await store.search('Item', ['copper'], { first: 10, after: kettle })).toEqual([]);
    });

    it('without words lists the label, newest first', async () => {
      expect(await found([])).toEqual([lamp, teapot, kettle]);
      expect(await found([''])).toEqual([lamp, teapot, kettle]);
      expect(await store.search('Item', [], { first: 1, after: lamp })).toEqual([teapot]);
      expect(await store.search('User', [], { first: 10 })).toEqual([alice]);
    });

    it('stays within its label', async () => {
      expect(await store.search('User', ['水壶'], { first: 10 })).toEqual([alice]);
      await expect(store.search('Review', ['x'], { first: 10 })).rejects.toThrow(RangeError);
    });

    it('follows updates', async () => {
      await commit(store, [{ kind: 'updateNode', id: lamp, props: { search: 'brass lamp' } }]);
      expect([await found(['copper']), await found(['brass'])]).toEqual([[kettle], [lamp]]);

      await commit(store, [{ kind: 'updateNode', id: lamp, props: { title: 'Lamp' } }]);
      expect(await found(['brass'])).toEqual([lamp]);

      await commit(store, [
        { kind: 'deleteNode', id: kettle },
        item(nth('Item', 9), 'new', { search: 'copper pan' }),
      ]);
      expect(await found(['copper'])).toEqual([nth('Item', 9)]);
    });

    it.each([
      '"',
      "'",
      '*',
      'a*',
      '(',
      'NEAR(a b)',
      'a OR b',
      'copper AND',
      'NOT',
      '-',
      '^copper',
      'text:copper',
      'copper~2',
      '[a TO b]',
      '\\',
      'a\0b',
      '\ud83d',
      '😀',
      '`',
      '+copper',
      '&&',
      '?',
    ])('takes %j as a word and nothing else', async (word) => {
      expect(await found([word])).toEqual([]);
      expect(await found([word], { prefix: true })).toEqual([]);
      expect(await found(['copper', word])).toEqual([]);

      if (/[\0\ud83d]|\s/.test(word) && word !== '😀') return;
      await commit(store, [item(nth('Item', 9), 'odd', { search: `odd ${word} copper` })]);
      expect(await found([word])).toEqual([nth('Item', 9)]);
      expect(await found(['odd', word], { prefix: true })).toEqual([nth('Item', 9)]);
    });

    it('answers for a thousand words', async () => {
      const words = Array.from({ length: 1000 }, (_, n) => `word${n}`);
      expect(await found(words)).toEqual([]);

      await commit(store, [item(nth('Item', 9), 'wordy', { search: words.join(' ') })]);
      expect(await found(words)).toEqual([nth('Item', 9)]);
    });

    it('is paged through without loss or double', async () => {
      const pans = Array.from({ length: 57 }, (_, n) => nth('Item', 10 + ((n * 31) % 57)));
      await commit(
        store,
        pans.map((id, n) => item(id, id, { search: n % 2 === 0 ? 'pan small' : 'pan' })),
      );

      const seen = [];
      for (let page = await found(['pan'], { first: 10 }); page.length > 0;) {
        seen.push(...page);
        page = await store.search('Item', ['pan'], { first: 10, after: page.at(-1) ?? kettle });
      }

      expect(seen).toEqual([...pans].sort().reverse());
    });
  });
}
