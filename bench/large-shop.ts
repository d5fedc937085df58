import type { Result } from 'autocannon';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { writeSyntheticShop } from './synthetic-shop.js';

/** How the people of the shop are called: `bench-0`, `bench-1` … */
export const NAME = 'bench';

export interface LargeShopSize {
  readonly people: number;
  readonly items: number;
  readonly acts: number;
  readonly friendships: number;
}

/** Makes a shop up and imports it as any other. */
export async function importLargeShop(
  dataDir: string,
  environment: NodeJS.ProcessEnv,
  size: LargeShopSize,
): Promise<void> {
  const bundle = join(dataDir, 'bundle');
  await writeSyntheticShop(bundle, { ...size, seed: 1 });
  const importing = spawnSync(
    process.execPath,
    ['dist/src/cli.js', 'import', '--bundle', bundle, '--name', NAME],
    { env: environment, stdio: 'inherit' },
  );
  if (importing.status !== 0) throw new Error('the import failed');
}

/** Serves it as `npm start` does, without a limit of rates; resolves when it answers. */
export async function serve(
  environment: NodeJS.ProcessEnv,
): Promise<{ address: string; stop: () => Promise<void> }> {
  const server = spawn(process.execPath, ['dist/src/main.js'], {
    env: { ...environment, RATE_LIMIT_COST_PER_MINUTE: '100000000' },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      process.stderr.write(text);
      const [, found] = /answers on (http:\S+)\/graphql/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', () => reject(new Error('the server ended')));
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.once('exit', () => resolve());
      server.kill('SIGTERM');
    });
  return { address, stop };
}

export const TABLE_HEAD =
  '| connections | requests/s | p50 ms | p90 ms | p97.5 ms | p99 ms | failed |\n|---|---|---|---|---|---|---|\n';

export function row(
  connections: number | string,
  { latency, requests, errors, non2xx, mismatches }: Result,
): string {
  const { p50, p90, p97_5, p99 } = latency;
  const failed = errors + non2xx + mismatches;
  return `| ${connections} | ${requests.average.toFixed(0)} | ${p50} | ${p90} | ${p97_5} | ${p99} | ${failed} |\n`;
}
