import type { InteractionGraph } from '../interactions/interaction-graph.js';
import type { GraphStart } from './graph-convolution.js';
import type { ItemGraphParameters } from './item-graph.js';
import { renumberedRows } from './item-vectors.js';
import type { SessionWeights } from './session-cell.js';
import { sessionWeightsOf } from './session-gru.js';
import type { SavedParts, Whereabouts } from './load-parts.js';

/** Where iterative fits go on from; a part that is absent is fitted from nothing. */
export interface WarmStart {
  readonly graph?: GraphStart;
  readonly itemGraph?: ItemGraphParameters;
  readonly session?: SessionWeights;
}

/**
 * What a saved model leaves to a later fit, under the indices of a graph that has grown since.
 * @throws TypeError when a part's tensors are not of its shape
 */
export function warmStartOf(
  saved: SavedParts,
  { personOf, itemOf }: Whereabouts,
  graph: InteractionGraph,
): WarmStart {
  const ofGraph = saved['graph'];
  const ofItemGraph = saved['itemGraph'];
  const session = saved['session'];
  return {
    ...(ofGraph !== undefined && {
      graph: {
        sent: renumberedRows(ofGraph, 'sent', itemOf, graph.itemCount),
        own: renumberedRows(ofGraph, 'own', personOf, graph.personCount),
      },
    }),
    ...(ofItemGraph?.tensors['ofSent'] !== undefined && {
      itemGraph: {
        ofSent: renumberedRows(ofItemGraph, 'ofSent', itemOf, graph.itemCount),
        ofFound: renumberedRows(ofItemGraph, 'ofFound', itemOf, graph.itemCount),
      },
    }),
    ...(session !== undefined && {
      session: sessionWeightsOf(session, Number(ofItemGraph?.manifest['dim'])),
    }),
  };
}
