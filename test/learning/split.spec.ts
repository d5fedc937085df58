import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDataset, type Dataset } from '../../src/training/dataset.js';
import { shuffledFriendships } from '../../graph-models/neural/strangers.js';
import { protocolFor, splitOf, USE, type Split } from '../../src/training/split.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, ...lines: readonly string[]): void {
  writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
}

/** `person item` of every act of one use. */
function rowsOf({ acts, people, items }: Dataset, split: Split, use: number): string[] {
  const rows: string[] = [];
  for (let row = 0; row < acts.count; row++)
    if (split.use[row] === use) rows.push(`${people.idOf(acts.person[row]!)} ${items.idOf(acts.item[row]!)}`);
  return rows;
}

describe('a shipped split', () => {
  it('is used as it is', async () => {
    write('train.tsv', 'user\titem', 'a\tx', 'a\ty', 'b\tx');
    write('test.tsv', 'user\titem', 'a\tz', 'b\ty');
    const dataset = await loadDataset(folder);

    const split = splitOf(dataset, protocolFor(dataset), 1);

    expect(split.protocol).toBe('shippedSplit');
    expect(rowsOf(dataset, split, USE.train)).toEqual(['a x', 'a y', 'b x']);
    expect(rowsOf(dataset, split, USE.test)).toEqual(['a z', 'b y']);
    expect(rowsOf(dataset, split, USE.validation)).toEqual([]);
  });

  it('does not test what it taught', async () => {
    write('train.tsv', 'user\titem', 'a\tx', 'a\ty');
    write('test.tsv', 'user\titem', 'a\tx', 'a\tz');
    const dataset = await loadDataset(folder);

    const split = splitOf(dataset, 'shippedSplit', 1);

    expect(rowsOf(dataset, split, USE.test)).toEqual(['a z']);
    expect(split.repeated).toBe(1);
  });
});

describe('a split by time', () => {
  it('tests the newest tenth of all acts, whoever did them', async () => {
    const lines = Array.from(
      { length: 20 },
      (_, nth) => `p${nth % 3}\ti${nth}\t${1_000_000 + (19 - nth) * 60}`,
    );
    write('interactions.tsv', 'user\titem\ttimestamp', ...lines);
    const dataset = await loadDataset(folder);

    const split = splitOf(dataset, protocolFor(dataset), 1);

    expect(split.protocol).toBe('globalTime');
    expect(rowsOf(dataset, split, USE.test)).toEqual(['p0 i0', 'p1 i1']);
    expect(rowsOf(dataset, split, USE.validation)).toEqual(['p2 i2', 'p0 i3']);
    expect(rowsOf(dataset, split, USE.train)).toHaveLength(16);
  });
});

describe('a split of sequences', () => {
  it('tests each last item, with the one before for validation, and leaves short ones to learn from', async () => {
    write('sequences.txt', 'a 1 2 3 4', 'b 2 3', 'c 4 1 2');
    const dataset = await loadDataset(folder);

    const split = splitOf(dataset, protocolFor(dataset), 1);

    expect(split.protocol).toBe('leaveOneOut');
    expect(rowsOf(dataset, split, USE.test)).toEqual(['a 4', 'c 2']);
    expect(rowsOf(dataset, split, USE.validation)).toEqual(['a 3', 'c 1']);
    expect(rowsOf(dataset, split, USE.train)).toEqual(['a 1', 'a 2', 'b 2', 'b 3', 'c 4']);
  });
});

describe('a random split', () => {
  beforeEach(() => {
    const lines = [3, 1, 12, 25].flatMap((count, person) =>
      Array.from({ length: count }, (_, item) => `p${person}\ti${item}`),
    );
    write('interactions.tsv', 'user\titem', ...lines);
  });

  it('takes RecBole’s counts from everybody', async () => {
    const dataset = await loadDataset(folder);

    const split = splitOf(dataset, protocolFor(dataset), 1);

    expect(split.protocol).toBe('random811');
    const countsOf = (person: string): number[] =>
      [USE.train, USE.validation, USE.test].map(
        (use) => rowsOf(dataset, split, use).filter((row) => row.startsWith(`${person} `)).length,
      );
    expect(countsOf('p0')).toEqual([1, 1, 1]);
    expect(countsOf('p1')).toEqual([1, 0, 0]);
    expect(countsOf('p2')).toEqual([10, 1, 1]);
    expect(countsOf('p3')).toEqual([21, 2, 2]);
  });

  it('is the same for the same seed and another for another', async () => {
    const dataset = await loadDataset(folder);

    const [first, again, other] = [4, 4, 5].map((seed) => splitOf(dataset, 'random811', seed).use);

    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});

describe('a bundle that cannot be split', () => {
  it('says that nobody can be tested', async () => {
    write('interactions.tsv', 'user\titem', 'a\tx');
    const dataset = await loadDataset(folder);

    expect(() => splitOf(dataset, 'random811', 1)).toThrow('nobody has an item to be tested on');
  });

  it('says that times are missing', async () => {
    write('interactions.tsv', 'user\titem', 'a\tx', 'a\ty');
    const dataset = await loadDataset(folder);

    expect(() => splitOf(dataset, 'globalTime', 1)).toThrow('globalTime needs a timestamp in every row');
  });
});

describe('friendships of a bundle', () => {
  const pairs = (dataset: Dataset, of: Int32Array): string[] =>
    Array.from(
      { length: of.length / 2 },
      (_, i) => `${dataset.people.idOf(of[2 * i]!)}>${dataset.people.idOf(of[2 * i + 1]!)}`,
    ).sort();

  it('that list no pair both ways are mutual', async () => {
    write('train.tsv', 'user\titem', 'a\tx');
    write('social.tsv', 'user\tfriend', 'a\tb', 'b\tc');
    const dataset = await loadDataset(folder);

    expect(pairs(dataset, dataset.friendships)).toEqual(['a>b', 'b>a', 'b>c', 'c>b']);
  });

  it('that list some pairs both ways have directions, each once', async () => {
    write('train.tsv', 'user\titem', 'a\tx');
    write('social.tsv', 'user\tfriend', 'a\tb', 'b\ta', 'a\tb', 'b\tc');
    const dataset = await loadDataset(folder);

    expect(pairs(dataset, dataset.friendships)).toEqual(['a>b', 'b>a', 'b>c']);
  });

  it('shuffled keep how many friends and listeners everybody has, and pair nobody with themselves or twice', async () => {
    const edges: number[] = [];
    for (let person = 0; person < 60; person++)
      for (let nth = 1; nth <= 1 + (person % 5); nth++) edges.push(person, (person * 7 + nth * nth) % 60);
    const real = Int32Array.from(
      edges.flatMap((_, i) => (i % 2 === 0 && edges[i] !== edges[i + 1] ? [edges[i]!, edges[i + 1]!] : [])),
    );

    const shuffled = shuffledFriendships(real, 3);

    const ends = (of: Int32Array, which: 0 | 1): number[] => [...of].filter((_, i) => i % 2 === which).sort();
    expect(ends(shuffled, 0)).toEqual(ends(real, 0));
    expect(ends(shuffled, 1)).toEqual(ends(real, 1));
    const keys = Array.from(
      { length: shuffled.length / 2 },
      (_, i) => `${shuffled[2 * i]}>${shuffled[2 * i + 1]}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (let i = 0; i < shuffled.length; i += 2) expect(shuffled[i]).not.toBe(shuffled[i + 1]);
    expect(shuffled).not.toEqual(real);
  });
});
