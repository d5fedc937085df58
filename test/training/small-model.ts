import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { fitRanker, rankersOf, type FittedRanker } from '../../graph-models/neural/fit-ranker.js';
import { InteractionGraph as Graph } from '../../graph-models/interactions/interaction-graph.js';
import { PopularityPart } from '../../graph-models/neural/popularity.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';

/** A model of one part, for what is not about learning. */
export async function popularityModel(graph: InteractionGraph): Promise<FittedRanker> {
  const { tuned } = await fitRanker(new Graph(), { seed: 3 });
  const all = { popularity: 1 };
  const weights = { none: all, cold: all, warm: all, hot: all, timeless: all };
  const scenarios = { item: all, cart: all };
  return {
    ...rankersOf([new PopularityPart(graph)], weights, scenarios, graph),
    tastes: TasteMatrix.of(graph),
    seed: 3,
    tuned: { ...tuned, blend: { ...tuned.blend, weights }, scenarios },
    seconds: 0,
  };
}
