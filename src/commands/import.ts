import { InvalidArgumentError, type Command } from 'commander';
import { basename, join, resolve } from 'node:path';
import type { Config } from '../config.js';
import { OperatorError } from '../failure.js';
import { BrokenLines } from '../importing/broken-lines.js';
import { BundleNames, bundleNameOf } from '../importing/bundle-names.js';
import { importBundle, type Imported } from '../importing/import-bundle.js';
import { surveyBundle } from '../importing/survey.js';
import { loadState } from '../live-graph/load.js';
import { byStretch, stepsOn, type Steps } from '../steps.js';
import type { Store } from '../store/graph-store.js';
import { openStore, type StoreOptions } from '../store/open.js';
import { giveWay, modelsIn, trainOn } from '../training-job.js';
import { TRAIN_STRETCHES } from '../training/train-shop.js';

interface Flags {
  readonly bundle: string;
  readonly name?: string;
  readonly fit: boolean;
  readonly again?: boolean;
}

/** A commit writes each page of the file that it changes once, so a large one costs less; a server keeps it in memory. */
const ROWS_A_COMMIT = { file: 50_000, server: 5000 } as const;

/** `grapevine import`: brings a bundle into the shop, and learns from it. */
export function registerImport(program: Command, config: () => Config): void {
  program
    .command('import')
    .description('bring people, items, friendships and acts of a bundle into the shop, and learn from them')
    .requiredOption('--bundle <folder>', 'a folder in the bundle format')
    .option(
      '--name <name>',
      'what its people and items are called after (default: the folder’s name)',
      nameFlag,
    )
    .option('--no-fit', 'do not learn a model afterwards')
    .option('--again', 'compare every row with the shop although the same files were imported before')
    .action(async (flags: Flags) => {
      const { databaseUrl, dataDir } = config();
      await run(flags, databaseUrl, dataDir, stepsOn(process.stderr));
    });
}

async function run(flags: Flags, databaseUrl: string, dataDir: string, steps: Steps): Promise<void> {
  const folder = resolve(flags.bundle);
  const name = flags.name ?? bundleNameOf(basename(folder));
  if (name === '') throw new OperatorError(`Give the bundle a name with --name: ${folder} has none.`);
  const broken = new BrokenLines(join(dataDir, `import-${name}-broken-lines.tsv`));
  const survey = await steps('Reading the bundle', (onProgress) =>
    surveyBundle(folder, broken.add, onProgress),
  ).finally(() => broken.close());
  const startedAt = performance.now();
  // Cut short by a kill or a power cut it goes on; once it is closed, and only then is it told, all of it is on disk.
  const imported = await withStore(databaseUrl, { synced: 'atCheckpoints' }, (store) =>
    steps('Importing', (onProgress) =>
      importBundle(store, {
        ...{ folder, name, survey, again: flags.again === true, onProgress },
        batchRows: databaseUrl.startsWith('file:') ? ROWS_A_COMMIT.file : ROWS_A_COMMIT.server,
      }),
    ),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(summary(name, imported, seconds));
  if (broken.count > 0) process.stdout.write(`${broken.count} broken lines were left out: ${broken.path}\n`);
  const isBehind = !imported.nothingToDo || (await modelsIn(dataDir).registry.current()) === null;
  if (flags.fit && isBehind)
    await withStore(databaseUrl, {}, (store) => learn(store, databaseUrl, dataDir, steps));
  process.stdout.write(
    `\nTry, as staff or analyst:\n  ${exampleFor(new BundleNames(name).handle(survey.somebody))}\n`,
  );
}

async function withStore<T>(
  url: string,
  options: StoreOptions,
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(url, options);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

function summary(name: string, imported: Imported, seconds: number): string {
  const { rows, resumedAt, nodes, edges, nothingToDo } = imported;
  if (nothingToDo)
    return `The same files were imported as ${name} before: nothing to do. Use --again to compare every row.\n`;
  const resumed = resumedAt > 0 ? `, ${resumedAt} of them before it was cut short` : '';
  const rate = Math.round((rows - resumedAt) / Math.max(seconds, 0.001));
  return (
    `${rows} rows of ${name} are in the shop${resumed}: ` +
    `${nodes} people, items and categories and ${edges} relationships written, ${rate} rows a second.\n`
  );
}

/** Learns anew, as an import may bring what no earlier model could know; without a comparison where none is served. */
async function learn(store: Store, databaseUrl: string, dataDir: string, steps: Steps): Promise<void> {
  giveWay();
  const { graph } = await steps('Loading the graph', () => loadState(store));
  const outcome = await steps('Learning what people like', (onProgress) =>
    trainOn(
      graph,
      {
        ...{ databaseUrl, dataDir, purpose: 'import', seed: 1, engine: 'cpu' },
        ...{ mode: 'full', force: null, budgetSeconds: null },
      },
      byStretch(onProgress, TRAIN_STRETCHES),
    ),
  );
  if (outcome.kind === 'published') process.stdout.write(`Model ${outcome.version} is published.\n`);
  else process.stdout.write(`No model is published: ${outcome.because}.\n`);
}

function exampleFor(handle: string): string {
  return (
    `{ user(handle: "${handle}") { recommendations(first: 5) { basedOn ` +
    'edges { node { title } score parts { name value } reasons { __typename contribution } } } } }'
  );
}

function nameFlag(text: string): string {
  if (bundleNameOf(text) !== text)
    throw new InvalidArgumentError('It takes words of a–z and 0–9 joined by hyphens, 18 characters at most.');
  return text;
}
