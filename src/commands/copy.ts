import type { Command } from 'commander';
import { differenceOf, tableOf } from '../copying/compared.js';
import { Copying } from '../copying/copying.js';
import { placeOf, type Place } from '../copying/places.js';
import { OperatorError } from '../failure.js';
import { stepsOn, type Steps } from '../steps.js';
import type { Store } from '../store/graph-store.js';
import { openStore } from '../store/open.js';

interface Flags {
  readonly from: string;
  readonly to: string;
}

/** `grapevine copy`: everything of one store into another, empty one. */
export function registerCopy(program: Command): void {
  program
    .command('copy')
    .description(
      'copy a whole shop into an empty store of either kind, and compare; it can be cut short and goes on',
    )
    .requiredOption(
      '--from <url>',
      'file:./data/grapevine.db or neo4j://user:password@host:7687; no shop may run on it',
    )
    .requiredOption('--to <url>', 'the same kinds; empty, or with this copy begun')
    .action(async (flags: Flags) => {
      const [from, to] = [placeOf('--from', flags.from), placeOf('--to', flags.to)];
      if (!from.exists) throw new OperatorError(`There is no database at ${from.shown}.`);
      const steps = stepsOn(process.stderr);
      await within(from, 'everyCommit', (source) =>
        within(to, 'atCheckpoints', (target) =>
          run({ ...from, store: source }, { ...to, store: target }, steps),
        ),
      );
    });
}

type Opened = Place & { readonly store: Store };

async function run(from: Opened, to: Opened, steps: Steps): Promise<void> {
  const copying = await steps('Reading the source', (onProgress) => Copying.begin(from, to, onProgress));
  const startedAt = performance.now();
  await steps('Copying', (onProgress) => copying.copy(onProgress));
  const seconds = (performance.now() - startedAt) / 1000;
  const comparison = await steps('Comparing', (onProgress) => copying.verify(onProgress));
  process.stdout.write(`${tableOf(comparison)}\n`);
  const difference = differenceOf(comparison);
  if (difference !== null) {
    throw new OperatorError(
      `The copy differs from its source in ${difference}: something wrote to one of them meanwhile; empty ${to.shown} and copy again.`,
    );
  }
  await within(to, 'everyCommit', (synced) => copying.finish(synced));
  const { rows, resumedAt } = copying;
  const resumed = resumedAt > 0 ? `, ${resumedAt} of them before it was cut short` : '';
  const rate = Math.round((rows - resumedAt) / Math.max(seconds, 0.001));
  process.stdout.write(
    `${rows} rows are in ${to.shown}${resumed}, ${rate} rows a second; it holds the same as ${from.shown}.\n`,
  );
}

async function within<T>(
  { url }: Place,
  synced: 'everyCommit' | 'atCheckpoints',
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore(url, { synced });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
