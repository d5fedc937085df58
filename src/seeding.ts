import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedState } from '../seeds/small-town/perform/seed-progress.js';
import { seedTown } from '../seeds/small-town/perform/seed-town.js';
import type { Config } from './config.js';
import { CopyMarker } from './copying/copy-marker.js';
import { Copying } from './copying/copying.js';
import { OperatorError } from './failure.js';
import { mac, type AccountDesk } from './features/accounts/index.js';
import type { Steps } from './steps.js';
import type { Store } from './store/graph-store.js';
import { openStore } from './store/open.js';

/**
 * Puts the demo town into a store that is empty, or finishes one that was cut short, and writes what the town knows and
 * the shop does not to `<DATA_DIR>/demo-town-truth.json`. Leaves any other store alone.
 *
 * The town's eighteen thousand steps are performed one by one; where each would cross a network, a file beside the data
 * takes them, and is copied in the end.
 *
 * @returns whether the town was written now
 * @throws OperatorError when a town of another version was cut short there
 */
export async function seedDemo(
  config: Config,
  desk: AccountDesk,
  store: Store,
  steps: Steps,
): Promise<boolean> {
  const isHalfCopied = (await CopyMarker.find(store)) !== null;
  const { kind } = await seedState(store);
  if (!isHalfCopied && kind !== 'empty' && kind !== 'begun') return false;
  const { databaseUrl, dataDir } = config;
  if (databaseUrl === 'memory:') await perform(config, desk, store, steps);
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
      await perform(config, desk, bulk, steps);
      await then?.(bulk);
    } finally {
      await bulk.close();
    }
  }
}

/** Every step that the store does not have yet. */
async function perform({ dataDir }: Config, desk: AccountDesk, store: Store, steps: Steps): Promise<void> {
  const digest = (text: string): string => mac(desk.keys.digest, text);
  const outcome = await steps('Seeding the demo town', (onProgress) =>
    seedTown({ store, desk, digest, onProgress }),
  );
  if (outcome.kind === 'refused') throw new OperatorError(outcome.sentence);
  if (outcome.kind === 'seeded')
    writeFileSync(join(dataDir, 'demo-town-truth.json'), `${JSON.stringify(outcome.plan.truth)}\n`);
}
