import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  queryWords,
  searchWords,
  spacedWords,
  stem,
  wordsOf,
} from '../../src/features/search-words/words.js';

/** Whether a store that holds `text` answers to `query`: all words there, the last as a prefix. */
function finds(query: string, text: string): boolean {
  const held = searchWords(text).split(' ');
  const { words, prefix } = queryWords(query);
  return words.every((word, index) =>
    prefix && index === words.length - 1 ? held.some((one) => one.startsWith(word)) : held.includes(word),
  );
}

/** Letters, digits, blanks and hyphens, which are cut without a segmenter; a full stop behind them calls for one. */
const plainly = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -'), maxLength: 40 });

describe('words of a text', () => {
  it('are the same however they are cut', () => {
    fc.assert(fc.property(plainly, (text) => expect(searchWords(`${text} .`)).toBe(searchWords(text))));
  });

  it('are lower case, without accents, in reading order', () => {
    expect(wordsOf('Crème BRÛLÉE, Ångström ﬁne!')).toEqual(['creme', 'brulee', 'angstrom', 'fine']);
  });

  it('are cut from Chinese by its words', () => {
    expect(wordsOf('蓝牙耳机')).toEqual(['蓝牙', '耳机']);
  });

  it('are cut where letters, digits and scripts meet', () => {
    expect(wordsOf('500ml 65寸电视 mp3')).toEqual(['500', 'ml', '65', '寸', '电视', 'mp', '3']);
  });

  it('hold a contraction together', () => {
    expect(wordsOf('don’t')).toEqual(['dont']);
  });

  it('keep the voicing of kana, which makes another letter', () => {
    expect(searchWords('が')).toBe('が');
  });

  it('hold nothing of emoji, punctuation, control characters and lone surrogates', () => {
    expect(searchWords('😀 !? \u0000 \ud800 \u202e — “”')).toBe('');
  });

  it('hold letters and digits only, so that no store cuts them differently', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const word of searchWords(text).split(' ')) expect(word).toMatch(/^(\p{L}*|\p{N}+)$/u);
      }),
    );
  });

  it('are the same whichever way Unicode composes the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(searchWords(text.normalize('NFD'))).toBe(searchWords(text.normalize('NFC')));
      }),
    );
  });

  it('are cut after 60 characters', () => {
    expect(searchWords('x'.repeat(10_000))).toBe('x'.repeat(60));
  });
});

describe('a query', () => {
  it.each([
    ['kettle', 'Two Kettles'],
    ['kettles', 'A kettle'],
    ['berry', 'Frozen berries'],
    ['berries', 'A berry'],
    ['cookie', 'Cookies'],
    ['cookies', 'cookie jar'],
    ['dishes', 'A dish'],
    ['glasse', 'Wine glasses'],
    ['cafe', 'Café au lait'],
    ['CAFÉ', 'cafe'],
    ['strasse', 'Straße'],
    ['tshirt', 'T-shirt'],
    ['t-shirt', 'T-shirt'],
    ['usb c', 'USB-C cable'],
    ['500 ml', 'Kettle 500ml'],
    ['500ml', 'Kettle 500 ml'],
    ['dont', "Don't panic"],
    ['blue ket', 'Kettle, blue'],
    ['热水壶', '电热水壶1.5L不锈钢'],
    ['水壶', '电热水壶'],
    ['电热水壶', '电热水壶'],
    ['壶', '电热水壶'],
    ['耳机 蓝牙', '蓝牙耳机'],
    ['蓝牙耳', '无线蓝牙耳机'],
    ['ｋｅｔｔｌｅ', 'kettle'],
    ['kettle 水壶', '水壶 Kettle'],
  ])('%s finds %s', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['kettle teapot', 'A kettle'],
    ['耳环', '蓝牙耳机'],
    ['ettle', 'kettle'],
    ['ket ', 'kettle'],
  ])('%s does not find %s', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it('finds any text that holds it, however a Chinese dictionary cuts either', () => {
    const han = fc.constantFrom(...'电热水壶不锈钢蓝牙耳机无线降噪保温杯茶具咖啡');
    fc.assert(
      fc.property(
        fc.string({ unit: han, maxLength: 12 }),
        fc.string({ unit: han, minLength: 1, maxLength: 8 }),
        fc.string({ unit: han, maxLength: 12 }),
        (before, query, after) => expect(finds(query, before + query + after)).toBe(true),
      ),
    );
  });

  it('is a prefix until a space ends its last word', () => {
    expect(queryWords('blue ket')).toEqual({ words: ['blue', 'ket'], prefix: true });
    expect(queryWords('blue kettle ')).toEqual({ words: ['blue', 'kettle'], prefix: false });
  });

  it('counts at most 16 words', () => {
    expect(
      queryWords(Array.from({ length: 40 }, (_, index) => `word ${index}`).join(' ')).words,
    ).toHaveLength(16);
  });
});

describe('spaced words', () => {
  it.each([
    ["Don't: Two Kettles, 500ml", ' dont two kettles 500 ml '],
    ['Crème 电热水壶1.5L', ' creme 电热水壶 1 5 l '],
    ['!', '  '],
  ])('of %s are %s', (text, expected) => {
    expect(spacedWords(text)).toBe(expected);
  });
});

describe('a stem', () => {
  it.each([
    ['tennis', 'tennis'],
    ['dress', 'dress'],
    ['bus', 'bus'],
    ['monkeys', 'monkey'],
    ['pies', 'pie'],
    ['houses', 'house'],
    ['watches', 'watch'],
    ['水壶', '水壶'],
  ])('of %s is %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });
});
