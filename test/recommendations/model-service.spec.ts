import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CPU_ENGINE } from '../../graph-models/neural/engine.js';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { fitRanker } from '../../graph-models/neural/fit-ranker.js';
import { ModelService } from '../../src/features/recommendations/model-service.js';
import { FileRegistry } from '../../src/models/file-registry.js';
import type { ModelContent, ModelRegistry } from '../../src/models/model-registry.js';
import { saveFitted } from '../../src/models/ranker-model.js';
import { RunLog } from '../../src/models/run-log.js';
import type { Change, Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { trainShop, type TrainOptions } from '../../src/training/train-shop.js';
import { NOW, Town } from './town.js';

interface Line {
  readonly level: number;
  readonly msg: string;
}

const FIRST: TrainOptions = {
  ...{ purpose: 'firstStart', seed: 1, mode: 'auto', force: null, engine: CPU_ENGINE, budgetSeconds: null },
  now: () => NOW,
};

describe('the model service', () => {
  let store: Store;
  let town: Town;
  let folder: string;
  let registry: FileRegistry;
  let said: Line[];
  const services: ModelService[] = [];
  beforeEach(async () => {
    store = await openStore('memory:');
    town = await Town.open(store);
    folder = mkdtempSync(join(tmpdir(), 'models-'));
    registry = new FileRegistry(folder);
    said = [];
    await plantTastes(town);
    await town.live.refresh(10_000);
  });
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
    await town.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const log = pino({ level: 'info' }, { write: (line: string) => void said.push(JSON.parse(line) as Line) });
  const errors = (): number => said.filter(({ level }) => level >= 50).length;
  async function start(from: ModelRegistry = registry): Promise<ModelService> {
    const service = await ModelService.start(town.live, from, { log, fit, pollMs: 3_600_000 });
    services.push(service);
    town.serve = service.serving;
    return service;
  }
  const fit = (onProgress: (step: string) => void): Promise<unknown> =>
    trainShop(town.live.state.graph, registry, new RunLog(join(folder, 'runs')), { ...FIRST, onProgress });
  const publish = async (at: number): Promise<string> => {
    const { graph } = town.live.state;
    return saveFitted(registry, await fitRanker(graph, { seed: 1 }), graph, at);
  };

  it('serves without a model until there is one, and fits one when it is asked to', async () => {
    const service = await start();
    expect(service.serving().version).toBeNull();
    const steps: string[] = [];

    expect(await service.ensure((step) => steps.push(step))).toBe(true);

    expect(service.serving().version).toBe(await registry.current());
    expect(steps.length).toBeGreaterThan(1);
    expect((await town.recommend('Person0')).modelVersion).toBe(await registry.current());
  });

  it('does not fit a second model when one is there', async () => {
    await publish(NOW);
    const service = await start();

    await service.ensure();

    expect(await registry.versions()).toHaveLength(1);
  });

  it('learns nothing from next to nothing', async () => {
    const emptyStore = await openStore('memory:');
    const empty = await Town.open(emptyStore);
    const service = await ModelService.start(empty.live, registry, {
      log,
      fit: () => Promise.reject(new Error('there is nothing to fit')),
    });

    expect(await service.ensure()).toBe(false);

    expect(errors()).toBe(0);
    await service.close();
    await empty.close();
    await emptyStore.close();
  });

  it('goes on without a model when none can be learnt, and says so', async () => {
    const service = await ModelService.start(town.live, registry, {
      ...{ log, pollMs: 3_600_000 },
      fit: () => Promise.reject(new Error('the training process ended by SIGKILL')),
    });
    services.push(service);

    expect(await service.ensure()).toBe(false);

    expect(errors()).toBe(1);
    expect(await town.recommend('Person0')).toMatchObject({ modelVersion: null, degraded: true });
  });

  it('goes back when the registry is rolled back', async () => {
    const first = await publish(NOW);
    const second = await publish(NOW + 1000);
    const service = await start();
    expect(service.serving().version).toBe(second);

    await registry.rollBack(first, NOW + 2000);
    await service.look();

    expect(service.serving().version).toBe(first);
    expect((await town.recommend('Person0')).modelVersion).toBe(first);
  });

  it('swaps to a newer model when the pointer moves', async () => {
    const first = await publish(NOW);
    const service = await start();
    expect(service.serving().version).toBe(first);

    const second = await publish(NOW + 1000);
    await service.look();

    expect(service.serving().version).toBe(second);
    expect(second > first).toBe(true);
  });

  it('notices a newer model by itself', async () => {
    const service = await ModelService.start(town.live, registry, { log, pollMs: 1 });
    services.push(service);
    const version = await publish(NOW);

    while (service.serving().version !== version) await new Promise((resolve) => setImmediate(resolve));

    expect(errors()).toBe(0);
  });

  it('keeps the model it has when a newer one is damaged', async () => {
    const first = await publish(NOW);
    const service = await start();
    const second = await publish(NOW + 1000);
    for (const file of readdirSync(join(folder, second)))
      if (file.endsWith('.safetensors')) writeFileSync(join(folder, second, file), 'not numbers');

    await service.look();

    expect(service.serving().version).toBe(first);
    expect(errors()).toBe(1);
    expect((await town.recommend('Person0')).degraded).toBe(false);
  });

  it('keeps the model it has when a newer one has no numbers', async () => {
    await publish(NOW);
    const poisoned: ModelRegistry = {
      current: () => registry.current(),
      versions: () => registry.versions(),
      publish: (content) => registry.publish(content),
      read: async (version) => poison(await registry.read(version), isPoisoned),
    };
    let isPoisoned = false;
    const service = await start(poisoned);
    const good = service.serving().version;
    isPoisoned = true;
    await publish(NOW + 1000);

    await service.look();

    expect(service.serving().version).toBe(good);
    expect(errors()).toBe(1);
  });

  it('binds its model to a graph that is loaded anew, before that is served', async () => {
    const version = await publish(NOW);
    const service = await start();
    const before = town.live.state;

    await town.live.rebuild();

    expect(town.live.state).not.toBe(before);
    expect(service.serving()).toMatchObject({ version, state: town.live.state });
    expect((await town.recommend('Person0')).basedOn).toBe('MODEL');
  });

  it('stays up when the models cannot be read at all', async () => {
    const broken: ModelRegistry = {
      ...registry,
      current: () => Promise.reject(new Error('EIO')),
    } as unknown as ModelRegistry;

    const service = await start(broken);

    expect(service.serving().version).toBeNull();
    expect((await town.recommend('Person0')).edges.length).toBeGreaterThan(0);
    expect(errors()).toBe(1);
  });

  it('never answers with two models, through a hundred swaps', async () => {
    await publish(NOW);
    const service = await start();
    const answers: Promise<{ modelVersion: string | null; basedOn: string; degraded: boolean }>[] = [];
    const seen = new Set<string | null>();

    for (let swap = 1; swap <= 100; swap++) {
      const { manifest, tensors } = await registry.read((await registry.current())!);
      answers.push(town.recommend(`Person${swap % 40}`));
      await registry.publish({ manifest: { ...manifest, fittedAt: NOW + swap * 1000 }, tensors });
      answers.push(town.recommend(`Person${(swap * 7) % 40}`));
      await service.look();
      seen.add(service.serving().version);
    }

    for (const answer of await Promise.all(answers))
      expect(answer).toMatchObject({ modelVersion: expect.any(String), basedOn: 'MODEL', degraded: false });
    expect(seen.size).toBe(100);
    expect(errors()).toBe(0);
  });

  it('fits the same model from the same shop', async () => {
    const { graph } = town.live.state;
    const [one, other] = [join(folder, 'a'), join(folder, 'b')].map((path) => new FileRegistry(path));
    const runs = new RunLog(join(folder, 'runs'));

    const first = await trainShop(graph, one!, runs, FIRST);
    const second = await trainShop(graph, other!, runs, FIRST);

    expect(first).toMatchObject({ kind: 'published', version: expect.any(String) });
    expect(second).toEqual(first);
  });
});

/** Forty people of two tastes; each has nine of the twelve things of theirs. */
async function plantTastes(town: Town): Promise<void> {
  await town.people(...Array.from({ length: 40 }, (_, n) => `Person${n}`));
  await town.items(...Array.from({ length: 24 }, (_, n) => `Thing ${n}`));
  const acts: Change[] = [];
  for (let n = 0; n < 40; n++)
    for (let act = 0; act < 9; act++)
      acts.push({
        kind: 'putEdge',
        type: 'PURCHASED',
        from: town.user(`Person${n}`),
        to: town.thing(`Thing ${(n % 2) + 2 * ((n * 5 + act) % 12)}`),
        at: NOW - (n * 9 + ((act * 7) % 9)) * 3_600_000,
        props: { times: 1 },
      });
  await town.commit(...acts);
}

function poison(content: ModelContent, isPoisoned: boolean): ModelContent {
  if (!isPoisoned) return content;
  const tensors = Object.entries(content.tensors).map(([name, { data, shape }]) => [
    name,
    { shape, data: data instanceof Float32Array ? data.map(() => NaN) : data },
  ]);
  return { ...content, tensors: Object.fromEntries(tensors) as ModelContent['tensors'] };
}
