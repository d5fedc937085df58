import type { Engine } from '../../graph-models/neural/engine.js';
import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import {
  FEWEST_ACTS,
  refitRanker,
  tuneRanker,
  type FittedRanker,
  type Tuned,
  type TunedRanker,
} from '../../graph-models/neural/fit-ranker.js';
import { retuned } from '../../graph-models/neural/retune.js';
import type { FitUse } from '../../graph-models/neural/tell-intents.js';
import type { Search } from '../../graph-models/neural/tune-friendless.js';
import { TuningBudget } from '../../graph-models/neural/tuning-budget.js';
import { warmStartOf } from '../../graph-models/neural/warm-start.js';
import { ModelMovedError, type ModelRegistry, type Publication } from '../models/model-registry.js';
import { bind, saveFitted } from '../models/ranker-model.js';
import type { RunLog } from '../models/run-log.js';
import { driftOf } from './drift.js';
import { verdictOn } from './exam-told.js';
import { newestSlice, type Slice } from './newest-slice.js';
import { RunRecorder } from './run-recorder.js';
import { servedModel, type ServedModel } from './served-model.js';
import {
  CANDIDATE,
  examine,
  SERVED,
  SERVED_AGAIN,
  YARDSTICKS,
  type Contender,
  type ExamResult,
} from './shop-exam.js';

export interface TrainOptions {
  readonly purpose: 'command' | 'import' | 'firstStart' | 'schedule';
  readonly seed: number;
  /** `auto`: goes on from the served model where that can be done and tested, else learns from nothing. */
  readonly mode: 'auto' | 'full';
  /** Why the model is to be published whatever the comparison says; null: only if it is not worse. */
  readonly force: string | null;
  /** What iterative fits are computed with. */
  readonly engine: Engine;
  /** How long options may be tried, see `TuningBudget`; null: a fixed amount of work. */
  readonly budgetSeconds: number | null;
  readonly now: () => number;
  /** Told each stretch of work as it begins, and in a long one, `within`, how far it is. */
  readonly onProgress?: (stretch: string, within?: string) => void;
}

export type TrainOutcome =
  | {
      readonly kind: 'published';
      readonly version: string;
      readonly because: string;
      readonly exam: ExamResult | null;
      readonly mode: Publication['mode'];
      readonly search: Search | null;
    }
  | {
      readonly kind: 'notBetter';
      readonly because: string;
      readonly exam: ExamResult;
      readonly mode: Publication['mode'];
      readonly search: Search | null;
    }
  | { readonly kind: 'tooLittle'; readonly because: string }
  | { readonly kind: 'skipped'; readonly because: string };

/** About how many stretches of work `trainShop` names as it comes to them. */
export const TRAIN_STRETCHES = 18;

/**
 * Learns a shop's model and publishes it, if it is not worse than what is served: fits on all but the newest slice, asks the
 * candidate, the served model and the baselines for that, fits again on everything, writes, moves the pointer last.
 * Every run is kept. At a shop's first start nothing is served that it could be compared with, and it waits: one fit.
 */
export async function trainShop(
  graph: InteractionGraph,
  registry: ModelRegistry,
  runs: RunLog,
  options: TrainOptions,
): Promise<TrainOutcome> {
  const recorder = new RunRecorder(graph, options);
  try {
    const outcome = await new Training(graph, registry, options, recorder).run();
    await runs.add(recorder.finished(outcome));
    return outcome;
  } catch (error) {
    await runs.add(recorder.failed(error));
    throw error;
  }
}

/** One run. */
class Training {
  #search: Search | null = null;
  /** What the pointer names as the run begins. */
  #compared: string | null = null;

  constructor(
    private readonly graph: InteractionGraph,
    private readonly registry: ModelRegistry,
    private readonly options: TrainOptions,
    private readonly recorder: RunRecorder,
  ) {}

  async run(): Promise<TrainOutcome> {
    const { graph, options } = this;
    if (graph.actCount < FEWEST_ACTS) {
      const because = `there is too little to learn from yet, ${graph.actCount} acts of ${FEWEST_ACTS}`;
      return { kind: 'tooLittle', because };
    }
    this.#compared = await this.registry.current();
    const served = await servedModel(this.registry);
    if ((options.purpose === 'firstStart' || options.purpose === 'import') && served === null)
      return this.#first();
    if (options.purpose === 'schedule' && served !== null) {
      this.recorder.progress('looking for drift');
      const drift = await driftOf(graph, served);
      if (!drift.hasDrifted) return { kind: 'skipped', because: drift.because };
    }
    const slice = newestSlice(graph, options.seed, served?.content.manifest.watermark.newestActAt ?? null);
    const goesOn = options.mode === 'auto' && slice.isNewToServed && served?.tuned != null;
    return goesOn ? this.#goOn(served, served.tuned, slice) : this.#anew(served, slice);
  }

