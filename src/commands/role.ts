import { Argument, type Command } from 'commander';
import type { Config } from '../config.js';
import { OperatorError } from '../failure.js';
import { planSetRole, Role, type AccountDesk } from '../features/accounts/index.js';
import { openStore } from '../store/open.js';
import type { Store } from '../store/graph-store.js';
import { perform } from '../use-cases/perform.js';
import { Refusal } from '../use-cases/refusal.js';
import type { Shop } from '../use-cases/shop.js';

type ShopOf = (store: Store, desk: AccountDesk, settled: Shop['settled']) => Shop;

/** `grapevine role`: makes the first staff of a shop; they can do the rest by `setRole`. */
export function registerRole(
  program: Command,
  config: () => Config,
  deskOf: (config: Config) => AccountDesk,
  shopOf: ShopOf,
): void {
  program
    .command('role')
    .description('give a role to somebody with an account, or take it; they sign in again for it')
    .argument('<handle>')
    .addArgument(new Argument('<role>').choices(Object.keys(Role)))
    .option('--take', 'take it away')
    .action(async (handle: string, role: Role, { take }: { take?: boolean }) => {
      const read = config();
      const store = await openStore(read.databaseUrl);
      try {
        const shop = shopOf(store, deskOf(read), () => Promise.resolve());
        const request = { mutation: 'setRole', by: null, input: { handle, role, take } };
        const done = await perform(shop, request, () => planSetRole(shop, handle, role, take !== true));
        if (done instanceof Refusal) throw new OperatorError(done.message);
        process.stdout.write(`${handle} is ${done.roles.join(', ') || 'nothing in particular'} now.\n`);
      } finally {
        await store.close();
      }
    });
}
