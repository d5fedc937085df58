import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { CPU_ENGINE } from '../../graph-models/neural/engine.js';
import { holdOutSince } from '../../graph-models/neural/hold-out.js';
import { FileRegistry } from '../../src/models/file-registry.js';
import type { ModelRegistry } from '../../src/models/model-registry.js';
import { RunLog } from '../../src/models/run-log.js';
import { trainShop, type TrainOptions, type TrainOutcome } from '../../src/training/train-shop.js';
import { plantedTown } from '../learning/small-town.js';

const BY_COMMAND: Omit<TrainOptions, 'now'> = {
  ...{ purpose: 'command', seed: 1, mode: 'auto', force: null, engine: CPU_ENGINE, budgetSeconds: null },
};

const DAY = 86_400_000;
const town = plantedTown({ people: 60, acts: 24 });

/** The town after its first 16 days, and some more. */
function later(days: number): InteractionGraph {
  return holdOutSince(town, (16 + days) * DAY - 1).graph;
}

describe('training a shop', () => {
  let folder: string;
  let registry: FileRegistry;
  let runs: RunLog;
  let clock: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'train-'));
    registry = new FileRegistry(folder);
    runs = new RunLog(join(folder, 'runs'));
    clock = Date.UTC(2026, 10, 16);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const train = (graph: InteractionGraph, more: Partial<TrainOptions> = {}): Promise<TrainOutcome> =>
    trainShop(graph, registry, runs, { ...BY_COMMAND, now: () => (clock += 1000), ...more });
  const manifest = async () => (await registry.read((await registry.current())!)).manifest;

  it('publishes the first model, compared with baselines on the newest slice, and keeps the run', async () => {
    const outcome = await train(later(0));

    expect(outcome).toMatchObject({ kind: 'published', mode: 'full', because: 'nothing was served before' });
    const { exam } = outcome as TrainOutcome & { kind: 'published' };
    expect(exam!.rows.map(({ name }) => name)).toEqual([
      ...['candidate', 'popularity', 'friends', 'itemKnn', 'ease'],
    ]);
    expect((await manifest()).metrics).toMatchObject({
      'test.people': exam!.people,
      'test.ndcg@20': exam!.rows[0]!['ndcg@20'],
      'test.ndcg@20.popularity': exam!.rows[1]!['ndcg@20'],
    });
    const [run] = (await runs.list()).runs;
    expect((await manifest()).engine).toMatch(/^cpu, node v/);
    expect(run).toMatchObject({
      ...{ purpose: 'command', mode: 'full', seed: 1, engine: 'cpu', outcome: { kind: 'published' } },
      exam: { people: exam!.people },
    });
    const graphLoss = run!.losses.find(({ part }) => part === 'graph')!.loss;
    expect(graphLoss.length).toBeGreaterThan(10);
    expect(graphLoss[graphLoss.length - 1]!).toBeLessThan(graphLoss[0]!);
  });

  it('goes on from the served model when enough has happened since, in fewer steps', async () => {
    await train(later(0));

    const outcome = await train(later(6));

    expect(outcome).toMatchObject({ kind: 'published', mode: 'incremental' });
    expect((await manifest()).watermark.acts).toBe(later(6).actCount);
    const [goneOn, full] = (await runs.list()).runs;
    expect(goneOn!.mode).toBe('incremental');
    const steps = (of: typeof full): number => of!.losses.reduce((sum, { loss }) => sum + loss.length, 0);
    expect(steps(goneOn)).toBeLessThan(steps(full) / 5);
  });

  it('does not publish what is worse, unless somebody gives a reason, which is kept', async () => {
    await train(later(0));
    const { manifest: good, tensors } = await registry.read((await registry.current())!);
    const upsideDown = { popularity: -1 };
    const weights = Object.fromEntries(
      ['none', 'cold', 'warm', 'hot', 'timeless'].map((group) => [group, upsideDown]),
    );
    const served = await registry.publish({
      manifest: { ...good, fittedAt: (clock += 1000), ranker: { ...good.ranker, weights } },
      tensors,
    });

    const refused = await train(later(6));

    expect(refused).toMatchObject({
      kind: 'notBetter',
      because: expect.stringMatching(/worse than popularity/),
    });
    expect(await registry.current()).toBe(served);
    expect((await runs.list()).runs[0]!.outcome).toMatchObject({ kind: 'notBetter', version: null });

    const forced = await train(later(6), { force: 'the committee wants it' });

    expect(forced.kind).toBe('published');
    expect((await manifest()).publication).toMatchObject({
      forced: 'the committee wants it',
      because: expect.stringMatching(/worse than popularity/),
    });
  });

  it('skips a scheduled run as long as hardly anything has changed, and says so', async () => {
    await train(later(0));
    const current = await registry.current();

    const skipped = await train(later(0), { purpose: 'schedule' });

    expect(skipped).toMatchObject({
      kind: 'skipped',
      because: expect.stringMatching(/^0 acts since .* 100 would be/),
    });
    expect(await registry.current()).toBe(current);
    expect(await train(later(6), { purpose: 'schedule' })).toMatchObject({ kind: 'published' });
  });

  it('retrains on schedule when the served model has fallen on what is new', async () => {
    await train(later(0));
    const { manifest: seen, tensors } = await registry.read((await registry.current())!);
    const metrics = { ...seen.metrics, 'test.ndcg@20': 0.99 };
    await registry.publish({ manifest: { ...seen, metrics, fittedAt: (clock += 1000) }, tensors });
    const few = later(1);

    const outcome = await train(few, { purpose: 'schedule' });

    expect(few.actCount - seen.watermark.acts).toBeLessThan(100);
    expect(outcome.kind).not.toBe('skipped');
  });

  it('replaces no model that came while it learnt, as when two runs are made at once', async () => {
    await train(later(0));

    const shorter = train(later(6));
    const slow: ModelRegistry = {
      current: () => registry.current(),
      versions: () => registry.versions(),
      read: (version) => registry.read(version),
      publish: async (...all) => {
        await shorter;
        return registry.publish(...all);
      },
    };
    const now = (): number => (clock += 1000);
    const longer = await trainShop(later(6), slow, runs, { ...BY_COMMAND, mode: 'full', now });

    const { version } = (await shorter) as TrainOutcome & { kind: 'published' };
    expect(await registry.current()).toBe(version);
    expect(await registry.versions()).toHaveLength(2);
    expect(longer).toEqual({
      kind: 'skipped',
      because: `model ${version} was published meanwhile, which this one was not compared with`,
    });
    expect((await runs.list()).runs.map(({ outcome }) => outcome.kind).sort()).toEqual([
      ...['published', 'published', 'skipped'],
    ]);
  });

  it('learns nothing from next to nothing, and keeps that too', async () => {
    const outcome = await train(plantedTown({ people: 3, acts: 5 }));

    expect(outcome).toMatchObject({ kind: 'tooLittle' });
    expect(await registry.current()).toBeNull();
    expect((await runs.list()).runs[0]!.outcome.kind).toBe('tooLittle');
  });

  it('keeps a run that failed, with the reason', async () => {
    const broken = Object.assign(Object.create(registry) as FileRegistry, {
      current: () => Promise.reject(new Error('the disk is gone')),
    });

    await expect(trainShop(later(0), broken, runs, { ...BY_COMMAND, now: () => clock })).rejects.toThrow();

    expect((await runs.list()).runs[0]!.outcome).toMatchObject({
      ...{ kind: 'failed', because: 'the disk is gone' },
    });
  });
});
