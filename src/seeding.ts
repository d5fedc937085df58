import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedState } from '../seeds/small-town/perform/seed-progress.js';
import { seedTown } from '../seeds/small-town/perform/seed-town.js';
import type { Config } from './config.js';
import { OperatorError } from './failure.js';
import { mac, type AccountDesk } from './features/accounts/index.js';
import type { Steps } from './steps.js';
import type { Store } from './store/graph-store.js';
import { openStore } from './store/open.js';

/**
 * Puts the demo town into a store that is empty, or finishes one that was cut short, and writes what the town knows and
 * the shop does not to `<DATA_DIR>/demo-town-truth.json`. Leaves any other store alone.
 *
 * @param store the shop's own; the town comes in through one that syncs less often
 * @returns whether the town was written now
 * @throws OperatorError when a town of another version was cut short there
 */
export async function seedDemo(
  config: Config,
  desk: AccountDesk,
  store: Store,
  steps: Steps,
): Promise<boolean> {
  const { kind } = await seedState(store);
  if (kind !== 'empty' && kind !== 'begun') return false;
  return steps('Seeding the demo town', async (onProgress) => {
    const bulk = await openBulk(config, store);
    try {
      const digest = (text: string): string => mac(desk.keys.digest, text);
      const outcome = await seedTown({ store: bulk, desk, digest, onProgress });
      if (outcome.kind === 'refused') throw new OperatorError(outcome.sentence);
      if (outcome.kind === 'seeded') writeTruth(config, outcome.plan.truth);
      return outcome.kind === 'seeded';
    } finally {
      if (bulk !== store) await bulk.close();
    }
  });
}

/** What is in memory is only where it is. */
async function openBulk({ databaseUrl }: Config, store: Store): Promise<Store> {
  return databaseUrl === 'memory:' ? store : openStore(databaseUrl, { synced: 'atCheckpoints' });
}

function writeTruth({ dataDir }: Config, truth: unknown): void {
  writeFileSync(join(dataDir, 'demo-town-truth.json'), `${JSON.stringify(truth)}\n`);
}
