import type { Id } from '../../../graph-models/domain/ids.js';
import type { Label } from '../../../graph-models/domain/vocabulary.js';
import type { SearchIndex } from '../graph-store.js';
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
      const index = cypher.searchIndexOf(label);
      const statement = words.length === 0 ? cypher.newestIds(label) : cypher.newestFound(label);
      const rows = await connection.read(statement, {
        index,
        query: luceneQuery(words, page.prefix ?? false),
        // `~` sorts after every character of an id
        before: page.after ?? '~',
        limit: BigInt(page.first),
      });
      return rows.map((row) => row['id'] as Id<L>);
    },
  };
}

/** A Lucene query that every one of `words` must match, the last as a prefix when `prefix`. */
export function luceneQuery(words: readonly string[], prefix: boolean): string {
  return words.map((word, i) => `+${escaped(word)}${prefix && i === words.length - 1 ? '*' : ''}`).join(' ');
}

/** All but letters and digits escaped, and the words that Lucene reads as operators. */
function escaped(word: string): string {
  const text = word.replace(/[^\p{L}\p{N}]/gu, '\\$&');
  return /^(AND|OR|NOT|TO)$/.test(text) ? `\\${text}` : text;
}
