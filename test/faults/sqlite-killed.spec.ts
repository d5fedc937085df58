import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.js';
import { full } from '../support/full.js';
import { commitUntilFull, commitUntilKilled } from './killed-process.js';
import { expectWhole } from './expect-whole.js';

const KILLS = full ? 1000 : 100;
const KILLS_PER_DATABASE = 10;

describe('SQLite under kill -9', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-killed-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    `has every acknowledged commit, whole, after each of ${KILLS} kills`,
    async () => {
      const lane = async (kills: number, name: string) => {
        for (let n = 0; n < kills; n++) {
          const url = `file:${join(folder, `${name}-${Math.floor(n / KILLS_PER_DATABASE)}.db`)}`;
          // Every other time a second process has the database open, as the server has while a command runs.
          const bystander = n % 2 === 0 ? await openStore(url) : null;
          const acknowledged = await commitUntilKilled(url, 1 + ((n * 7) % 19));
          if (bystander !== null) await expectWhole(bystander, acknowledged);
          await bystander?.close();

          const store = await openStore(url);
          await expectWhole(store, acknowledged);
          await store.close();
        }
      };
      await Promise.all([lane(KILLS / 2, 'one'), lane(KILLS / 2, 'two')]);
    },
    KILLS * 5000,
  );

  it('says that the disk is full, loses nothing that it acknowledged, and goes on when there is room', async () => {
    const url = `file:${join(folder, 'full.db')}`;

    const said = await commitUntilFull(url, 2000);

    expect(said.at(-1)).toMatch(/^StoreUnavailableError: The database .* is not available: the disk /);
    const acknowledged = Number(said.at(-2));
    expect(acknowledged).toBeGreaterThan(10);
    const store = await openStore(url);
    await expectWhole(store, acknowledged);
    await store.close();
    expect(await commitUntilKilled(url, 3)).toBeGreaterThan(acknowledged);
  }, 60_000);
});
