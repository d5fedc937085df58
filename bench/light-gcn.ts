/**
 * LightGCN with BPR as its publishers train it, slowly and stopped by validation, beside EASE on the same split:
 * `npm run bench:light-gcn -- --bundle <folder> [--seed 1 --rate 0.003 --steps 18 --passes 600 --patience 50]`.
 * The row of `evaluate` takes longer steps and fewer of them (docs/decisions/0084-lightgcn-is-a-yardstick.md).
 */
import { parseArgs } from 'node:util';
import { LightGcn } from '../graph-models/neural/light-gcn.js';
import type { ItemScorer } from '../graph-models/neural/part.js';
import { mean } from '../graph-models/neural/statistics.js';
import { TasteMatrix } from '../graph-models/neural/taste-matrix.js';
import { fitBaseline } from '../src/training/contenders.js';
import { loadDataset } from '../src/training/dataset.js';
import { ratingScaleOf } from '../src/training/rating-scale.js';
import { scoreExam, type Exam } from '../src/training/scored-lists.js';
import { graphOf, wantedOf } from '../src/training/split-graph.js';
import { splitOf, USE } from '../src/training/split.js';

const { values } = parseArgs({
  options: {
    bundle: { type: 'string' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '0.003' },
    steps: { type: 'string', default: '18' },
    passes: { type: 'string', default: '600' },
    patience: { type: 'string', default: '50' },
    layers: { type: 'string', default: '3' },
  },
});
if (values.bundle === undefined) throw new Error('give a bundle: --bundle <folder>');
const [seed, learningRate, stepsAPass, epochs, patience, layers] = [
  values.seed,
  values.rate,
  values.steps,
  values.passes,
  values.patience,
  values.layers,
].map(Number) as [number, number, number, number, number, number];
const PASSES_BETWEEN_LOOKS = 10;

const dataset = await loadDataset(values.bundle);
const split = splitOf(dataset, 'random811', seed);
const scale = ratingScaleOf(dataset.acts);
const graphWith = (uses: readonly number[]) => graphOf(dataset, scale, split, uses, dataset.friendships);
const train = graphWith([USE.train]);
const validation: Exam = {
  history: train,
  known: train,
  wanted: wantedOf(dataset, scale, split, USE.validation),
};
const test: Exam = {
  history: train,
  known: graphWith([USE.train, USE.validation]),
  wanted: wantedOf(dataset, scale, split, USE.test),
};

let best: { model: LightGcn; epoch: number; ndcg: number } | null = null;
class Stopped extends Error {}
const startedAt = performance.now();
try {
  LightGcn.fit(TasteMatrix.of(train), seed, {
    ...{ learningRate, stepsAPass, epochs, layers },
    onEpoch: (epoch, loss, now) => {
      if (epoch % PASSES_BETWEEN_LOOKS > 0) return;
      const model = now();
      const ndcg = mean(scoreExam(model, validation).metrics['ndcg@10']);
      process.stdout.write(
        `pass ${epoch}: loss ${loss.toFixed(4)}, validation N@10 ${ndcg.toFixed(4)}, ${seconds()}\n`,
      );
      if (best === null || ndcg > best.ndcg) best = { model, epoch, ndcg };
      else if (epoch - best.epoch >= patience) throw new Stopped();
    },
  });
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
}
const { model, epoch } = best!;
process.stdout.write(
  `the best by validation, of pass ${epoch}, and EASE on the same split, on the test items:\n`,
);
report('lightGcn', model);
report('ease', await fitBaseline('ease', train, seed));

function report(name: string, scorer: ItemScorer): void {
  const { metrics } = scoreExam(scorer, test);
  const of = (metric: keyof typeof metrics): string => mean(metrics[metric]).toFixed(4);
  process.stdout.write(
    `${name.padEnd(10)} R@10 ${of('recall@10')}  N@10 ${of('ndcg@10')}  R@20 ${of('recall@20')}  N@20 ${of('ndcg@20')}\n`,
  );
}

function seconds(): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
}
