import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import type { Engine } from '../../graph-models/neural/engine.js';
import {
  tuneRanker,
  type FitCache,
  type FittedRanker,
  type Tuned,
} from '../../graph-models/neural/fit-ranker.js';
import type { Held, HoldOut } from '../../graph-models/neural/hold-out.js';
import type { ItemScorer } from '../../graph-models/neural/part.js';
import { shuffledFriendships } from '../../graph-models/neural/strangers.js';
import type { TuningBudget } from '../../graph-models/neural/tuning-budget.js';
import { BundleError } from './bundle.js';
import {
  BASELINES,
  fitBaseline,
  MODEL_NAMES,
  OURS,
  whyLeftOut,
  type ModelName,
  type Ours,
} from './contenders.js';
import type { Dataset } from './dataset.js';
import { metricsOfLists, ownersIn, type ListsMetric, type Owners } from './lists-metrics.js';
import { newcomerExam } from './newcomers.js';
import { ratingScaleOf } from './rating-scale.js';
import { scoreExam, type Exam, type Scored } from './scored-lists.js';
import { graphOf, heldOf, wantedOf } from './split-graph.js';
import { splitOf, USE, type Protocol, type Split } from './split.js';

export interface EvaluateOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  /** Left out: all that the bundle can feed. */
  readonly models?: readonly ModelName[];
  /** What trying options may cost; left out: a fixed amount of work. */
  readonly budget?: TuningBudget;
  /** What iterative fits are computed with; left out: our own kernels. */
  readonly engine?: Engine;
  readonly onStep?: (step: string) => void;
  readonly onShare?: (done: number, of: number) => void;
}

/** One model on one split. `refit`: it learnt from the validation acts too, after they had chosen its options. */
export interface Row {
  readonly name: ModelName;
  readonly refit: boolean;
  readonly fitSeconds: number;
  readonly scored: Scored;
  /** Of everybody's lists together. */
  readonly ofLists: Readonly<Record<ListsMetric, number>>;
  /** Of those with friends, asked as newcomers; null where there are none, or where the row is no `NEWCOMER_ROWS`. */
  readonly asNewcomers: Scored | null;
}

/** Rows that are also asked about newcomers with friends. */
const NEWCOMER_ROWS: readonly ModelName[] = ['popularity', 'friends', 'ours'];

export interface Evaluation {
  readonly split: Split;
  readonly people: number;
  readonly items: number;
  readonly rows: readonly Row[];
  readonly skipped: readonly { readonly name: ModelName; readonly reason: string }[];
  readonly tuned: Readonly<Partial<Record<Ours, Tuned>>>;
}

/**
 * The models that this bundle can feed: friends need friendships, sequences an order. LightGCN stands where others have
 * published it, in random splits; elsewhere it has to be asked for.
 */
export function modelsFor(dataset: Dataset, protocol: Protocol): ModelName[] {
  return MODEL_NAMES.filter((name) => {
    if (name === 'friends' || name === 'oursNoFriends' || name === 'oursShuffledFriends')
      return dataset.friendships.length > 0;
    if (name === 'categoryTrend') return hasCategories(dataset);
    if (name === 'lightGcn') return protocol === 'random811';
    if (name === 'markov' || name === 'sequenceKnn' || name === 'gru') return protocol === 'leaveOneOut';
    return true;
  });
}

function hasCategories(dataset: Dataset): boolean {
  for (const { category } of dataset.facts.values()) if (category) return true;
  return false;
}

/**
 * Splits, fits, ranks. Nothing of the test rows reaches a model: they are in none of the graphs that models are
 * fitted on, and options are chosen by a validation set that is cut from the rest.
 */
