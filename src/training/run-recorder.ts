import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import type { FittedRanker } from '../../graph-models/neural/fit-ranker.js';
import type { Search } from '../../graph-models/neural/tune-friendless.js';
import type { TrainingRun } from '../models/run-log.js';
import type { ExamResult } from './shop-exam.js';
import type { TrainOptions, TrainOutcome } from './train-shop.js';

/** Listens to a run, and tells it afterwards. */
export class RunRecorder {
  readonly #startedAt: number;
  readonly #losses: { stretch: string; part: string; loss: number[] }[] = [];
  #stretch = '';
  #exam: ExamResult | null = null;
  #mode: TrainingRun['mode'] = null;
  #fitted: FittedRanker | null = null;
  #search: Search | null = null;

  constructor(
    private readonly graph: InteractionGraph,
    private readonly options: TrainOptions,
  ) {
    this.#startedAt = options.now();
  }

  readonly progress = (step: string): void => {
    this.#stretch = step;
    this.options.onProgress?.(step);
  };

  readonly loss = (part: string, step: number, loss: number): void => {
    if (step === 0) this.#losses.push({ stretch: this.#stretch, part, loss: [] });
    this.#losses[this.#losses.length - 1]?.loss.push(Number(loss.toPrecision(6)));
    this.options.onProgress?.(this.#stretch, `step ${step + 1}, loss ${loss.toPrecision(3)}`);
  };

  searched(search: Search | null): void {
    this.#search = search;
  }

  examined(exam: ExamResult): void {
    this.#exam = exam;
  }

  fitted(mode: NonNullable<TrainingRun['mode']>, fitted: FittedRanker): void {
    this.#mode = mode;
    this.#fitted = fitted;
  }

  finished(outcome: TrainOutcome): TrainingRun {
    const version = outcome.kind === 'published' ? outcome.version : null;
    if (outcome.kind === 'notBetter') this.#mode = outcome.mode;
    return this.#run({ kind: outcome.kind, version, because: outcome.because });
  }

  failed(error: unknown): TrainingRun {
    const because = error instanceof Error ? error.message : String(error);
    return this.#run({ kind: 'failed', version: null, because });
  }

  #run(outcome: TrainingRun['outcome']): TrainingRun {
    const { graph, options } = this;
    const tuned = this.#fitted?.tuned;
    return {
      startedAt: this.#startedAt,
      seconds: (options.now() - this.#startedAt) / 1000,
      ...{ purpose: options.purpose, mode: this.#mode, engine: options.engine.name, seed: options.seed },
      graph: {
        people: graph.personCount,
        items: graph.itemCount,
        acts: graph.actCount,
        friendships: graph.friendEdgeCount,
      },
      settings: { ...tuned?.settings } as TrainingRun['settings'],
      ...(this.#search && { search: { ...this.#search, fits: { ...this.#search.fits } } }),
      losses: this.#losses,
      validation:
        tuned === undefined ? {} : { 'ndcg@20': tuned.blend.ndcg, questions: tuned.blend.questions },
      exam: this.#exam as TrainingRun['exam'],
      outcome,
    };
  }
}
