import { ID_PREFIX, type Id } from '../../../graph-models/domain/ids.js';
import { SEARCHED_LABELS, type Label } from '../../../graph-models/domain/vocabulary.js';
import { checkPage, searchWords } from '../values.js';
import type { Connection } from './connection.js';

type SearchPage = { readonly first: number; readonly after?: Id; readonly prefix?: boolean };

export function search<L extends Label>(
  db: Connection,
  label: L,
  words: readonly string[],
  page: SearchPage,
): Id<L>[] {
  checkPage(page);
  const wanted = searchWords(words);
  if (wanted === null) return [];
  if (wanted.length > 0 && !isSearched(label)) throw new RangeError(`${label} is not searched by words`);

  const [from, to] = idRange(label);
  const before = page.after === undefined || page.after > to ? to : page.after;
  const matching = wanted.length === 0 ? '' : `AND rid IN (SELECT rowid FROM words WHERE words MATCH ?4)`;
  const rows = db.all(`SELECT id FROM ids WHERE id > ?1 AND id < ?2 ${matching} ORDER BY id DESC LIMIT ?3`, [
    from,
    before,
    page.first,
    ...(wanted.length === 0 ? [] : [matchOf(wanted, page.prefix === true)]),
  ]);
  return rows.map((row) => row[0] as Id<L>);
}

/** All ids of a label lie strictly between these. */
export function idRange(label: Label): readonly [string, string] {
  return [`${ID_PREFIX[label]}_`, `${ID_PREFIX[label]}\``];
}

export function isSearched(label: Label): boolean {
  return (SEARCHED_LABELS as readonly Label[]).includes(label);
}

/**
 * Text as the index keeps it. The index cuts at every ASCII character but letters and digits and knows no capitals; both stores
 * cut at blanks only and compare exactly, so all other ASCII characters are written from the private use area.
 */
export function indexedText(text: string): string {
  return text.split(/\s+/u).map(indexedWord).join(' ');
}

function indexedWord(word: string): string {
  return word.replace(/[\0-/:-`{-\x7f]/g, (char) => String.fromCharCode(0xe000 + char.charCodeAt(0)));
}

function matchOf(words: readonly string[], prefix: boolean): string {
  const terms = words.map((word) => `"${indexedWord(word)}"`);
  return terms.join(' AND ') + (prefix ? ' *' : '');
}
