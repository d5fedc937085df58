import type { Tuned } from '../../graph-models/neural/fit-ranker.js';
import { COLD_ITEMS } from '../../graph-models/neural/history-group.js';
import { mean, pairedT, twoSidedP } from '../../graph-models/neural/statistics.js';
import type { ModelName, Ours } from './contenders.js';
import type { Dataset } from './dataset.js';
import type { Evaluation, Row } from './evaluate.js';
import { LISTS_METRICS, type ListsMetric } from './lists-metrics.js';
import { NEWCOMER_FRIENDS } from './newcomers.js';
import {
  bootstrap95,
  meansOf,
  PERSON_METRICS,
  type IntervalMetric,
  type PersonMetric,
} from './scored-lists.js';

type Metrics = Readonly<Record<PersonMetric | ListsMetric, number>>;
type GroupMetrics = { readonly users: number; readonly metrics: Readonly<Record<PersonMetric, number>> };
type Interval = readonly [low: number, high: number];

export interface ModelReport {
  readonly name: ModelName;
  readonly fitSeconds: number;
  readonly rankSeconds: number;
  readonly refit: boolean;
  readonly metrics: Metrics;
  /** People of whom the model knew 1 to 5 items, and people of whom it knew none. */
  readonly cold: GroupMetrics;
  readonly noHistory: GroupMetrics;
  readonly interval95: Readonly<Record<IntervalMetric, Interval>>;
  /** `ours` - this model, ndcg@10 of the same people in pairs; left out for `ours` itself. */
  readonly oursBeyond?: { readonly ndcg10: number; readonly t: number; readonly p: number };
}

/** People with friends, asked with nothing known of them but a few friends. */
export interface NewcomersReport {
  readonly users: number;
  readonly friendsEach: number;
  readonly models: readonly {
    readonly name: ModelName;
    readonly refit: boolean;
    readonly metrics: Readonly<Record<PersonMetric, number>>;
    /** recall@20 over that of popularity; left out where popularity was not asked, or found nothing. */
    readonly timesPopularity?: number;
  }[];
}

export interface EvaluationReport {
  readonly bundle: string;
  readonly protocol: string;
  readonly users: number;
  readonly items: number;
  readonly seed: number;
  readonly seeds: readonly number[];
  readonly engine: string;
  readonly tuned: Readonly<Partial<Record<Ours, Tuned>>>;
  readonly models: readonly ModelReport[];
  /** Null where nobody who is tested has friends enough. */
  readonly newcomers: NewcomersReport | null;
  readonly skipped: Evaluation['skipped'];
  readonly badLines: Dataset['badLines'];
  readonly repeatedLines: number;
  readonly totalSeconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMiB: number;
}

/** Two-sided 5 % points of Student's t, by degrees of freedom from 1. */
const T975 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

/** One report of one split, or the mean of several seeds' with the interval over seeds. */
export function reportOf(
  dataset: Dataset,
  evaluations: readonly Evaluation[],
  seeds: readonly number[],
  engine = 'cpu',
): EvaluationReport {
  const [first] = evaluations;
  if (first === undefined) throw new RangeError('no evaluation was given');
  const usage = process.resourceUsage();
  return {
    bundle: dataset.folder,
    protocol: first.split.protocol,
    users: first.people,
    items: first.items,
    seed: seeds[0]!,
    seeds,
    engine,
    tuned: first.tuned,
    models: first.rows.map(({ name, refit }) => modelReport(evaluations, name, refit, seeds[0]!)),
    newcomers: newcomersOf(evaluations),
    skipped: first.skipped,
    badLines: dataset.badLines,
    repeatedLines: first.split.repeated,
    totalSeconds: round(performance.now() / 1000, 2),
    cpuSeconds: round((usage.userCPUTime + usage.systemCPUTime) / 1e6, 2),
    peakRssMiB: Math.round(usage.maxRSS / 1024),
  };
}

