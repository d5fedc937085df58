import type { Ranker } from '../../../graph-models/neural/ranker.js';
import type { LiveState } from '../../live-graph/live-state.js';
import { priorRanker } from './prior-ranker.js';

/** What one answer is made with: a state of the graph and the ranker that is fitted to its indices. */
export interface Serving {
  readonly state: LiveState;
  readonly ranker: Ranker;
  /** null: the ranker that needs no model. */
  readonly version: string | null;
}

const priors = new WeakMap<LiveState, Serving>();

/** Serves the state without a model. */
export function withoutModel(state: LiveState): Serving {
  const known = priors.get(state);
  if (known !== undefined) return known;
  const serving = { state, ranker: priorRanker(state.graph), version: null };
  priors.set(state, serving);
  return serving;
}
