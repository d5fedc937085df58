import { parseArgs } from 'node:util';
import { fitRanker, refitRanker, type FittedRanker } from '../graph-models/neural/fit-ranker.js';
import { mean, pairedT, twoSidedP } from '../graph-models/neural/statistics.js';
import { warmStartOf } from '../graph-models/neural/warm-start.js';
import { loadDataset } from '../src/training/dataset.js';
import { partsOf } from '../src/models/ranker-model.js';
import { ratingScaleOf } from '../src/training/rating-scale.js';
import { scoreExam, type Scored } from '../src/training/scored-lists.js';
import { graphOf, wantedOf } from '../src/training/split-graph.js';
import { protocolFor, splitOf, USE } from '../src/training/split.js';

/**
 * How long going on takes beside learning anew, and what it costs in quality. A model of the oldest 80 % of all acts meets the
 * next tenth; both ways of learning from it are asked for the newest tenth.
 */
const { values } = parseArgs({
  options: { bundle: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
if (values.bundle === undefined) throw new Error('give a bundle: --bundle <folder>');
const seed = Number(values.seed);
const dataset = await loadDataset(values.bundle);
const protocol = protocolFor(dataset) === 'leaveOneOut' ? 'leaveOneOut' : 'globalTime';
const split = splitOf(dataset, protocol, seed);
const scale = ratingScaleOf(dataset.acts);
const before = graphOf(dataset, scale, split, [USE.train], dataset.friendships);
const now = graphOf(dataset, scale, split, [USE.train, USE.validation], dataset.friendships);
const exam = { history: now, known: now, wanted: wantedOf(dataset, scale, split, USE.test) };

const served = await fitRanker(before, { seed });
const anew = await timed(() => fitRanker(now, { seed }));
const saved = Object.fromEntries(partsOf(served).map((part) => [part.name, part.save()]));
const whereabouts = {
  personOf: Int32Array.from({ length: now.personCount }, (_, index) => index),
  itemOf: Int32Array.from({ length: now.itemCount }, (_, index) => index),
};
const goneOn = await timed(() =>
  refitRanker(now, served.tuned, { seed, start: warmStartOf(saved, whereabouts, now) }),
);
const coldRefit = await timed(() => refitRanker(now, served.tuned, { seed }));

const rows = [
  { name: 'served until now', cpuSeconds: 0, scored: examined(served) },
  { name: 'learnt anew', cpuSeconds: anew.cpuSeconds, scored: examined(anew.fitted) },
  { name: 'gone on', cpuSeconds: goneOn.cpuSeconds, scored: examined(goneOn.fitted) },
  { name: 'gone on, from nothing', cpuSeconds: coldRefit.cpuSeconds, scored: examined(coldRefit.fitted) },
];
const reference = rows[1]!;
for (const { name, cpuSeconds, scored } of rows) {
  const [ours, theirs] = [scored.metrics['ndcg@20'], reference.scored.metrics['ndcg@20']];
  const p = twoSidedP(pairedT(ours, theirs));
  process.stdout.write(
    `${name.padEnd(22)} ndcg@20 ${mean(ours).toFixed(4)} (to anew ${(mean(ours) - mean(theirs)).toFixed(4)}, p ${p.toFixed(3)})  ` +
      `${cpuSeconds.toFixed(1)} s of CPU, ${((100 * cpuSeconds) / reference.cpuSeconds).toFixed(0)} %\n`,
  );
}
process.stdout.write(`${JSON.stringify(served.ranker.weights)}\n`);

function examined({ ranker }: FittedRanker): Scored {
  return scoreExam((viewer, out) => ranker.scoreAll(viewer, out), exam);
}

async function timed(
  fit: () => Promise<FittedRanker>,
): Promise<{ readonly fitted: FittedRanker; readonly cpuSeconds: number }> {
  const startedAt = process.cpuUsage();
  const fitted = await fit();
  const { user, system } = process.cpuUsage(startedAt);
  return { fitted, cpuSeconds: (user + system) / 1e6 };
}
