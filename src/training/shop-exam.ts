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
