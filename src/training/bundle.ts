import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { attributeRows } from './bundle-attributes.js';
import { rowReader } from './bundle-table.js';

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

/** Files of tab-separated cells below a header. */
export type TableFile = ActFile | 'social.tsv' | 'items.tsv';

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
  const present = all.filter((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.isFile());
  if (!present.some((file) => file === 'sequences.txt' || (ACT_FILES as readonly string[]).includes(file)))
    throw new BundleError(
      `${folder} has none of train.tsv, interactions.tsv, ratings.tsv, sequences.txt: nobody did anything`,
    );
  return present;
}

/**
 * Streams every row of the bundle in pieces: items first, then friends, then acts.
 *
 * @param onBad told of every line that cannot be used, which is then skipped; left out: such a line throws
 * @throws BundleError when the folder is no bundle, BundleLineError on a bad line without `onBad`
 */
export async function* readBundle(
  folder: string,
  onBad?: (error: BundleLineError) => void,
): AsyncGenerator<readonly BundleRow[]> {
  for (const file of bundleFiles(folder)) yield* readBundleFile(folder, file, onBad);
}

/** Streams one file of a bundle, see `readBundle`. */
export async function* readBundleFile(
  folder: string,
  file: BundleFile,
  onBad?: (error: BundleLineError) => void,
): AsyncGenerator<readonly BundleRow[]> {
  const report = (error: BundleLineError): void => {
    if (onBad === undefined) throw error;
    onBad(error);
  };
  if (file === 'item2attributes.json') yield await attributeRows(folder, file, report);
  else if (file === 'sequences.txt') yield* sequenceRows(folder, report);
  else yield* tableRows(folder, file, report);
}

/** Told of a line that cannot be used. */
export type Report = (error: BundleLineError) => void;

async function* tableRows(
  folder: string,
  file: TableFile,
  report: Report,
): AsyncGenerator<readonly BundleRow[]> {
  let rowOf: ReturnType<typeof rowReader> | null = null;
  let line = 0;
  for await (const texts of linesOf(join(folder, file))) {
    const rows: BundleRow[] = [];
    for (const text of texts) {
      line++;
      if (rowOf === null) rowOf = rowReader(file, text);
      else if (text.trim() !== '') {
        try {
          rows.push(rowOf(line, text));
        } catch (error) {
          if (!(error instanceof BundleLineError)) throw error;
          report(error);
        }
      }
    }
    yield rows;
  }
}

async function* sequenceRows(folder: string, report: Report): AsyncGenerator<readonly BundleRow[]> {
  const file = 'sequences.txt';
  let line = 0;
  for await (const texts of linesOf(join(folder, file))) {
    const rows: BundleRow[] = [];
    for (const text of texts) {
      line++;
      const [user, ...items] = text.trim().split(/\s+/);
      if (user === undefined || user === '') continue;
      if (items.length === 0) report(new BundleLineError(file, line, `${user} has no items`));
      for (const [i, item] of items.entries())
        rows.push({ kind: 'act', file, line, user, item, rating: null, at: i + 1, extra: {} });
    }
    yield rows;
  }
}

/** The lines of a file, as many at a time as one read brings. */
async function* linesOf(path: string): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
}
