import type { Rankers } from '../../../graph-models/neural/fit-ranker.js';
import type { LiveState } from '../../live-graph/live-state.js';
import { priorRankers } from './prior-rankers.js';

/** What one answer is made with: a state of the graph, and rankers that are fitted to its indices. */
export interface Serving {
  readonly state: LiveState;
  readonly rankers: Rankers;
  /** null: the rankers that need no model. */
  readonly version: string | null;
}

const priors = new WeakMap<LiveState, Serving>();

/** Serves the state without a model. */
export function withoutModel(state: LiveState): Serving {
  const known = priors.get(state);
  if (known !== undefined) return known;
  const serving = { state, rankers: priorRankers(state.graph), version: null };
  priors.set(state, serving);
  return serving;
}
