import { bundleFiles, readBundle, readBundleFile, type BundleLineError } from '../training/bundle.js';
import type { GraphStore } from '../store/graph-store.js';
import { GraphOfBundle, type Wanted } from './graph-of-bundle.js';
import { GraphWriter, type Written } from './graph-writer.js';
import { ImportProgress } from './import-progress.js';
import { problemOf } from './row-problems.js';
import { surveyBundle, type Survey } from './survey.js';

export interface ImportOptions {
  readonly folder: string;
  /** Words of a–z and 0–9 joined by hyphens: what its people, items and categories are called after. */
  readonly name: string;
  /** Compares every row with the store although the very same files are in it already. */
  readonly again?: boolean;
  readonly now?: () => number;
  /** Rows a commit; default 5,000. */
  readonly batchRows?: number;
  /** Made by `surveyBundle` before; left out: it is made now. */
  readonly survey?: Survey;
  readonly onBroken?: (error: BundleLineError) => void;
  readonly onProgress?: (rows: number, ofRows: number) => void;
}

export interface Imported extends Written {
  /** How many rows the bundle has, its broken lines left out. */
  readonly rows: number;
  /** Rows that were in the store before, of an import that was cut short. */
  readonly resumedAt: number;
  readonly broken: number;
  /** The same files had been imported, and nothing was looked at. */
  readonly nothingToDo: boolean;
}

const BATCH_ROWS = 5000;

/**
 * Brings a bundle into the store: people and items under ids that its own keys decide, so that importing it twice is
 * the same as once. Killed in the middle, it goes on where it was when it is called again.
 *
 * @throws BundleError when the folder is no bundle
 */
export async function importBundle(store: GraphStore, options: ImportOptions): Promise<Imported> {
  const survey =
    options.survey ?? (await surveyBundle(options.folder, options.onBroken ?? (() => undefined)));
  const progress = await ImportProgress.open(
    store,
    options.name,
    survey.fingerprint,
    survey.rows,
    options.now ?? Date.now,
  );
  const { rows, broken } = survey;
  const nothingToDo = progress.isDone && options.again !== true;
  if (nothingToDo) return { rows, broken, resumedAt: rows, nothingToDo, nodes: 0, edges: 0 };

  const isAgain = progress.isDone;
  if (isAgain) await progress.restart();
  const resumedAt = progress.rows;
  const writer = new GraphWriter(store, progress, isAgain);
  await writeRows(options, survey, resumedAt, writer);
  const { nodes, edges } = writer.written;
  await progress.finish(nodes + edges > 0 || resumedAt > 0);
  return { rows, broken, resumedAt, nothingToDo, nodes, edges };
}

async function writeRows(
  { folder, name, onProgress, batchRows = BATCH_ROWS }: ImportOptions,
  survey: Survey,
  resumedAt: number,
  writer: GraphWriter,
): Promise<void> {
  const graph = new GraphOfBundle(name, survey.scale, await attributesIn(folder));
  let batch: Wanted = { nodes: [], edges: [] };
  let [rows, sent] = [0, resumedAt];
  let writing = Promise.resolve();
  const write = async (full: Wanted, upTo: number): Promise<void> => {
    await writer.write(full, upTo);
    onProgress?.(upTo, survey.rows);
  };
  /** The next batch is read while this one is written. */
  const flush = async (): Promise<void> => {
    await writing;
    writing = write(batch, rows);
    writing.catch(() => undefined); // whoever awaits it hears of it
    sent = rows;
    batch = { nodes: [], edges: [] };
  };
  for await (const piece of readBundle(folder, () => undefined)) {
    for (const row of piece) {
      if (problemOf(row) !== null) continue;
      graph.add(row, batch);
      if (++rows <= resumedAt) batch = { nodes: [], edges: [] };
      else if (rows - sent === batchRows) await flush();
    }
  }
  if (rows > sent) await flush();
  await writing;
}

async function attributesIn(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const attributes = new Map<string, readonly string[]>();
  if (!bundleFiles(folder).includes('item2attributes.json')) return attributes;
  for await (const piece of readBundleFile(folder, 'item2attributes.json', () => undefined))
    for (const row of piece) if (row.kind === 'attributes') attributes.set(row.item, row.attributes);
  return attributes;
}