  async #first(): Promise<TrainOutcome> {
    const learnt = await this.#tuned(this.graph);
    const because = 'nothing was served before';
    return this.#publish('full', await learnt.refit(this.graph, 'serving'), because, null);
  }

  async #anew(served: ServedModel | null, slice: Slice): Promise<TrainOutcome> {
    const learnt = await this.#tuned(slice.held.graph);
    const candidate = await learnt.refit(slice.held.graph, 'comparing');
    const exam = await examine(
      slice,
      [contender(CANDIDATE, candidate), ...(await this.#against(served, slice))],
      YARDSTICKS,
      this.recorder.progress,
    );
    return this.#decide('full', exam, () => this.#refit('serving', learnt.strict.tuned));
  }

  /** EASE is what going on does not wait for; everything else is asked. */
  async #goOn(served: ServedModel, kept: Tuned, slice: Slice): Promise<TrainOutcome> {
    this.recorder.progress('how soon things grow old');
    const tuned = retuned(kept, slice.held.graph, this.options.seed);
    const candidate = await this.#refit('comparing', tuned, served, slice.held.graph);
    const exam = await examine(
      slice,
      [contender(CANDIDATE, candidate), ...(await this.#against(served, slice))],
      YARDSTICKS.filter((name) => name !== 'ease'),
      this.recorder.progress,
    );
    return this.#decide('incremental', exam, () => this.#refit('serving', tuned, served));
  }

  /** What is served, as it is where it cannot know the answers, else its options and blend without them. */
  async #against(served: ServedModel | null, slice: Slice): Promise<Contender[]> {
    if (served === null) return [];
    const { graph } = slice.held;
    if (slice.isNewToServed) {
      const { ranker } = await bind(served.version, served.content, graph);
      return [{ name: SERVED, scorer: ranker.scorer }];
    }
    if (served.tuned === null) return [];
    return [contender(SERVED_AGAIN, await this.#refit('comparing', served.tuned, null, graph))];
  }

  #refit(
    use: FitUse,
    tuned: Tuned,
    from: ServedModel | null = null,
    graph = this.graph,
  ): Promise<FittedRanker> {
    const saved = from?.savedFor(graph);
    const start = saved === undefined ? {} : warmStartOf(saved.parts, saved.whereabouts, graph);
    return refitRanker(graph, tuned, use, { ...this.#telling(), start });
  }

  async #decide(
    mode: Publication['mode'],
    exam: ExamResult,
    fit: () => Promise<FittedRanker>,
  ): Promise<TrainOutcome> {
    this.recorder.examined(exam);
    const { passed, because } = verdictOn(exam);
    if (!passed && this.options.force === null)
      return { kind: 'notBetter', because, exam, mode, search: this.#search };
    return this.#publish(mode, await fit(), because, exam);
  }

  async #publish(
    mode: Publication['mode'],
    fitted: FittedRanker,
    because: string,
    exam: ExamResult | null,
  ): Promise<TrainOutcome> {
    const { now, force } = this.options;
    const engine = this.options.engine.name;
    this.recorder.fitted(mode, fitted);
    this.recorder.progress('publishing');
    try {
      const version = await saveFitted(this.registry, fitted, this.graph, now(), {
        engine,
        publication: { mode, because, forced: force },
        metrics: exam === null ? {} : metricsOf(exam),
        ...(force === null && { over: this.#compared }),
      });
      return { kind: 'published', version, because, exam, mode, search: this.#search };
    } catch (error) {
      if (!(error instanceof ModelMovedError)) throw error;
      return { kind: 'skipped', because: error.message };
    }
  }

  #telling() {
    const { seed, engine } = this.options;
    return { seed, engine, onProgress: this.recorder.progress, onLoss: this.recorder.loss };
  }

  async #tuned(graph: InteractionGraph): Promise<TunedRanker> {
    const { budgetSeconds, now } = this.options;
    const budget = budgetSeconds !== null && { budget: new TuningBudget(budgetSeconds, now) };
    const learnt = await tuneRanker(graph, { ...this.#telling(), ...budget });
    this.#search = learnt.strict.tuned.search ?? null;
    this.recorder.searched(this.#search);
    return learnt;
  }
}

function contender(name: string, { ranker }: FittedRanker): Contender {
  return { name, scorer: ranker.scorer };
}

/** The held-out figures as a manifest keeps them: `test.ndcg@20` of the model, `test.ndcg@20.popularity` of the others. */
function metricsOf({ rows, people }: ExamResult): Record<string, number> {
  const figures: Record<string, number> = { 'test.people': people };
  for (const row of rows)
    for (const metric of ['recall@20', 'ndcg@20'] as const)
      figures[`test.${metric}${row.name === CANDIDATE ? '' : `.${row.name}`}`] = row[metric];
  return figures;
}
