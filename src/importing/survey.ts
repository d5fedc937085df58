import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { bundleFiles, readBundle, type BundleLineError } from '../training/bundle.js';
import { ratingScaleOf, type RatingScale } from '../training/rating-scale.js';
import { problemOf } from './row-problems.js';

/** What a look through the whole bundle tells before anything is written. */
export interface Survey {
  /** Rows that will be imported. */
  readonly rows: number;
  readonly broken: number;
  readonly scale: RatingScale;
  /** Of the files' names and bytes: another bundle has another. */
  readonly fingerprint: string;
  /** The key of somebody who did something. */
  readonly somebody: string;
}

/**
 * Reads a bundle once, for its size, its scale of ratings and its broken lines.
 *
 * @param onProgress lines read, of about as many
 * @throws BundleError when the folder is no bundle
 */
export async function surveyBundle(
  folder: string,
  onBroken: (error: BundleLineError) => void,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Survey> {
  const files = bundleFiles(folder);
  const { fingerprint, lines } = await countedFingerprint(folder, files);
  let [rows, broken] = [0, 0];
  let [least, most] = [Infinity, -Infinity];
  let somebody = '';
  const report = (error: BundleLineError): void => {
    broken++;
    onBroken(error);
  };
  for await (const piece of readBundle(folder, report)) {
    for (const row of piece) {
      const problem = problemOf(row);
      if (problem !== null) {
        report(problem);
        continue;
      }
      rows++;
      if (row.kind !== 'act') continue;
      somebody ||= row.user;
      if (row.rating !== null) {
        least = Math.min(least, row.rating);
        most = Math.max(most, row.rating);
      }
    }
    onProgress(rows, lines);
  }
  const ratings = most === -Infinity ? [] : [least, most];
  return {
    rows,
    broken,
    scale: ratingScaleOf({ rating: Float64Array.from(ratings) }),
    fingerprint,
    somebody,
  };
}

async function countedFingerprint(
  folder: string,
  files: readonly string[],
): Promise<{ fingerprint: string; lines: number }> {
  const hash = createHash('sha256');
  let lines = 0;
  for (const file of files) {
    hash.update(`${file}\n`);
    for await (const chunk of createReadStream(join(folder, file), { highWaterMark: 1 << 20 })) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
    }
  }
  return { fingerprint: hash.digest('hex').slice(0, 24), lines };
}

const LINE_FEED = 10;
