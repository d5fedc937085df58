import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { hitAt, ndcgAt, recallAt, topK } from '../../graph-models/neural/metrics.js';
import { viewerOf, type ItemScorer, type Viewer } from '../../graph-models/neural/part.js';
import { randomOf } from '../../graph-models/neural/random.js';
import { inTurns, scoreMany } from '../../graph-models/neural/score-many.js';
import { mean } from '../../graph-models/neural/statistics.js';

/** Metrics of one person each, in the order of `people`. */
export interface Scored {
  readonly people: Int32Array;
  /** How many items each had in what the model knew of them. */
  readonly historySize: Int32Array;
  readonly metrics: Readonly<Record<PersonMetric, Float64Array>>;
  /** Everybody's best 20, best first. */
  readonly lists: readonly Int32Array[];
  readonly seconds: number;
}

export const PERSON_METRICS = ['recall@10', 'ndcg@10', 'hit@10', 'recall@20', 'ndcg@20', 'hit@20'] as const;
export type PersonMetric = (typeof PERSON_METRICS)[number];
export type IntervalMetric = 'recall@10' | 'ndcg@10' | 'recall@20' | 'ndcg@20';

/** What is asked: of whom, what they wanted, and what they may not be shown again. */
export interface Exam {
  /** What the model may know of each viewer. */
  readonly history: InteractionGraph;
  /** Who the model is told that a viewer is; left out: themselves. */
  readonly disguised?: (viewer: Viewer) => Viewer;
  readonly wanted: ReadonlyMap<number, ReadonlySet<number>>;
  /** Acts whose items are masked: train and validation, whatever was learnt from. */
  readonly known: InteractionGraph;
}

/** Ranks every item for everybody who has wanted something; equal scores count against the model. */
export function scoreExam(
  scorer: ItemScorer,
  exam: Exam,
  onProgress: (done: number, of: number) => void = () => undefined,
): Scored {
  const startedAt = performance.now();
  const people = Int32Array.from(exam.wanted.keys()).sort();
  const { itemCount } = exam.known;
  const turns = inTurns([...people.keys()], 2, itemCount);
  const outs = (turns[0] ?? []).map(() => new Float32Array(itemCount));
  const masked = new Uint8Array(itemCount);
  const metrics = Object.fromEntries(
    PERSON_METRICS.map((metric) => [metric, new Float64Array(people.length)]),
  ) as Record<PersonMetric, Float64Array>;
  const historySize = new Int32Array(people.length);
  const lists: Int32Array[] = [];
  const scoresOf = (turn: readonly number[]): Float32Array[] => {
    const viewers = turn.map((nth) => {
      const themselves = viewerOf(exam.history, people[nth]!);
      return exam.disguised?.(themselves) ?? themselves;
    });
    turn.forEach((nth, at) => (historySize[nth] = viewers[at]!.items.length));
    scoreMany(scorer, viewers, outs);
    return outs;
  };
  const examine = (nth: number, scores: Float32Array): void => {
    const person = people[nth]!;
    const wanted = exam.wanted.get(person)!;
    const known = exam.known.actsOf(person).others;
    for (const item of known) masked[item] = 1;
    const ranked = topK(scores, 20, masked, wanted).items;
    for (const item of known) masked[item] = 0;
    lists.push(ranked);
    for (const k of [10, 20] as const) {
      metrics[`recall@${k}`][nth] = recallAt(k, ranked, wanted);
      metrics[`ndcg@${k}`][nth] = ndcgAt(k, ranked, wanted);
      metrics[`hit@${k}`][nth] = hitAt(k, ranked, wanted);
    }
    if ((nth + 1) % 100 === 0) onProgress(nth + 1, people.length);
  };
  for (const turn of turns) {
    const scores = scoresOf(turn);
    turn.forEach((nth, at) => examine(nth, scores[at]!));
  }
  onProgress(people.length, people.length);
  return {
    people,
    historySize,
    metrics,
    lists,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** Means over those people that `keep` says yes to. */
export function meansOf(
  scored: Scored,
  keep: (nth: number) => boolean = () => true,
): { users: number; metrics: Record<PersonMetric, number> } {
  const kept = Array.from(scored.people.keys()).filter(keep);
  return {
    users: kept.length,
    metrics: Object.fromEntries(
      PERSON_METRICS.map((metric) => [metric, mean(kept.map((nth) => scored.metrics[metric][nth]!))]),
    ) as Record<PersonMetric, number>,
  };
}

const RESAMPLES = 1000;

/** The middle 95 % of the means of 1,000 samples of as many people, drawn with replacement. */
export function bootstrap95(values: Float64Array, seed: number): [low: number, high: number] {
  const random = randomOf(seed);
  const means = new Float64Array(RESAMPLES);
  for (let sample = 0; sample < RESAMPLES; sample++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)]!;
    means[sample] = values.length === 0 ? 0 : sum / values.length;
  }
  means.sort();
  return [means[Math.floor(RESAMPLES * 0.025)]!, means[Math.ceil(RESAMPLES * 0.975) - 1]!];
}
