import type { Command } from 'commander';
import type { Config } from '../config.js';
import { OperatorError } from '../failure.js';
import type { AccountDesk } from '../features/accounts/index.js';
import { seedDemo } from '../seeding.js';
import { stepsOn } from '../steps.js';
import { openStore } from '../store/open.js';

/** `grapevine seed`: the demo town, for a store whose shop does not seed by itself. */
export function registerSeed(
  program: Command,
  config: () => Config,
  deskOf: (config: Config) => AccountDesk,
): void {
  program
    .command('seed')
    .description('put the demo town into an empty store, or finish one that was cut short')
    .action(async () => {
      const read = config();
      const steps = stepsOn(process.stderr);
      const store = await steps('Opening the store', () => openStore(read.databaseUrl));
      try {
        if (!(await seedDemo(read, deskOf(read), store, steps)))
          throw new OperatorError('The store is not empty, so nothing was put into it.');
      } finally {
        await store.close();
      }
    });
}
