import type { InteractionGraph } from '../../../graph-models/interactions/interaction-graph.js';
import { diverse, isDiverse, type Limit } from '../../pipeline/diverse.js';

interface Placed {
  readonly item: number;
  readonly graph: InteractionGraph;
}

const WINDOW = 20;
const LIMITS: readonly Limit<Placed>[] = [
  { most: 3, keyOf: ({ item, graph }) => orNull(graph.sellerOf(item)) },
  { most: 5, keyOf: ({ item, graph }) => orNull(graph.categoryOf(item)) },
];
const spreadPlaced = diverse<null, Placed>(WINDOW, LIMITS);

/** The items, given best first, so that no seller and no category fills a page. */
export function spread<C extends { readonly item: number }>(
  graph: InteractionGraph,
  ranked: readonly C[],
): C[] {
  const placed = ranked.map((one) => ({ one, item: one.item, graph }));
  return (spreadPlaced(null, placed) as typeof placed).map(({ one }) => one);
}

/** Could everybody on the pages be placed by the rules? */
export function isSpread(graph: InteractionGraph, list: readonly { readonly item: number }[]): boolean {
  return isDiverse(
    WINDOW,
    LIMITS,
    list.map(({ item }) => ({ item, graph })),
  );
}

function orNull(index: number): number | null {
  return index < 0 ? null : index;
}
