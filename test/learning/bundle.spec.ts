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

  describe('with attributes of items', () => {
    async function attributesAndBad(...lines: string[]) {
      writeFileSync(join(folder, 'sequences.txt'), 'a 1 2\nb\n');
      writeFileSync(join(folder, 'item2attributes.json'), lines.join('\n'));
      const bad: string[] = [];
      const rows = await rowsOf((error) => bad.push(error.message));
      const attributes = rows.flatMap((row) =>
        row.kind === 'attributes' ? [`${row.line}: ${row.item} ${row.attributes.join('+')}`] : [],
      );
      return { attributes, bad: bad.filter((text) => !text.startsWith('sequences')) };
    }

    it('knows the line of each, in whatever order they are written', async () => {
      const lines = ['{', '"9": ["red", 3],', '', '"a \\"b\\": 1": [", ", ":"], "2": "blue",', '"1": [{}]}'];

      expect(await attributesAndBad(...lines)).toEqual({
        attributes: ['2: 9 red+3', '4: a "b": 1 , +:'],
        bad: [
          'item2attributes.json:5: an attribute of 1 is neither text nor number',
          'item2attributes.json:4: the attributes of 2 are not a list',
        ],
      });
    });

    it.each([
      ['a comma too many', ['{', '"1": ["red"],', '}'], 3],
      ['an end that comes too early', ['{', '"1": ["red"],', '"2": ['], 3],
      ['no object', ['["red"]'], 1],
    ])('names the line of %s', async (_what, lines, line) => {
      const { attributes, bad } = await attributesAndBad(...lines);

      expect(attributes).toEqual([]);
      expect(bad).toEqual([expect.stringMatching(`^item2attributes.json:${line}: is not `)]);
    });
  });

  it.each([
    ['sequences.txt', ['1 10 11', '2'], '2: 2 has no items'],
    ['train.tsv', ['user\titem', 'a\tx\ty'], '2: 3 cells, the header has 2'],
    ['test.tsv', ['user\titem', 'a\tx', 'a\t'], '3: item is empty'],
    [
      'ratings.tsv',
      ['user\titem\ttimestamp', 'a\tx\tyesterday'],
      '2: timestamp is not a number: "yesterday"',
    ],
    ['interactions.tsv', ['user\titem\trating', 'a\tx\t1e400'], '2: rating is not a number: "1e400"'],
    ['social.tsv', ['user\tfriend', 'a\ta'], '2: a cannot be their own friend'],
    ['items.tsv', ['item\ttitle', 'x\tLamp', '\tChair'], '3: item is empty'],
  ])('says of %s which line is broken, and how', async (file, lines, told) => {
    writeFileSync(join(folder, 'sequences.txt'), 'a 1 2\n');
    writeFileSync(join(folder, file), `${lines.join('\n')}\n`);
    const bad: string[] = [];

    await rowsOf((error) => bad.push(error.message));

    expect(bad).toEqual([`${file}:${told}`]);
  });

  it('says so when nobody did anything', async () => {
    writeFileSync(join(folder, 'social.tsv'), 'user\tfriend\n1\t2\n');

    await expect(rowsOf()).rejects.toThrow('nobody did anything');
  });
});
