import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { InteractionGraph as EmptyGraph } from '../../graph-models/interactions/interaction-graph.js';
import type { Tuned } from '../../graph-models/neural/fit-ranker.js';
import { ModelRefusedError, type ModelContent, type ModelRegistry } from '../models/model-registry.js';
import { savedRankerOf, type SavedRanker } from '../models/saved-ranker.js';

/** The model that servers serve now, as its files have it. */
export interface ServedModel {
  readonly version: string;
  readonly content: ModelContent;
  /** null for a model that did not keep what validation chose. */
  readonly tuned: Tuned | null;
  readonly savedFor: (graph: InteractionGraph) => SavedRanker;
}

/** The newest model from the current one back that can be read, null when there is none. */
export async function servedModel(registry: ModelRegistry): Promise<ServedModel | null> {
  const current = await registry.current();
  if (current === null) return null;
  const older = (await registry.versions()).filter((version) => version < current);
  for (const version of [current, ...older]) {
    try {
      const content = await registry.read(version);
      const savedFor = (graph: InteractionGraph): SavedRanker => savedRankerOf(version, content, graph);
      return { version, content, tuned: savedFor(new EmptyGraph()).tuned, savedFor };
    } catch (error) {
      if (!(error instanceof ModelRefusedError)) throw error;
    }
  }
  return null;
}
