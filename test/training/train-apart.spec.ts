import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Change } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { trainApart, type ApartTrainer } from '../../src/train-apart.js';
import { modelsIn, type TrainingJob } from '../../src/training-job.js';
import { NOW, Town } from '../recommendations/town.js';
import { nicenessOfChildren } from '../support/child-processes.js';

const PROCESS = fileURLToPath(new URL('../../src/training-process.ts', import.meta.url));
const LOADER = fileURLToPath(new URL('../support/typescript.mjs', import.meta.url));

describe('training in a process of its own', () => {
  let folder: string;
  let job: TrainingJob;
  let trainer: ApartTrainer;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'apart-'));
    job = {
      ...{ databaseUrl: `file:${join(folder, 'shop.db')}`, dataDir: folder, purpose: 'firstStart', seed: 1 },
      ...{ mode: 'auto', force: null, engine: 'cpu', budgetSeconds: null },
    };
    await plant(job.databaseUrl);
    trainer = trainApart(PROCESS, ['--no-warnings', '--import', LOADER]);
  });
  afterEach(async () => {
    await trainer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('publishes a model, tells its progress, and leaves this process to others', async () => {
    const steps: string[] = [];
    let turns = 0;
    const turning = setInterval(() => turns++, 1);

    const outcome = await trainer.train(job, (step) => steps.push(step));

    clearInterval(turning);
    expect(outcome).toMatchObject({ kind: 'published' });
    expect(await modelsIn(folder).registry.current()).toBe((outcome as { version: string }).version);
    expect(steps).toEqual(expect.arrayContaining(['loading the graph', 'the blend', 'publishing']));
    expect(turns).toBeGreaterThan(steps.length);
  }, 120_000);

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux(
    'gives way to whoever serves: it has the lowest priority there is',
    async () => {
      const priorities: number[] = [];

      await trainer.train(job, () => priorities.push(...nicenessOfChildren()));

      expect(priorities.length).toBeGreaterThan(0);
      expect(new Set(priorities)).toEqual(new Set([constants.priority.PRIORITY_LOW]));
    },
    120_000,
  );

  it('publishes nothing when it is closed on the way, and says that it ended', async () => {
    const training = trainer.train(job, () => void trainer.close());

    await expect(training).rejects.toThrow(/The training process ended by SIGKILL/);
    expect(await modelsIn(folder).registry.current()).toBeNull();
  }, 60_000);

  it('says in one sentence what an operator can put right', async () => {
    await expect(trainer.train({ ...job, databaseUrl: 'postgres://shop' })).rejects.toThrow(/names no store/);
  }, 60_000);
});

/** Forty people of two tastes. */
async function plant(url: string): Promise<void> {
  const store = await openStore(url);
  const town = await Town.open(store);
  await town.people(...Array.from({ length: 20 }, (_, n) => `Person${n}`));
  await town.items(...Array.from({ length: 16 }, (_, n) => `Thing ${n}`));
  const acts: Change[] = [];
  for (let n = 0; n < 20; n++)
    for (let act = 0; act < 6; act++)
      acts.push({
        ...{ kind: 'putEdge', type: 'PURCHASED', from: town.user(`Person${n}`) },
        to: town.thing(`Thing ${(n % 2) + 2 * ((n * 5 + act) % 8)}`),
        ...{ at: NOW - (n * 9 + act) * 3_600_000, props: { times: 1 } },
      });
  await town.commit(...acts);
  await town.close();
  await store.close();
}
