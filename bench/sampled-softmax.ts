import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ndcgAlone } from '../graph-models/neural/alone.js';
import { questionsOf } from '../graph-models/neural/blend-cases.js';
import { fitGraphTaste } from '../graph-models/neural/fit-graph-taste.js';
import { fitItemGraph } from '../graph-models/neural/fit-item-graph.js';
import { holdOut } from '../graph-models/neural/hold-out.js';
import type { Part } from '../graph-models/neural/part.js';
import { mean } from '../graph-models/neural/statistics.js';
import { TasteMatrix } from '../graph-models/neural/taste-matrix.js';
import { loadDataset } from '../src/training/dataset.js';
import { ratingScaleOf } from '../src/training/rating-scale.js';
import { graphOf, heldOf } from '../src/training/split-graph.js';
import { protocolFor, splitOf, USE } from '../src/training/split.js';

/**
 * What a softmax over a sample of the catalogue loses against the full one, by validation ndcg@20 of the part alone, and what
 * it saves. Items of the head stand in every step; the others are drawn, with the logQ correction (`CandidateColumns`).
 */
const { values } = parseArgs({
  options: {
    bundle: { type: 'string' },
    seeds: { type: 'string', default: '3' },
    parts: { type: 'string', default: 'graph,itemGraph' },
    /** Of the head and drawn, or all of them. */
    columns: { type: 'string', default: 'all,4000+1000,1500+1000,500+500,0+2500,0+1000' },
  },
});
if (values.bundle === undefined) throw new Error('give a bundle: --bundle <folder>');

const columnsOf = (name: string): { readonly head: number; readonly drawn: number } => {
  if (name === 'all') return { head: Infinity, drawn: 0 };
  const [head, drawn] = name.split('+').map(Number);
  if (!Number.isInteger(head) || !Number.isInteger(drawn)) throw new Error(`${name} is not like 1500+1000`);
  return { head: head!, drawn: drawn! };
};

const dataset = await loadDataset(values.bundle);
const split = splitOf(dataset, protocolFor(dataset), 1);
const scale = ratingScaleOf(dataset.acts);
const { friendships } = dataset;
const held =
  heldOf(dataset, scale, split, friendships) ??
  holdOut(graphOf(dataset, scale, split, [USE.train], friendships), 'random', 1);
const { graph } = held;
const questions = questionsOf(held, 1).filter(({ madeCold }) => !madeCold);
const tastes = TasteMatrix.of(graph);
const people = Int32Array.from({ length: graph.itemCount }, (_, item) => tastes.peopleOf(item));
const candidates = people.filter((count) => count > 0).length;
process.stdout.write(
  `${values.bundle}: ${candidates} items that somebody has, ${questions.length} questions, ${availableParallelism()} threads\n`,
);
const isInOrder = split.protocol === 'leaveOneOut' || split.protocol === 'globalTime';
const parts = values.parts.split(',').filter((part) => part === 'graph' || isInOrder);
for (const part of parts) {
  for (const name of values.columns.split(',')) {
    const { head, drawn } = columnsOf(name);
    const ndcgs: number[] = [];
    let cpuSeconds = 0;
    for (let seed = 1; seed <= Number(values.seeds); seed++) {
      const before = process.cpuUsage();
      const fitted: Part =
        part === 'graph'
          ? await fitGraphTaste(graph, tastes, seed, { head, drawn })
          : await fitItemGraph(graph, tastes, seed, { head, drawn });
      const { user, system } = process.cpuUsage(before);
      cpuSeconds += (user + system) / 1e6 / Number(values.seeds);
      ndcgs.push(ndcgAlone(fitted, questions, graph.itemCount));
    }
    process.stdout.write(
      `${part.padEnd(10)} ${name.padEnd(10)} ndcg@20 ${mean(ndcgs).toFixed(4)} (${ndcgs.map((ndcg) => ndcg.toFixed(4)).join(' ')})  ${cpuSeconds.toFixed(1)} s of CPU a fit\n`,
    );
  }
}
