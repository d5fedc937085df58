import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SeededElsewhereError, seedState } from '../seeds/small-town/perform/seed-progress.js';
import { seedTown } from '../seeds/small-town/perform/seed-town.js';
import { DEMO_TOWN, type TownOptions } from '../seeds/small-town/simulate-town.js';
import type { Config } from './config.js';
import { CopyMarker } from './copying/copy-marker.js';
import { CopiedElsewhereError, Copying } from './copying/copying.js';
import { OperatorError } from './failure.js';
import { mac, type AccountDesk } from './features/accounts/index.js';
import { makeFolder } from './make-folder.js';
import type { Steps } from './steps.js';
import type { Store } from './store/graph-store.js';
import { openStore } from './store/open.js';

export interface SeedDemoOptions {
  /** Left out: the demo town. */
  readonly town?: TownOptions;
  /** Another process that has not come further for so long is taken to be dead; default 20,000. */
  readonly stalledMs?: number;
}

/**
 * Puts the demo town into a store that is empty, or finishes one that was cut short, and writes what the town knows and
 * the shop does not to `<DATA_DIR>/demo-town-truth.json`. Leaves any other store alone.
 *
 * The town's eighteen thousand steps are performed one by one; where each would cross a network, a file beside the data
 * takes them, and is copied in the end. Of several processes that begin at once one does it, and the others wait for it;
 * should it die, the next goes on.
 *
 * @returns whether the town was written now
 * @throws OperatorError when a town of another version was cut short there
 */
export async function seedDemo(
  config: Config,
  desk: AccountDesk,
  store: Store,
  steps: Steps,
  { town = DEMO_TOWN, stalledMs = 20_000 }: SeedDemoOptions = {},
): Promise<boolean> {
  for (;;) {
    try {
      return await seedOnce(config, desk, store, steps, town);
    } catch (error) {
      const isElsewhere = error instanceof SeededElsewhereError || error instanceof CopiedElsewhereError;
      const isClaimed = error instanceof OperatorError && (await isBegunOrDone(store));
      if (!isElsewhere && !isClaimed) throw error;
      const moved = await steps('Waiting for another process to seed', () => followed(store, stalledMs));
      if (moved === 'done') return false;
      if (moved === 'stalled' && !isElsewhere) throw error;
    }
  }
}

/** Whether somebody copies a town into the store, or has by now. */
async function isBegunOrDone(store: Store): Promise<boolean> {
  return (await CopyMarker.find(store)) !== null || (await seedState(store)).kind === 'seeded';
}

/** Watches another process seed, until it is done or has not come further for a while. */
async function followed(store: Store, stalledMs: number): Promise<'done' | 'stalled'> {
  let before = '';
  for (let giveUpAt = 0; ; await pause(200)) {
    const [marker, state] = [await CopyMarker.find(store), await seedState(store)];
    if (marker === null && state.kind === 'seeded') return 'done';
    const now = JSON.stringify([marker?.rows, state]);
    if (now !== before) giveUpAt = performance.now() + stalledMs;
    else if (performance.now() > giveUpAt) return 'stalled';
    before = now;
  }
}

async function seedOnce(
  config: Config,
  desk: AccountDesk,
  store: Store,
  steps: Steps,
  options: TownOptions,
): Promise<boolean> {
  const isHalfCopied = (await CopyMarker.find(store)) !== null;
  const { kind } = await seedState(store);
  if (!isHalfCopied && kind !== 'empty' && kind !== 'begun') return false;
  const { databaseUrl, dataDir } = config;
  if (databaseUrl === 'memory:') await perform(config, desk, store, steps, options);
  else if (databaseUrl.startsWith('file:')) await performAt(databaseUrl);
  else {
    const path = join(dataDir, 'demo-town.db');
    await performAt(`file:${path}`, async (town) => {
      const [from, to] = [
        { store: town, shown: path, key: 'demo-town' },
        { store, shown: 'the store', key: 'store' },
      ];
      await steps('Copying the demo town', async (onProgress) => {
        const copying = await Copying.begin(from, to, () => undefined);
        await copying.copy(onProgress);
        await copying.finish(store);
      });
    });
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  }
  return true;

  async function performAt(url: string, then?: (town: Store) => Promise<void>): Promise<void> {
    const bulk = await openStore(url, { synced: 'atCheckpoints' });
    try {
      await perform(config, desk, bulk, steps, options);
      await then?.(bulk);
    } finally {
      await bulk.close();
    }
  }
}

/** Every step that the store does not have yet. */
async function perform(
  { dataDir }: Config,
  desk: AccountDesk,
  store: Store,
  steps: Steps,
  options: TownOptions,
): Promise<void> {
  const digest = (text: string): string => mac(desk.keys.digest, text);
  const outcome = await steps('Seeding the demo town', (onProgress) =>
    seedTown({ store, desk, digest, onProgress }, options),
  );
  if (outcome.kind === 'refused') throw new OperatorError(outcome.sentence);
  if (outcome.kind !== 'seeded') return;
  makeFolder(dataDir);
  writeFileSync(join(dataDir, 'demo-town-truth.json'), `${JSON.stringify(outcome.plan.truth)}\n`);
}
