import type { Context } from '../../graphql/context.js';
import { isCjk, queryWords, wordsOf } from '../search-words/index.js';

/** Words of a query up to which leaving one out is tried; each is one search. */
const MOST_WORDS = 6;

/** Queries with one word of `query` left out that something answers, fewest letters given up first. */
export async function suggest(context: Context, query: string): Promise<string[]> {
  const words = [...new Set(wordsOf(query))];
  if (words.length < 2 || words.length > MOST_WORDS) return [];
  const shorter = words
    .toSorted((a, b) => a.length - b.length)
    .map((left) => written(words.filter((word) => word !== left)));
  const answers = await Promise.all(
    shorter.map((each) => context.shop.store.search('Item', queryWords(`${each} `).words, { first: 1 })),
  );
  return shorter.filter((_, index) => answers[index]!.length > 0).slice(0, 3);
}

/** Words as a person writes them: Chinese without blanks. */
function written(words: readonly string[]): string {
  return words
    .reduce((text, word) => (isCjk(word) && isCjk(text.at(-1) ?? '') ? text + word : `${text} ${word}`), '')
    .trim();
}
