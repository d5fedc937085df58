import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { coverageAt, exposureGiniAt, noveltyAt } from '../../graph-models/neural/metrics.js';

export const LISTS_METRICS = ['coverage@10', 'novelty@10', 'exposureGini@10'] as const;
export type ListsMetric = (typeof LISTS_METRICS)[number];

/** How many people have each item, int32 [itemCount], and how many have anything: what novelty is told by. */
export interface Owners {
  readonly ofItem: Int32Array;
  readonly people: number;
}

/** Counted over the whole graph: once for everything that is asked about it. */
export function ownersIn(graph: InteractionGraph): Owners {
  const ofItem = new Int32Array(graph.itemCount);
  let people = 0;
  for (let person = 0; person < graph.personCount; person++) {
    const items = new Set(graph.actsOf(person).others);
    for (const item of items) ofItem[item]!++;
    if (items.size > 0) people++;
  }
  return { ofItem, people };
}

/** Of everybody's lists together. */
export function metricsOfLists(
  lists: readonly Int32Array[],
  { ofItem, people }: Owners,
): Record<ListsMetric, number> {
  return {
    'coverage@10': coverageAt(10, lists, ofItem.length),
    'novelty@10': noveltyAt(10, lists, ofItem, people),
    'exposureGini@10': exposureGiniAt(10, lists, ofItem.length),
  };
}
