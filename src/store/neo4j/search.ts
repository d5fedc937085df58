import type { Id } from '../../../graph-models/domain/ids.js';
import { SEARCHED_LABELS, type Label } from '../../../graph-models/domain/vocabulary.js';
import type { SearchIndex } from '../graph-store.js';
import { checkPage, searchWords } from '../values.js';
import type { Connection } from './connection.js';
import * as cypher from './statements.js';

/** Search by the full-text index of each searched label. */
export function search(connection: Connection): SearchIndex {
  return {
    async search<L extends Label>(
      label: L,
      words: readonly string[],
      page: { readonly first: number; readonly after?: Id<L>; readonly prefix?: boolean },
    ): Promise<Id<L>[]> {
      checkPage(page);
      const wanted = searchWords(words);
      if (wanted === null) return [];
      if (wanted.length > 0 && !isSearched(label)) throw new RangeError(`${label} is not searched by words`);
      const statement = wanted.length === 0 ? cypher.newestIds(label) : cypher.newestFound(label);
      const rows = await connection.read(statement, {
        query: luceneQuery(wanted, page.prefix ?? false),
        before: page.after ?? AFTER_EVERY_ID,
        limit: BigInt(page.first),
      });
      return rows.map((row) => row['id'] as Id<L>);
    },
  };
}

export const isSearched = (label: Label): boolean => (SEARCHED_LABELS as readonly Label[]).includes(label);

/**
 * Text as the index reads it. The stores cut at what ECMAScript calls blank, and Lucene's whitespace analyzer at what
 * Java does; the two differ in the characters below. Answers with `text` itself when it has none of them.
 */
export function indexedText(text: string): string {
  return CUT_DIFFERENTLY.test(text) ? text.split(/\s+/u).map(indexedWord).join(' ') : text;
}

const AFTER_EVERY_ID = '~';
const CUT_DIFFERENTLY = /[\x1c-\x1f\u00a0\u2007\u202f\ufeff]/u;

/** Java's blanks that are not ECMAScript's are written from the private use area. */
const indexedWord = (word: string) =>
  word.replace(/[\x1c-\x1f]/g, (character) => String.fromCharCode(0xe000 + character.charCodeAt(0)));

/** A Lucene query that every one of `words` must match, the last as a prefix when `prefix`. */
function luceneQuery(words: readonly string[], prefix: boolean): string {
  const terms = words.map((word) => `+${escaped(indexedWord(word))}`);
  return terms.join(' ') + (prefix ? '*' : '');
}

/** All but letters and digits escaped, and the words that Lucene reads as operators. */
function escaped(word: string): string {
  const text = word.replace(/[^\p{L}\p{N}]/gu, '\\$&');
  return /^(AND|OR|NOT|TO)$/.test(text) ? `\\${text}` : text;
}
