import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleLineError } from '../../src/training/bundle.js';
import { readBundle, type BundleRow } from '../../src/training/bundle.js';

describe('a bundle', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function rowsOf(onBad?: (error: BundleLineError) => void): Promise<BundleRow[]> {
    const rows: BundleRow[] = [];
    for await (const piece of readBundle(folder, onBad)) rows.push(...piece);
    return rows;
  }

  it('keeps extra columns as they are, and reads seconds as milliseconds', async () => {
    writeFileSync(
      join(folder, 'ratings.tsv'),
      'user\titem\tcategory\trating\ttimestamp\n6119\t92579\t24\t5\t959670000\n',
    );

    expect(await rowsOf()).toEqual([
      {
        kind: 'act',
        file: 'ratings.tsv',
        line: 2,
        user: '6119',
        item: '92579',
        rating: 5,
        at: 959670000000,
        extra: { category: '24' },
      },
    ]);
  });

  it('reports broken lines with their number and reason, and reads the rest', async () => {
    writeFileSync(
      join(folder, 'interactions.tsv'),
      'user\titem\trating\na\tx\t5\nb\ty\n\tz\t3\nc\tw\tfive\r\nd\tv\t4',
    );
    const bad: string[] = [];

    const rows = await rowsOf((error) => bad.push(error.message));

    expect(rows.map((row) => row.line)).toEqual([2, 6]);
    expect(bad).toEqual([
      'interactions.tsv:3: 2 cells, the header has 3',
      'interactions.tsv:4: user is empty',
      'interactions.tsv:5: rating is not a number: "five"',
    ]);
  });

  it('throws on the first broken line when nobody collects them', async () => {
    writeFileSync(join(folder, 'train.tsv'), 'user\titem\na\tx\nb\n');

    await expect(rowsOf()).rejects.toThrow('train.tsv:3: 1 cells, the header has 2');
  });

  it('names the column that a header lacks', async () => {
    writeFileSync(join(folder, 'train.tsv'), 'person\titem\na\tx\n');

    await expect(rowsOf()).rejects.toThrow('train.tsv:1: the header has no column user');
  });

  it('reads sequences in their order', async () => {
    writeFileSync(join(folder, 'sequences.txt'), '1 10 11 12\n2 11\n');

    const rows = await rowsOf();

    expect(rows.map((row) => row.kind === 'act' && [row.user, row.item, row.at])).toEqual([
      ['1', '10', 1],
      ['1', '11', 2],
      ['1', '12', 3],
      ['2', '11', 1],
    ]);
  });

  it('says so when nobody did anything', async () => {
    writeFileSync(join(folder, 'social.tsv'), 'user\tfriend\n1\t2\n');

    await expect(rowsOf()).rejects.toThrow('nobody did anything');
  });
});
