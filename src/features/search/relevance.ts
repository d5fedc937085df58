import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';
import { isCjk, spacedWords, stem, wordsOf } from '../search-words/index.js';

/** What a word counts by where it stands; in none of these, the store found it in the description or the sku. */
const TITLE = 10;
const BRAND = 6;
const CATEGORY = 4;
const ELSEWHERE = 1;
/** What a word counts by how it stands there. */
const EXACT = 1;
const OTHER_NUMBER = 0.9;
const BEGINNING = 0.6;
/** What the whole query counts when it stands together in a title, begins it, or is it. */
const TOGETHER = 3;
const AT_THE_BEGINNING = 1;
const ALL_OF_IT = 3;
/** Above everything else: the query is the item's sku. */
const SKU = 50;

/** A query as relevance reads it. */
export interface AskedWords {
  readonly words: readonly string[];
  readonly phrase: string;
  readonly sku: string;
}

export function askedWords(query: string): AskedWords {
  return { words: wordsOf(query), phrase: spacedWords(query).trim(), sku: query.trim().toUpperCase() };
}

/**
 * How well an item that holds all the words of a query answers it, as a whole number; more is better. Each word
 * counts by the best field it stands in (title 10, brand 6, category 4, elsewhere 1) and by how (as it is, in
 * another number, as a beginning); the mean of that, plus what the query as a phrase of a title earns.
 *
 * @param categoryNames spaced words of the names of the item's categories
 */
export function relevance(asked: AskedWords, item: NodeProps['Item'], categoryNames: string): number {
  if (asked.words.length === 0) return 0;
  const titles = [
    spacedWords(item.title),
    ...(item.titleZh === undefined ? [] : [spacedWords(item.titleZh)]),
  ];
  const brand = item.brand === undefined ? '' : spacedWords(item.brand);
  let sum = 0;
  for (const word of asked.words) {
    const inTitle = TITLE * Math.max(...titles.map((title) => standing(word, title)));
    sum += Math.max(
      inTitle,
      BRAND * standing(word, brand),
      CATEGORY * standing(word, categoryNames),
      ELSEWHERE,
    );
  }
  const together = Math.max(...titles.map((title) => phraseIn(title, asked.phrase)));
  const sku = item.sku.toUpperCase() === asked.sku ? SKU : 0;
  return Math.round(1000 * (sum / asked.words.length + together + sku));
}

function standing(word: string, text: string): number {
  if (isCjk(word)) return text.includes(word) ? EXACT : 0;
  if (text.includes(` ${word} `)) return EXACT;
  const root = stem(word);
  // Words of one stem begin alike, and most texts can be passed over by that.
  if (!text.includes(` ${root.slice(0, 2)}`)) return 0;
  if (text.split(' ').some((other) => other !== '' && stem(other) === root)) return OTHER_NUMBER;
  return text.includes(` ${root}`) ? BEGINNING : 0;
}

function phraseIn(title: string, phrase: string): number {
  const at = title.indexOf(isCjk(phrase) ? phrase : ` ${phrase}`);
  if (phrase === '' || at < 0) return 0;
  const beginning = at <= 1 ? AT_THE_BEGINNING : 0;
  return TOGETHER + beginning + (title.trim() === phrase ? ALL_OF_IT : 0);
}
