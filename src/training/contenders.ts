import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import type { Engine } from '../../graph-models/neural/engine.js';
import { FriendsPart } from '../../graph-models/neural/friends.js';
import { fitItemGraph } from '../../graph-models/neural/fit-item-graph.js';
import { fitItemItem, LARGEST_ITEM_ITEM } from '../../graph-models/neural/item-item.js';
import { fitSessionGru } from '../../graph-models/neural/fit-session-gru.js';
import { ItemNeighbours } from '../../graph-models/neural/item-neighbours.js';
import { LightGcn } from '../../graph-models/neural/light-gcn.js';
import type { ItemScorer } from '../../graph-models/neural/part.js';
import {
  CategoryTrendPart,
  PopularityPart,
  type PopularityOptions,
} from '../../graph-models/neural/popularity.js';
import { SequenceNeighbours } from '../../graph-models/neural/sequence-neighbours.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';

/** Models that `ours` is held against, by their names in the report. */
export const BASELINES = [
  'popularity',
  'categoryTrend',
  'friends',
  'itemKnn',
  'ease',
  'lightGcn',
  'markov',
  'sequenceKnn',
  'gru',
] as const;
export type Baseline = (typeof BASELINES)[number];

export const OURS = ['ours', 'oursNoFriends', 'oursShuffledFriends'] as const;
export type Ours = (typeof OURS)[number];
export type ModelName = Baseline | Ours;
export const MODEL_NAMES: readonly ModelName[] = [...BASELINES, ...OURS];

/** Above it, LightGCN takes more than about half a minute. */
const MOST_ACTS_OF_LIGHT_GCN = 100_000;

/** Why a baseline is not fitted on this graph, null when it is; `isAskedFor`: by its name. */
export function whyLeftOut(name: Baseline, graph: InteractionGraph, isAskedFor: boolean): string | null {
  const side = Math.min(graph.personCount, graph.itemCount);
  if (name === 'ease' && side > LARGEST_ITEM_ITEM)
    return `${graph.personCount} people × ${graph.itemCount} items: the smaller side is above ${LARGEST_ITEM_ITEM}`;
  if (name === 'lightGcn' && !isAskedFor && graph.actCount > MOST_ACTS_OF_LIGHT_GCN)
    return `${graph.actCount} acts, above ${MOST_ACTS_OF_LIGHT_GCN}: it takes minutes, unless asked for by --models`;
  return null;
}

/**
 * Fits a baseline as published, with no look at validation: how many friends have it, equals by popularity ·
 * share of the item's category in what somebody has × acts of about the last 120 days · cosine, 100 neighbours, shrink 10 ·
 * EASE with ridge 50 + n_i · LightGCN with BPR · last item's successors · co-occurrence 1/gap up to 10 apart, half weight backwards, cosine,
 * decay .8 · a GRU over vectors that are smoothed over a graph of like items.
 */
export async function fitBaseline(
  name: Baseline,
  graph: InteractionGraph,
  seed = 1,
  engine?: Engine,
): Promise<ItemScorer> {
  switch (name) {
    case 'popularity':
      return new PopularityPart(graph);
    case 'categoryTrend':
      return thenPopularity(
        graph,
        new CategoryTrendPart(graph, { halfLifeDays: 120, prior: 0, sharePower: 1 }),
        { halfLifeDays: 120 },
      );
    case 'friends':
      return thenPopularity(graph, new FriendsPart(graph, { listenerPower: 0 }));
    case 'itemKnn':
      return ItemNeighbours.fit(TasteMatrix.of(graph), { neighbours: 100, shrink: 10 });
    case 'ease':
      return fitItemItem(TasteMatrix.of(graph), { ridge: 50, perPerson: 1 });
    case 'lightGcn':
      return LightGcn.fit(TasteMatrix.of(graph), seed);
    case 'markov':
      return SequenceNeighbours.fit(TasteMatrix.of(graph), {
        window: 1,
        backwards: 0,
        shrink: 0,
        hadPower: 1,
        rankedPower: 0,
        decay: 0,
      });
    case 'sequenceKnn':
      return SequenceNeighbours.fit(TasteMatrix.of(graph), {
        window: 10,
        gapPower: 1,
        backwards: 0.5,
        shrink: 0,
        hadPower: 0.5,
        rankedPower: 0.5,
        decay: 0.8,
      });
    case 'gru': {
      const tastes = TasteMatrix.of(graph);
      const by = engine && { engine };
      return fitSessionGru(graph, tastes, await fitItemGraph(graph, tastes, seed, by), seed, by);
    }
  }
}

/** Equal scores, such as those of all items that one friend has, are put in order by popularity, far below any other. */
function thenPopularity(
  graph: InteractionGraph,
  first: ItemScorer,
  options: PopularityOptions = {},
): ItemScorer {
  const popularity = new PopularityPart(graph, options);
  const equals = new Float32Array(graph.itemCount);
  return {
    score(viewer, out) {
      first.score(viewer, out);
      popularity.score(viewer, equals);
      for (let item = 0; item < out.length; item++) out[item]! += 1e-3 * equals[item]!;
    },
  };
}
