import type { InteractionGraph } from '../../../graph-models/interactions/interaction-graph.js';
import { diverse, isDiverse, type Limit } from '../../pipeline/diverse.js';

interface Placed {
  readonly item: number;
}

const WINDOW = 20;

/** The items, given best first, so that no seller and no category fills a page; with `places` only so many. */
export function spread<C extends Placed>(
  graph: InteractionGraph,
  ranked: readonly C[],
  places?: number,
): readonly C[] {
  return diverse<null, C>(WINDOW, limitsIn(graph))(null, ranked, places);
}

/** Could everybody on the pages be placed by the rules? */
export function isSpread(graph: InteractionGraph, list: readonly Placed[]): boolean {
  return isDiverse(WINDOW, limitsIn(graph), list);
}

function limitsIn(graph: InteractionGraph): Limit<Placed>[] {
  return [
    { most: 3, keyOf: ({ item }) => orNull(graph.sellerOf(item)) },
    { most: 5, keyOf: ({ item }) => orNull(graph.categoryOf(item)) },
  ];
}

function orNull(index: number): number | null {
  return index < 0 ? null : index;
}
