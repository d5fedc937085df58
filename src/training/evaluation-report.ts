import type { Tuned } from '../../graph-models/neural/fit-ranker.js';
import { COLD_ITEMS } from '../../graph-models/neural/history-group.js';
import { mean, pairedT, twoSidedP } from '../../graph-models/neural/statistics.js';
import type { ModelName, Ours } from './contenders.js';
import type { Dataset } from './dataset.js';
import type { Evaluation, Row } from './evaluate.js';
import {
  bootstrap95,
  meansOf,
  PERSON_METRICS,
  type IntervalMetric,
  type PersonMetric,
} from './scored-lists.js';

type Metrics = Readonly<Record<PersonMetric | 'coverage@10', number>>;
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

export interface EvaluationReport {
  readonly bundle: string;
  readonly protocol: string;
  readonly users: number;
  readonly items: number;
  readonly seed: number;
  readonly seeds: readonly number[];
  readonly tuned: Readonly<Partial<Record<Ours, Tuned>>>;
  readonly models: readonly ModelReport[];
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
    tuned: first.tuned,
    models: first.rows.map(({ name, refit }) => modelReport(evaluations, name, refit, seeds[0]!)),
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
      'coverage@10': mean(scored.map((one) => one.coverage)),
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

/** The report as a table for people. */
export function tableOf(report: EvaluationReport): string {
  const head = [
    'model',
    'R@10',
    'N@10',
    'R@20',
    'N@20',
    'hit@10',
    'cold N@10',
    'ours beyond (p)',
    'fit s',
    'rank s',
  ];
  const lines = report.models.map((model) => [
    model.name + (model.refit ? ' (refit)' : ''),
    ...(['recall@10', 'ndcg@10', 'recall@20', 'ndcg@20', 'hit@10'] as const).map((metric) =>
      shown(model.metrics[metric]),
    ),
    model.cold.users === 0 ? '–' : shown(model.cold.metrics['ndcg@10']),
    model.oursBeyond === undefined
      ? ''
      : `${shown(model.oursBeyond.ndcg10)} (${model.oursBeyond.p < 0.0001 ? '<.0001' : shown(model.oursBeyond.p)})`,
    model.fitSeconds.toFixed(1),
    model.rankSeconds.toFixed(1),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]!.length)),
  );
  return [head, ...lines]
    .map((line) =>
      line.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  '),
    )
    .join('\n');
}

function shown(value: number): string {
  return value.toFixed(4).replace(/^(-?)0\./, '$1.');
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
