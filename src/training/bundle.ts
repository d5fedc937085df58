import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Files that hold who did what, in the order in which they are looked for. */
const ACT_FILES = ['train.tsv', 'test.tsv', 'interactions.tsv', 'ratings.tsv'] as const;
export type ActFile = (typeof ACT_FILES)[number];

/** What a line of a bundle says. Ids are the bundle's own texts; extra columns travel as they are. */
export type BundleRow =
  | {
      readonly kind: 'act';
      readonly file: ActFile | 'sequences.txt';
      readonly line: number;
      readonly user: string;
      readonly item: string;
      /** Left out where the file has no such column. */
      readonly rating: number | null;
      /** Unix milliseconds (the files hold seconds, or milliseconds where above 10^11); in sequences the position, from 1. */
      readonly at: number | null;
      readonly extra: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'friend';
      readonly file: 'social.tsv';
      readonly line: number;
      readonly user: string;
      readonly friend: string;
      readonly extra: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'item';
      readonly file: 'items.tsv';
      readonly line: number;
      readonly item: string;
      readonly title: string | null;
      readonly extra: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'attributes';
      readonly file: 'item2attributes.json';
      readonly line: number;
      readonly item: string;
      readonly attributes: readonly string[];
    };

export type BundleFile = BundleRow['file'];

/** A line that says nothing that can be used, and why. */
export class BundleLineError extends Error {
  override readonly name = 'BundleLineError';

  constructor(
    readonly file: string,
    /** From 1, the header included. */
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${file}:${line}: ${reason}`);
  }
}

/** The bundle itself cannot be read: no folder, no acts, a header without its columns. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/** Files of the bundle format that this folder has. */
export function bundleFiles(folder: string): BundleFile[] {
  if (!existsSync(folder)) throw new BundleError(`there is no folder ${folder}`);
  const all: BundleFile[] = [
    'items.tsv',
    'item2attributes.json',
    'social.tsv',
    ...ACT_FILES,
    'sequences.txt',
  ];
  const present = all.filter((file) => existsSync(join(folder, file)));
  if (!present.some((file) => file === 'sequences.txt' || (ACT_FILES as readonly string[]).includes(file)))
    throw new BundleError(
      `${folder} has none of train.tsv, interactions.tsv, ratings.tsv, sequences.txt: nobody did anything`,
    );
  return present;
}

/**
 * Streams every row of the bundle, items first, then friends, then acts.
 *
 * @param onBad told of every line that cannot be used, which is then skipped; left out: such a line throws
 * @throws BundleError when the folder is no bundle, BundleLineError on a bad line without `onBad`
 */
export async function* readBundle(
  folder: string,
  onBad?: (error: BundleLineError) => void,
): AsyncGenerator<BundleRow> {
  for (const file of bundleFiles(folder)) yield* readBundleFile(folder, file, onBad);
}

/** Streams one file of a bundle, see `readBundle`. */
export async function* readBundleFile(
  folder: string,
  file: BundleFile,
  onBad?: (error: BundleLineError) => void,
): AsyncGenerator<BundleRow> {
  const report = (error: BundleLineError): void => {
    if (onBad === undefined) throw error;
    onBad(error);
  };
  if (file === 'item2attributes.json') yield* attributeRows(folder, report);
  else if (file === 'sequences.txt') yield* sequenceRows(folder, report);
  else yield* tableRows(folder, file, report);
}

type Report = (error: BundleLineError) => void;

async function* tableRows(
  folder: string,
  file: ActFile | 'social.tsv' | 'items.tsv',
  report: Report,
): AsyncGenerator<BundleRow> {
  let header: string[] | null = null;
  let line = 0;
  for await (const text of linesOf(join(folder, file))) {
    line++;
    const cells = text.replace(/\r$/, '').split('\t');
    if (header === null) {
      header = headerOf(file, cells);
      continue;
    }
    if (text.trim() === '') continue;
    try {
      yield rowOf(file, line, header, cells);
    } catch (error) {
      if (!(error instanceof BundleLineError)) throw error;
      report(error);
    }
  }
}

function headerOf(file: ActFile | 'social.tsv' | 'items.tsv', cells: string[]): string[] {
  const header = cells.map((cell) =>
    cell
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const needed =
    file === 'social.tsv' ? ['user', 'friend'] : file === 'items.tsv' ? ['item'] : ['user', 'item'];
  const missing = needed.filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw new BundleError(`${file}:1: the header has no column ${missing.join(' and no column ')}`);
  return header;
}

function rowOf(
  file: ActFile | 'social.tsv' | 'items.tsv',
  line: number,
  header: readonly string[],
  cells: readonly string[],
): BundleRow {
  const bad = (reason: string): BundleLineError => new BundleLineError(file, line, reason);
  if (cells.length !== header.length) throw bad(`${cells.length} cells, the header has ${header.length}`);
  const extra: Record<string, string> = {};
  header.forEach((name, i) => (extra[name] = cells[i] ?? ''));
  const take = (name: string): string => {
    const value = (extra[name] ?? '').trim();
    delete extra[name];
    if (value === '') throw bad(`${name} is empty`);
    if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\uFFFD/.test(value))
      throw bad(`${name} is not valid UTF-8`);
    return value;
  };
  const takeNumber = (name: string): number | null => {
    if (!header.includes(name)) return null;
    const value = take(name);
    const number = Number(value);
    if (!Number.isFinite(number)) throw bad(`${name} is not a number: ${JSON.stringify(value.slice(0, 40))}`);
    return number;
  };
  if (file === 'items.tsv') {
    const item = take('item');
    const title = header.includes('title') && extra['title'] !== '' ? take('title') : null;
    return { kind: 'item', file, line, item, title, extra };
  }
  const user = take('user');
  if (file === 'social.tsv') {
    const friend = take('friend');
    if (friend === user) throw bad(`${user} cannot be their own friend`);
    return { kind: 'friend', file, line, user, friend, extra };
  }
  const item = take('item');
  const rating = takeNumber('rating');
  const seconds = takeNumber('timestamp');
  const at = seconds === null ? null : Math.abs(seconds) > 1e11 ? seconds : seconds * 1000;
  return { kind: 'act', file, line, user, item, rating, at, extra };
}

async function* sequenceRows(folder: string, report: Report): AsyncGenerator<BundleRow> {
  const file = 'sequences.txt';
  let line = 0;
  for await (const text of linesOf(join(folder, file))) {
    line++;
    const [user, ...items] = text.trim().split(/\s+/);
    if (user === undefined || user === '') continue;
    if (items.length === 0) {
      report(new BundleLineError(file, line, `${user} has no items`));
      continue;
    }
    for (const [i, item] of items.entries())
      yield { kind: 'act', file, line, user, item, rating: null, at: i + 1, extra: {} };
  }
}

async function* attributeRows(folder: string, report: Report): AsyncGenerator<BundleRow> {
  const file = 'item2attributes.json';
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(join(folder, file), 'utf8'));
  } catch (error) {
    report(new BundleLineError(file, 1, `is not JSON: ${error instanceof Error ? error.message : ''}`));
    return;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    report(new BundleLineError(file, 1, 'is not an object of item: [attribute, …]'));
    return;
  }
  let line = 0;
  for (const [item, attributes] of Object.entries(parsed)) {
    line++;
    if (Array.isArray(attributes))
      yield { kind: 'attributes', file, line, item, attributes: attributes.map(String) };
    else report(new BundleLineError(file, line, `the attributes of ${item} are not a list`));
  }
}

function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}
