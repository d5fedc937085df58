import type { Logger } from 'pino';
import { FEWEST_ACTS } from '../../../graph-models/neural/fit-ranker.js';
import type { LiveGraph } from '../../live-graph/live-graph.js';
import type { LiveState } from '../../live-graph/live-state.js';
import { ModelRefusedError, type ModelRegistry } from '../../models/model-registry.js';
import { loadLatest } from '../../models/ranker-model.js';
import { withoutModel, type Serving } from './serving.js';

/** What a fit waits for events that are on their way. */
const PATIENCE_MS = 10_000;

export interface ModelServiceOptions {
  readonly log: Logger;
  /** Learns and publishes a model, if it can; where there is none to serve, and enough to learn from. */
  readonly fit?: (onProgress: (step: string) => void) => Promise<unknown>;
  /** How soon a newly published model is noticed; default 2,000. */
  readonly pollMs?: number;
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

  /** Has a model fitted when there is none to serve; true when there is one in the end. What fails leaves it without. */
  async ensure(onProgress: (step: string) => void = () => undefined): Promise<boolean> {
    const { fit, log } = this.options;
    if (this.serving().version !== null) return true;
    await this.live.refresh(PATIENCE_MS);
    if (fit === undefined || this.live.state.graph.actCount < FEWEST_ACTS) return false;
    try {
      await fit(onProgress);
    } catch (error) {
      log.error({ err: error }, 'no model could be learnt: it is recommended without one');
    }
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
      await this.#bind(this.live.state);
      this.#seen = current;
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
      this.#servings.set(state, { state, rankers: model, version: model.version });
      log.info({ model: model.version }, 'a model is served');
    } catch (error) {
      if (!(error instanceof ModelRefusedError)) throw error;
      log.error({ err: error }, 'a model is refused');
    }
  }
}
