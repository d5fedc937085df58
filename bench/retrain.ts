/**
 * How long `train` takes when it goes on from the served model, beside learning from nothing, and what that costs in quality:
 * `npm run bench:retrain [-- --bundle DIR] [--seed 1]`. A shop with the oldest 80 % of all acts is learnt from and served;
 * the next tenth happens; both ways of learning from it, comparing, checking and publishing, are timed, and both models are
 * asked for the newest tenth. Without a bundle: a made-up shop. A bundle needs times, as `train` goes on by time.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { InteractionGraph } from '../graph-models/interactions/interaction-graph.js';
import { CPU_ENGINE } from '../graph-models/neural/engine.js';
import { mean, pairedT, twoSidedP } from '../graph-models/neural/statistics.js';
import { FileRegistry } from '../src/models/file-registry.js';
import { bind } from '../src/models/ranker-model.js';
import { RunLog } from '../src/models/run-log.js';
import { loadDataset } from '../src/training/dataset.js';
import { ratingScaleOf } from '../src/training/rating-scale.js';
import { scoreExam, type Scored } from '../src/training/scored-lists.js';
import { graphOf, wantedOf } from '../src/training/split-graph.js';
import { splitOf, USE } from '../src/training/split.js';
import { trainShop, type TrainOptions } from '../src/training/train-shop.js';
import { writeSyntheticShop } from './synthetic-shop.js';

const { values } = parseArgs({
  options: { bundle: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
const folder = mkdtempSync(join(tmpdir(), 'grapevine-bench-retrain-'));
try {
  const bundle = values.bundle ?? join(folder, 'bundle');
  const size = { people: 2000, items: 1500, acts: 40_000, friendships: 4000, seed };
  if (values.bundle === undefined) await writeSyntheticShop(bundle, size);
  await compare(bundle);
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(bundle: string): Promise<void> {
  const dataset = await loadDataset(bundle);
  const split = splitOf(dataset, 'globalTime', seed);
  const scale = ratingScaleOf(dataset.acts);
  const shopWith = (uses: readonly number[]): InteractionGraph =>
    graphOf(dataset, scale, split, uses, dataset.friendships);
  const before = shopWith([USE.train]);
  const now = shopWith([USE.train, USE.validation]);
  const exam = { history: now, known: now, wanted: wantedOf(dataset, scale, split, USE.test) };
  const served = join(folder, 'served');
  await trained(before, served, 'full');
  const ways = [];
  for (const mode of ['full', 'auto'] as const) {
    const models = join(folder, mode);
    cpSync(served, models, { recursive: true });
    const { seconds, cpuSeconds, how } = await trained(now, models, mode);
    ways.push({ how, seconds, cpuSeconds, scored: await examined(models, now) });
  }
  ways.push({ how: 'as it was served', seconds: 0, cpuSeconds: 0, scored: await examined(served, now) });
  const [anew] = ways;
  console.log('| | s | of learning anew | s of one core | of learning anew | ndcg@20 | less anew (p) |');
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const { how, seconds, cpuSeconds, scored } of ways) {
    const [own, theirs] = [scored.metrics['ndcg@20'], anew!.scored.metrics['ndcg@20']];
    const share = (one: number, of: number): string => `${((100 * one) / of).toFixed(0)} %`;
    const times = [seconds.toFixed(1), share(seconds, anew!.seconds)];
    const work = [cpuSeconds.toFixed(1), share(cpuSeconds, anew!.cpuSeconds)];
    const beyond = `${(mean(own) - mean(theirs)).toFixed(4)} (${twoSidedP(pairedT(own, theirs)).toFixed(2)})`;
    console.log(`| ${[how, ...times, ...work, mean(own).toFixed(4), beyond].join(' | ')} |`);
  }

  async function examined(models: string, shop: InteractionGraph): Promise<Scored> {
    const registry = new FileRegistry(models);
    const version = (await registry.current())!;
    const { ranker } = await bind(version, await registry.read(version), shop);
    return scoreExam(ranker.scorer, exam);
  }
}

/** One run of `train`; published whatever the comparison says, as it is examined afterwards. */
async function trained(
  shop: InteractionGraph,
  models: string,
  mode: TrainOptions['mode'],
): Promise<{ readonly seconds: number; readonly cpuSeconds: number; readonly how: string }> {
  const [startedAt, used] = [performance.now(), process.cpuUsage()];
  const outcome = await trainShop(shop, new FileRegistry(models), new RunLog(join(models, 'runs')), {
    ...{ purpose: 'command', seed, mode, force: 'a measurement', engine: CPU_ENGINE, budgetSeconds: null },
    now: Date.now,
  });
  const { user, system } = process.cpuUsage(used);
  if (outcome.kind !== 'published') throw new Error(`nothing was learnt: ${outcome.because}`);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    how: outcome.mode === 'full' ? 'learnt from nothing' : 'gone on',
  };
}
