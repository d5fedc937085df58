import type { Logger } from 'pino';
import type { InteractionGraph } from '../../../graph-models/interactions/interaction-graph.js';
import { fitRanker, type Rankers } from '../../../graph-models/neural/fit-ranker.js';
import { viewerOf } from '../../../graph-models/neural/part.js';
import type { LiveGraph } from '../../live-graph/live-graph.js';
import type { LiveState } from '../../live-graph/live-state.js';
import { ModelRefusedError, type ModelRegistry } from '../../models/model-registry.js';
import { loadLatest, saveFitted } from '../../models/ranker-model.js';
import { withoutModel, type Serving } from './serving.js';

/** Below it a validation set tells weights from chance for nobody: the weights that need no data stay. */
const FEWEST_ACTS = 100;
const SEED = 1;
/** What a fit waits for events that are on their way. */
const PATIENCE_MS = 10_000;
/** People on whom a model is tried before it is served. */
const TRIED = 5;

export interface ModelServiceOptions {
  readonly log: Logger;
  readonly now?: () => number;
  /** How soon a newly published model is noticed; default 2,000. */
  readonly pollMs?: number;
}

/** Learns a ranker from the graph and publishes it; null when there is too little to learn from. */
export async function fitModel(
  registry: ModelRegistry,
  graph: InteractionGraph,
  now: () => number,
  onProgress: (step: string) => void = () => undefined,
): Promise<string | null> {
  if (graph.actCount < FEWEST_ACTS) return null;
  return saveFitted(registry, await fitRanker(graph, { seed: SEED, onProgress }), graph, now());
}

/** Keeps the newest model that can be served bound to the live graph; swaps between answers, never within one. */
export class ModelService {
  readonly #servings = new WeakMap<LiveState, Serving>();
  readonly #polling: NodeJS.Timeout;
  #seen: string | null = null;
  #looking: Promise<void> = Promise.resolve();

  private constructor(
    private readonly live: LiveGraph,
    private readonly registry: ModelRegistry,
    private readonly options: ModelServiceOptions,
  ) {
    live.beforeRebuild((next) => this.#bind(next));
    this.#polling = setInterval(() => void this.look(), options.pollMs ?? 2000);
    this.#polling.unref();
  }

  /** Binds the newest model there is, if any, and watches for newer ones. */
  static async start(
    live: LiveGraph,
    registry: ModelRegistry,
    options: ModelServiceOptions,
  ): Promise<ModelService> {
    const service = new ModelService(live, registry, options);
    await service.look();
    return service;
  }

  /** What answers are made with now; without a model as long as there is none for the present graph. */
  readonly serving = (): Serving => {
    const { state } = this.live;
    return this.#servings.get(state) ?? withoutModel(state);
  };

  /** Fits and publishes a model when there is none to serve; true when there is one in the end. */
  async ensure(onProgress?: (step: string) => void): Promise<boolean> {
    if (this.serving().version !== null) return true;
    await this.live.refresh(PATIENCE_MS);
    const { graph } = this.live.state;
    await fitModel(this.registry, graph, this.options.now ?? Date.now, onProgress);
    await this.look();
    return this.serving().version !== null;
  }

  /** Looks for a newer model now. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookOnce());
    return this.#looking;
  }

  async close(): Promise<void> {
    clearInterval(this.#polling);
    await this.#looking;
  }

  async #lookOnce(): Promise<void> {
    try {
      const current = await this.registry.current();
      if (current === this.#seen) return;
      this.#seen = current;
      await this.#bind(this.live.state);
    } catch (error) {
      this.options.log.error({ err: error }, 'the models cannot be read: the present one stays');
    }
  }

  /** A model that cannot be served leaves what is served as it is. */
  async #bind(state: LiveState): Promise<void> {
    const { log } = this.options;
    try {
      const model = await loadLatest(this.registry, state.graph);
      if (model === null) return;
      for (const refused of model.refused) log.error({ err: refused }, 'a model is refused');
      mustRank(model.version, model, state);
      this.#servings.set(state, { state, rankers: model, version: model.version });
      log.info({ model: model.version }, 'a model is served');
    } catch (error) {
      if (!(error instanceof ModelRefusedError)) throw error;
      log.error({ err: error }, 'a model is refused');
    }
  }
}

/** @throws ModelRefusedError when the model has no finite score for somebody who is in the shop */
function mustRank(version: string, rankers: Rankers, { graph }: LiveState): void {
  if (graph.itemCount === 0) return;
  const step = Math.max(1, Math.floor(graph.personCount / TRIED));
  const scores = new Float32Array(graph.itemCount);
  for (let person = 0; person < graph.personCount; person += step) {
    rankers.ranker.scoreAll(viewerOf(graph, person), scores);
    if (!scores.every(Number.isFinite))
      throw new ModelRefusedError(version, `its scores for ${graph.people.idOf(person)} are not numbers`);
  }
}