export async function evaluate(dataset: Dataset, options: EvaluateOptions): Promise<Evaluation> {
  const { protocol, seed, engine, onStep = () => undefined, onShare } = options;
  const split = splitOf(dataset, protocol, seed);
  const bench = new Bench(dataset, split, seed);
  const asked = options.models ?? modelsFor(dataset, protocol);
  const rows: Row[] = [];
  const skipped: { name: ModelName; reason: string }[] = [];
  const tuned: Partial<Record<Ours, Tuned>> = {};
  const examine = (name: ModelName, refit: boolean, fitSeconds: number, scorer: ItemScorer): void => {
    const exam = bench.exam(refit);
    const scored = scoreExam(scorer, exam, onShare);
    const newcomers = NEWCOMER_ROWS.includes(name) ? newcomerExam(exam, seed) : null;
    const asNewcomers = newcomers === null ? null : scoreExam(scorer, newcomers, onShare);
    const ofLists = metricsOfLists(scored.lists, bench.owners);
    rows.push({ name, refit, fitSeconds, scored, ofLists, asNewcomers });
  };
  for (const name of BASELINES.filter((one) => asked.includes(one))) {
    const reason = whyLeftOut(name, bench.everything, options.models !== undefined);
    if (reason !== null) {
      skipped.push({ name, reason });
      continue;
    }
    for (const refit of bench.refits) {
      onStep(`${name}${refit ? ', on everything' : ''}`);
      const startedAt = performance.now();
      const part = await fitBaseline(name, refit ? bench.everything : bench.train, seed, engine);
      examine(name, refit, (performance.now() - startedAt) / 1000, part);
    }
  }
  const cache: FitCache = {};
  for (const name of OURS.filter((one) => asked.includes(one))) {
    const friends = bench.friendsFor(name);
    const progress = (step: string): void => onStep(`${name}: ${step}`);
    const everything = bench.everythingWith(friends);
    const learnt = await tuneRanker(everything, {
      seed,
      ...bench.validation(friends),
      ...(engine && { engine }),
      cache,
      ...(options.budget && { budget: options.budget }),
      scenarios: false,
      onProgress: progress,
    });
    tuned[name] = learnt.strict.tuned;
    for (const refit of bench.refits) {
      const fitted: FittedRanker = refit ? await learnt.refit(everything, 'comparing') : learnt.strict;
      onStep(`${name}: ranking${refit ? ', on everything' : ''}`);
      examine(name, refit, fitted.seconds, fitted.ranker.scorer);
    }
  }
  return {
    split,
    people: bench.exam(true).wanted.size,
    items: dataset.items.size,
    rows: MODEL_NAMES.flatMap((name) => rows.filter((row) => row.name === name)).sort(
      (a, b) => Number(a.refit) - Number(b.refit),
    ),
    skipped,
    tuned,
  };
}

/** The graphs of one split. */
class Bench {
  /** A shipped split has no validation set of its own: everything in train.tsv is learnt from. */
  readonly refits: readonly boolean[];
  readonly train: InteractionGraph;
  readonly everything: InteractionGraph;
  /** Of what is masked. */
  readonly owners: Owners;
  readonly #wanted: Map<number, Set<number>>;
  readonly #scale;

  constructor(
    private readonly dataset: Dataset,
    private readonly split: Split,
    private readonly seed: number,
  ) {
    this.#scale = ratingScaleOf(dataset.acts);
    const { friendships } = dataset;
    this.train = graphOf(dataset, this.#scale, split, [USE.train], friendships);
    const hasValidation = split.use.includes(USE.validation);
    this.refits = hasValidation ? [false, true] : [true];
    this.everything = hasValidation ? this.everythingWith(friendships) : this.train;
    this.owners = ownersIn(this.everything);
    this.#wanted = wantedOf(dataset, this.#scale, split, USE.test);
    if (this.#wanted.size === 0)
      throw new BundleError(`${dataset.folder}: nobody liked anything that they are tested on`);
  }

  everythingWith(friends: Int32Array): InteractionGraph {
    return graphOf(this.dataset, this.#scale, this.split, [USE.train, USE.validation], friends);
  }

  /** In a sequence, what came just before is known to whoever predicts the next item, learnt from or not. */
  exam(refit: boolean): Exam {
    const history = refit || this.split.protocol === 'leaveOneOut' ? this.everything : this.train;
    return { history, wanted: this.#wanted, known: this.everything };
  }

  friendsFor(name: Ours): Int32Array {
    const { friendships } = this.dataset;
    if (name === 'oursNoFriends') return new Int32Array(0);
    return name === 'ours' ? friendships : shuffledFriendships(friendships, this.seed);
  }

  validation(friends: Int32Array): { held: Held | null; holdOut: HoldOut } {
    return {
      held: heldOf(this.dataset, this.#scale, this.split, friends),
      holdOut: this.#likeTheTest(),
    };
  }

  /** A shipped split's validation is cut the way its test was, as far as the times of its rows show. */
  #likeTheTest(): HoldOut {
    const { at, count, person } = this.dataset.acts;
    const times = { train: [] as number[], test: [] as number[] };
    const tested = new Set<number>();
    for (let row = 0; row < count; row++) {
      if (Number.isNaN(at[row]!)) return 'random';
      if (this.split.use[row] === USE.train) times.train.push(at[row]!);
      if (this.split.use[row] !== USE.test) continue;
      times.test.push(at[row]!);
      tested.add(person[row]!);
    }
    const lastOfTrain = times.train.sort((a, b) => a - b)[Math.floor(times.train.length * 0.95)]!;
    const later = times.test.filter((time) => time >= lastOfTrain).length;
    if (later >= times.test.length * 0.9) return 'globalTime';
    return tested.size === times.test.length && times.train[0] !== lastOfTrain ? 'newestOfEach' : 'random';
  }
}