function modelReport(
  evaluations: readonly Evaluation[],
  name: ModelName,
  refit: boolean,
  seed: number,
): ModelReport {
  const rows = evaluations.map((evaluation) => rowOf(evaluation, name, refit)!);
  const scored = rows.map((row) => row.scored);
  const interval = (metric: PersonMetric): Interval =>
    scored.length === 1
      ? bootstrap95(scored[0]!.metrics[metric], seed)
      : overSeeds(scored.map((one) => mean(one.metrics[metric])));
  return {
    name,
    fitSeconds: round(mean(rows.map((row) => row.fitSeconds)), 2),
    rankSeconds: round(mean(scored.map((one) => one.seconds)), 2),
    refit,
    metrics: {
      ...averaged(scored.map((one) => meansOf(one))).metrics,
      ...listsMetrics(rows),
    },
    cold: averaged(
      scored.map((one) =>
        meansOf(one, (nth) => one.historySize[nth]! > 0 && one.historySize[nth]! <= COLD_ITEMS),
      ),
    ),
    noHistory: averaged(scored.map((one) => meansOf(one, (nth) => one.historySize[nth] === 0))),
    interval95: {
      'recall@10': interval('recall@10'),
      'ndcg@10': interval('ndcg@10'),
      'recall@20': interval('recall@20'),
      'ndcg@20': interval('ndcg@20'),
    },
    ...oursBeyond(evaluations, name, refit),
  };
}

function listsMetrics(rows: readonly Row[]): Record<ListsMetric, number> {
  return Object.fromEntries(
    LISTS_METRICS.map((metric) => [metric, mean(rows.map((one) => one.ofLists[metric]))]),
  ) as Record<ListsMetric, number>;
}

/** How well the same people are served as if they had just come with a few friends; null where nobody has them. */
function newcomersOf(evaluations: readonly Evaluation[]): NewcomersReport | null {
  const asked = evaluations[0]!.rows.filter(({ asNewcomers }) => asNewcomers !== null);
  const models = asked.map(({ name, refit }) => {
    const scored = evaluations.map((evaluation) => rowOf(evaluation, name, refit)?.asNewcomers ?? []).flat();
    return { name, refit, ...averaged(scored.map((one) => meansOf(one))) };
  });
  if (models.length === 0) return null;
  const popular = (refit: boolean): number | undefined =>
    models.find((one) => one.name === 'popularity' && one.refit === refit)?.metrics['recall@20'];
  return {
    users: models[0]!.users,
    friendsEach: NEWCOMER_FRIENDS,
    models: models.map(({ name, refit, metrics }) => {
      const base = popular(refit);
      return { name, refit, metrics, ...(base && { timesPopularity: metrics['recall@20'] / base }) };
    }),
  };
}

function oursBeyond(
  evaluations: readonly Evaluation[],
  name: ModelName,
  refit: boolean,
): Pick<ModelReport, 'oursBeyond'> {
  const pairs = evaluations.map((evaluation) => [
    rowOf(evaluation, 'ours', refit)?.scored,
    rowOf(evaluation, name, refit)?.scored,
  ]);
  if (name === 'ours' || pairs.some(([ours]) => ours === undefined)) return {};
  const of = (which: 0 | 1): number[] => pairs.flatMap((pair) => Array.from(pair[which]!.metrics['ndcg@10']));
  const [ours, other] = [of(0), of(1)];
  const t = pairedT(ours, other);
  return { oursBeyond: { ndcg10: mean(ours) - mean(other), t, p: twoSidedP(t) } };
}

function rowOf(evaluation: Evaluation, name: ModelName, refit: boolean): Row | undefined {
  return evaluation.rows.find((row) => row.name === name && row.refit === refit);
}

function overSeeds(means: readonly number[]): Interval {
  const middle = mean(means);
  const variance = means.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (means.length - 1);
  const half = (T975[means.length - 2] ?? 1.96) * Math.sqrt(variance / means.length);
  return [middle - half, middle + half];
}

function averaged(groups: readonly GroupMetrics[]): GroupMetrics {
  return {
    users: Math.round(mean(groups.map((group) => group.users))),
    metrics: Object.fromEntries(
      PERSON_METRICS.map((metric) => [metric, mean(groups.map((group) => group.metrics[metric]))]),
    ) as Record<PersonMetric, number>,
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
