/**
 * Words of Chinese and English text, the same in every store: a word holds only letters or only digits, so no
 * full-text tokenizer cuts it further. `docs/decisions/0020-search-words.md` says why it is built so.
 */

/** The longest word that is kept, in code points; Lucene cuts at 255 and FTS5 never, so neither gets to. */
const LONGEST_WORD = 60;
/** Words of a query that count; the rest narrow nothing down. */
const MOST_QUERY_WORDS = 16;

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const CJK_RUNS = /(?:(?=[\p{L}\p{N}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}])+/gu;
const CJK = /^(?=[\p{L}\p{N}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u;
const COMPOUNDS = /[\p{L}\p{N}]+(?:[-_.'][\p{L}\p{N}]+)+/gu;

/** The words of `text` in reading order: lower case, NFKC, without diacritics; Chinese cut by `Intl.Segmenter`. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(plain(text))) {
    if (isWordLike) words.push(...pieces(folded(segment).replaceAll("'", '')));
  }
  return words;
}

/** The words of `text` between blanks, a Chinese run as one: ` kettle 电热水壶 `. It needs no dictionary, so it is quick. */
export function spacedWords(text: string): string {
  const letters = /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : folded(plain(text));
  return ` ${pieces(letters.replaceAll("'", '')).join(' ')} `;
}

/** Whether a word is Chinese or Japanese, which are written without blanks. */
export function isCjk(word: string): boolean {
  return CJK.test(word);
}

/**
 * What goes into a `search` property: every word once, and what else a person may type for it: the stem of an
 * English word, a compound written together, each character of a Chinese run and each two neighbours.
 */
export function searchWords(text: string): string {
  const words = new Set<string>();
  const whole = plain(text);
  for (const word of segmented(whole)) words.add(word).add(stem(word));
  const letters = folded(whole);
  for (const [compound] of letters.matchAll(COMPOUNDS)) {
    for (const word of pieces(compound.replaceAll(/[-_.']/g, ''))) words.add(word).add(stem(word));
  }
  for (const [run] of letters.matchAll(CJK_RUNS)) {
    const characters = [...run];
    for (const [index, character] of characters.entries()) {
      words.add(character);
      if (index > 0) words.add(characters[index - 1]! + character);
    }
  }
  return [...words].join(' ');
}

/** Where only blanks and hyphens stand between words, the segmenter, which is slow, would find the same. */
const BLANK_OR_HYPHEN = /^[a-z0-9 -]*$/;

function segmented(whole: string): string[] {
  if (BLANK_OR_HYPHEN.test(whole)) return pieces(whole);
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(whole))
    if (isWordLike) words.push(...pieces(folded(segment)));
  return words;
}

/** What to look for in a `search` property: all of `words`, the last as a prefix while it is being typed. */
export interface QueryWords {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** The words of a query. A Chinese word of three and more becomes its neighbouring pairs. */
export function queryWords(query: string): QueryWords {
  const words = new Set<string>();
  for (const word of wordsOf(query)) {
    const characters = [...word];
    if (!isCjk(word)) words.add(stem(word));
    else if (characters.length <= 2) words.add(word);
    else for (let at = 1; at < characters.length; at++) words.add(characters[at - 1]! + characters[at]!);
  }
  return { words: [...words].slice(0, MOST_QUERY_WORDS), prefix: !/\s$/u.test(query) };
}

/** Brings English plurals and their singulars together: kettles and kettle, berries and berry, dishes and dish. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const singular = /(ss|x|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.replace(/([^siu])s$/, '$1');
  return singular.length < 4 ? singular : singular.replace(/ie$|(?<=[^aeiou])y$/, 'i');
}

/** NFKC and lower case, with one kind of apostrophe. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘ʼ＇]/g, "'");
}

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};

/** Without accents and other marks; a kana keeps its voicing, which is a letter of its own. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/(?![\u3099\u309a])\p{M}/gu, '')
    .normalize('NFC')
    .replaceAll(/[ßæœøłđðþıς]/g, (letter) => LETTERS[letter]!);
}

/** Runs of letters of one kind and runs of digits. */
function pieces(word: string): string[] {
  const found: string[] = [];
  for (const [run] of word.matchAll(/\p{L}+|\p{N}+/gu)) {
    let end = 0;
    for (const cjk of run.matchAll(CJK_RUNS)) {
      if (cjk.index > end) found.push(run.slice(end, cjk.index));
      found.push(cjk[0]);
      end = cjk.index + cjk[0].length;
    }
    if (end < run.length) found.push(run.slice(end));
  }
  return found.map((piece) =>
    piece.length > LONGEST_WORD ? [...piece].slice(0, LONGEST_WORD).join('') : piece,
  );
}
