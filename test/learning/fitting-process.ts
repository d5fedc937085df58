// Fits a ranker for a made-up town of so many people with a seed, and prints it: fitting-process.ts PEOPLE SEED
import { fitRanker, type FittedRanker } from '../../graph-models/neural/fit-ranker.js';
import { viewerOf } from '../../graph-models/neural/part.js';
import { plantedTown } from './small-town.js';

/** What was tuned, and the scores of some people; as JSON, in which a float32 keeps its bits. */
export function told({ tuned, ranker }: FittedRanker, people: number): string {
  const graph = plantedTown({ people });
  const scores = [0, 17, 99].map((person) => {
    const out = new Float32Array(graph.itemCount);
    ranker.scoreAll(viewerOf(graph, person), out);
    return [...out];
  });
  return JSON.stringify({ tuned, scores });
}

const [people, seed] = process.argv.slice(2).map(Number);
if (people !== undefined && seed !== undefined && Number.isInteger(seed))
  process.stdout.write(told(await fitRanker(plantedTown({ people }), { seed }), people));
