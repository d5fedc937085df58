import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
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
}

/**
 * Reads a bundle once, for its size, its scale of ratings and its broken lines.
 *
 * @param onProgress bytes read, of all
 * @throws BundleError when the folder is no bundle
 */
export async function surveyBundle(
  folder: string,
  onBroken: (error: BundleLineError) => void,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Survey> {
  const files = bundleFiles(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const fingerprint = await fingerprintOf(folder, files, (read) => onProgress(read / 2, bytes));

  let [rows, broken] = [0, 0];
  let [least, most] = [Infinity, -Infinity];
  const report = (error: BundleLineError): void => {
    broken++;
    onBroken(error);
  };
  for await (const row of readBundle(folder, report)) {
    const problem = problemOf(row);
    if (problem !== null) {
      report(problem);
      continue;
    }
    rows++;
    if (row.kind === 'act' && row.rating !== null) {
      least = Math.min(least, row.rating);
      most = Math.max(most, row.rating);
    }
    if (rows % 20_000 === 0) onProgress(bytes / 2, bytes);
  }
  const ratings = most === -Infinity ? [] : [least, most];
  return { rows, broken, scale: ratingScaleOf({ rating: Float64Array.from(ratings) }), fingerprint };
}

async function fingerprintOf(
  folder: string,
  files: readonly string[],
  onRead: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  let read = 0;
  for (const file of files) {
    hash.update(`${file}\n`);
    for await (const chunk of createReadStream(join(folder, file), { highWaterMark: 1 << 20 })) {
      hash.update(chunk as Buffer);
      onRead((read += (chunk as Buffer).length));
    }
  }
  return hash.digest('hex').slice(0, 24);
}
