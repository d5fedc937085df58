import { randomOf, shuffle } from '../../graph-models/neural/random.js';
import { BundleError } from './bundle.js';
import type { Dataset } from './dataset.js';

/**
 * `shippedSplit`: train.tsv and test.tsv as they are · `random811`: 80/10/10 of each person's items, RecBole's counts ·
 * `leaveOneOut`: each person's last item, the one before for validation · `globalTime`: the newest tenth of all acts,
 * the tenth before for validation.
 */
export type Protocol = 'shippedSplit' | 'random811' | 'leaveOneOut' | 'globalTime';
export const PROTOCOLS: readonly Protocol[] = ['shippedSplit', 'random811', 'leaveOneOut', 'globalTime'];

/** Where each act goes. */
export const USE = { train: 0, validation: 1, test: 2, nowhere: 3 } as const;

/** Test rows that repeat what the person is known to have, and repeated lines, go nowhere. */
export interface Split {
  readonly protocol: Protocol;
  /** A USE for every act of the dataset. */
  readonly use: Uint8Array;
  readonly repeated: number;
}

/** The protocol that the bundle's files ask for. */
export function protocolFor(dataset: Dataset): Protocol {
  if (dataset.has.has('test.tsv') && dataset.has.has('train.tsv')) return 'shippedSplit';
  if (dataset.has.has('sequences.txt')) return 'leaveOneOut';
  return hasTimes(dataset) ? 'globalTime' : 'random811';
}

/** @throws BundleError when the bundle lacks what the protocol needs */
export function splitOf(dataset: Dataset, protocol: Protocol, seed: number): Split {
  const use = new Uint8Array(dataset.acts.count).fill(USE.train);
  const repeated = dropRepeats(dataset, use);
  if (protocol === 'shippedSplit') shipped(dataset, use);
  else if (protocol === 'globalTime') byTime(dataset, use);
  else if (protocol === 'leaveOneOut') lastOfEach(dataset, use);
  else atRandom(dataset, use, seed);
  if (!use.includes(USE.test)) throw new BundleError(`${dataset.folder}: nobody has an item to be tested on`);
  if (!use.includes(USE.train)) throw new BundleError(`${dataset.folder}: nothing is left to learn from`);
  return { protocol, use, repeated };
}

function shipped(dataset: Dataset, use: Uint8Array): void {
  if (!dataset.has.has('test.tsv')) throw new BundleError('shippedSplit needs train.tsv and test.tsv');
  const { ofTest } = dataset.acts;
  for (let row = 0; row < use.length; row++)
    if (use[row] !== USE.nowhere && ofTest[row] === 1) use[row] = USE.test;
}

function byTime(dataset: Dataset, use: Uint8Array): void {
  if (!hasTimes(dataset)) throw new BundleError('globalTime needs a timestamp in every row');
  const { at } = dataset.acts;
  const rows = usedRows(use).sort((a, b) => at[a]! - at[b]! || a - b);
  const validationFrom = Math.floor(rows.length * 0.8);
  const testFrom = Math.floor(rows.length * 0.9);
  rows.forEach((row, nth) => {
    if (nth >= testFrom) use[row] = USE.test;
    else if (nth >= validationFrom) use[row] = USE.validation;
  });
}

function lastOfEach(dataset: Dataset, use: Uint8Array): void {
  const { at } = dataset.acts;
  for (const rows of rowsByPerson(dataset, use)) {
    if (rows.length < 3) continue;
    rows.sort((a, b) => (at[a]! || 0) - (at[b]! || 0) || a - b);
    use[rows[rows.length - 1]!] = USE.test;
    use[rows[rows.length - 2]!] = USE.validation;
  }
}

/** RecBole's counts: a tenth each, rounded down, but one where that would be none and more than one is left. */
function atRandom(dataset: Dataset, use: Uint8Array, seed: number): void {
  const random = randomOf(seed);
  for (const rows of rowsByPerson(dataset, use)) {
    shuffle(rows, random);
    const share = rows.length / 10;
    const counts = [Math.floor(share), Math.floor(share)];
    let left = rows.length - counts[0]! - counts[1]!;
    for (const part of [1, 0]) {
      if (left <= 1) break;
      if (share > 0 && share < 1) {
        counts[part]! += 1;
        left--;
      }
    }
    const [validation, test] = counts as [number, number];
    for (const row of rows.slice(left, left + validation)) use[row] = USE.validation;
    for (const row of rows.slice(left + validation, left + validation + test)) use[row] = USE.test;
  }
}

/** Of rows with the same person and item the first stays; in a shipped split, the first of train. */
function dropRepeats(dataset: Dataset, use: Uint8Array): number {
  const { person, item, ofTest, count } = dataset.acts;
  const seen = new Set<number>();
  let repeated = 0;
  for (const wanted of [0, 1]) {
    for (let row = 0; row < count; row++) {
      if (ofTest[row] !== wanted) continue;
      const key = person[row]! * dataset.items.size + item[row]!;
      if (seen.has(key)) {
        use[row] = USE.nowhere;
        repeated++;
      } else seen.add(key);
    }
  }
  return repeated;
}

function rowsByPerson(dataset: Dataset, use: Uint8Array): number[][] {
  const rows: number[][] = Array.from({ length: dataset.people.size }, () => []);
  for (const row of usedRows(use)) rows[dataset.acts.person[row]!]!.push(row);
  return rows;
}

function usedRows(use: Uint8Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row < use.length; row++) if (use[row] !== USE.nowhere) rows.push(row);
  return rows;
}

/** Whether every act has a time, and not all the same. */
function hasTimes(dataset: Dataset): boolean {
  const { at } = dataset.acts;
  return at.every((time) => !Number.isNaN(time)) && at.some((time) => time !== at[0]);
}
