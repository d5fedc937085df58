import type { ItemScorer } from '../../graph-models/neural/part.js';
import { mean, pairedT, twoSidedP } from '../../graph-models/neural/statistics.js';
import { fitBaseline, whyLeftOut, type Baseline } from './contenders.js';
import type { Slice } from './newest-slice.js';
import { scoreExam, type Scored } from './scored-lists.js';

/** What candidates for being served are held against, beside the model that is. */
export const YARDSTICKS: readonly Baseline[] = ['popularity', 'friends', 'itemKnn', 'ease'];

/** One contender's means over the people who were asked. */
export interface ExamRow {
  readonly name: string;
  readonly 'recall@10': number;
  readonly 'ndcg@10': number;
  readonly 'recall@20': number;
  readonly 'ndcg@20': number;
  /** The candidate's ndcg@20 less this one's, of the same people in pairs; null for the candidate itself. */
  readonly beaten: { readonly by: number; readonly t: number; readonly p: number } | null;
}

export interface ExamResult {
  readonly people: number;
  readonly how: Slice['how'];
  /** The candidate first. */
  readonly rows: readonly ExamRow[];
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

export interface Contender {
  readonly name: string;
  readonly scorer: ItemScorer;
}

export const CANDIDATE = 'candidate';
export const SERVED = 'served';
/** The served model's options and blend, fitted again without the slice that it has seen. */
export const SERVED_AGAIN = 'served, fitted again';

/** Asks all of them for the held-out slice; baselines are fitted on the rest. */
export async function examine(
  slice: Slice,
  contenders: readonly Contender[],
  baselines: readonly Baseline[],
  progress: (step: string) => void,
): Promise<ExamResult> {
  const { graph, wanted } = slice.held;
  const ask = (scorer: ItemScorer): Scored => scoreExam(scorer, { history: graph, known: graph, wanted });
  const scored: { name: string; scored: Scored }[] = contenders.map(({ name, scorer }) => {
    progress(`asking ${name}`);
    return { name, scored: ask(scorer) };
  });
  const leftOut: { name: string; reason: string }[] = [];
  for (const name of baselines) {
    const reason =
      name === 'friends' && graph.friendEdgeCount === 0
        ? 'nobody has friends'
        : whyLeftOut(name, graph, false);
    if (reason !== null) {
      leftOut.push({ name, reason });
      continue;
    }
    progress(`asking ${name}`);
    scored.push({ name, scored: ask(await fitBaseline(name, graph)) });
  }
  const candidate = scored[0]!.scored.metrics['ndcg@20'];
  const rows = scored.map(({ name, scored: { metrics } }, nth): ExamRow => {
    const t = pairedT(candidate, metrics['ndcg@20']);
    const by = mean(candidate) - mean(metrics['ndcg@20']);
    return {
      name,
      'recall@10': mean(metrics['recall@10']),
      'ndcg@10': mean(metrics['ndcg@10']),
      'recall@20': mean(metrics['recall@20']),
      'ndcg@20': mean(metrics['ndcg@20']),
      beaten: nth === 0 ? null : { by, t, p: twoSidedP(t) },
    };
  });
  return { people: wanted.size, how: slice.how, rows, leftOut };
}

export interface Verdict {
  readonly passed: boolean;
  readonly because: string;
}

/** One-sided 5 %. */
const T_WORSE = -1.645;

/** Whether the candidate may be served: it must not be worse than what is, nor than popularity, by a paired test. */
export function verdictOn({ rows, people }: ExamResult): Verdict {
  for (const name of [SERVED, SERVED_AGAIN, 'popularity']) {
    const row = rows.find((one) => one.name === name);
    if (row?.beaten && row.beaten.t < T_WORSE)
      return {
        passed: false,
        because: `it is worse than ${name}: ${differenceOf(row.beaten)} of ${people} people`,
      };
  }
  const served = rows.find(({ name }) => name === SERVED || name === SERVED_AGAIN);
  return served?.beaten
    ? {
        passed: true,
        because: `it is not worse than ${served.name}: ${differenceOf(served.beaten)} of ${people} people`,
      }
    : { passed: true, because: 'nothing was served before' };
}

function differenceOf({ by, p }: NonNullable<ExamRow['beaten']>): string {
  return `ndcg@20 ${by < 0 ? '−' : '+'}${Math.abs(by).toFixed(4)}, p ${p < 0.0001 ? '< .0001' : p.toFixed(4)}`;
}

/** The comparison as a table for people. */
export function examTable({ rows, leftOut, people, how }: ExamResult): string {
  const metrics = ['recall@10', 'ndcg@10', 'recall@20', 'ndcg@20'] as const;
  const lines = [
    ['', ...metrics, 'candidate beyond (p)'],
    ...rows.map((row) => [
      row.name,
      ...metrics.map((metric) => row[metric].toFixed(4)),
      row.beaten === null ? '' : `${row.beaten.by.toFixed(4)} (${row.beaten.p.toFixed(4)})`,
    ]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const table = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  return [
    `${people} people, asked for ${ASKED_FOR[how]}`,
    ...table,
    ...leftOut.map(({ name, reason }) => `${name} was left out: ${reason}`),
    '',
  ].join('\n');
}

const ASKED_FOR: Readonly<Record<Slice['how'], string>> = {
  newest: 'the newest tenth of all acts',
  sinceServed: 'what they did since the served model was fitted',
  random: 'a random tenth of what they have',
};
