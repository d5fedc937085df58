import { BundleError, BundleLineError, type BundleRow, type TableFile } from './bundle.js';

/** Columns that the format gives a meaning, by file; the first ones must be there. */
const COLUMNS = {
  'items.tsv': { needed: ['item'], known: ['item', 'title'] },
  'social.tsv': { needed: ['user', 'friend'], known: ['user', 'friend'] },
} as const;
const ACT_COLUMNS = { needed: ['user', 'item'], known: ['user', 'item', 'rating', 'timestamp'] } as const;

const NOTHING: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Reads the lines below a header: what to look for where is decided once for the file.
 *
 * @throws BundleError when the header lacks a column; the reader throws BundleLineError on a line that cannot be used
 */
export function rowReader(file: TableFile, headerLine: string): (line: number, text: string) => BundleRow {
  const { needed, known } = file === 'items.tsv' || file === 'social.tsv' ? COLUMNS[file] : ACT_COLUMNS;
  const header = cellsOf(headerLine.replace(/^\uFEFF/, '')).map((cell) => cell.trim().toLowerCase());
  const missing = needed.filter((name) => !header.includes(name));
  if (missing.length > 0)
    throw new BundleError(`${file}:1: the header has no column ${missing.join(' and no column ')}`);
  const [user, friend, item] = ['user', 'friend', 'item'].map((name) => header.lastIndexOf(name)) as Three;
  const [title, rating, time] = ['title', 'rating', 'timestamp'].map((name) =>
    header.lastIndexOf(name),
  ) as Three;
  const others = header.flatMap((name, at) =>
    (known as readonly string[]).includes(name) ? [] : [[name, at] as const],
  );

  return (line, text) => {
    const cells = cellsOf(text);
    const bad = (reason: string): BundleLineError => new BundleLineError(file, line, reason);
    if (cells.length !== header.length) throw bad(`${cells.length} cells, the header has ${header.length}`);
    const take = (at: number): string => {
      const value = cells[at]!.trim();
      if (value === '') throw bad(`${header[at]} is empty`);
      // Where bytes were no UTF-8, the decoder has put this.
      if (value.includes('\uFFFD')) throw bad(`${header[at]} is not valid UTF-8`);
      return value;
    };
    const takeNumber = (at: number): number | null => {
      if (at < 0) return null;
      const value = take(at);
      const number = Number(value);
      if (!Number.isFinite(number))
        throw bad(`${header[at]} is not a number: ${JSON.stringify(value.slice(0, 40))}`);
      return number;
    };
    let extra = NOTHING;
    if (others.length > 0) {
      const cellsOfOthers: Record<string, string> = {};
      for (const [name, at] of others) cellsOfOthers[name] = cells[at]!;
      extra = cellsOfOthers;
    }
    switch (file) {
      case 'items.tsv': {
        const hasTitle = title >= 0 && cells[title] !== '';
        return { kind: 'item', file, line, item: take(item), title: hasTitle ? take(title) : null, extra };
      }
      case 'social.tsv': {
        const row = { kind: 'friend', file, line, user: take(user), friend: take(friend), extra } as const;
        if (row.friend === row.user) throw bad(`${row.user} cannot be their own friend`);
        return row;
      }
      default: {
        const [who, what, howGood] = [take(user), take(item), takeNumber(rating)];
        const seconds = takeNumber(time);
        const at = seconds === null ? null : Math.abs(seconds) > 1e11 ? seconds : seconds * 1000;
        return { kind: 'act', file, line, user: who, item: what, rating: howGood, at, extra };
      }
    }
  };
}

type Three = [number, number, number];

function cellsOf(text: string): string[] {
  return (text.endsWith('\r') ? text.slice(0, -1) : text).split('\t');
}
