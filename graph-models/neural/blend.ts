import { availableParallelism } from 'node:os';
import { Numerics } from '../kernels/numerics.js';
import { loadedBoard, ndcgsOf, type LoadedBoard } from './board-ndcg.js';
import { ofQuestions, type Board } from './board.js';
import { HISTORY_GROUPS, type BlendWeights, type HistoryGroup } from './history-group.js';
import { likelyBlend, unit } from './likely-blend.js';
import { mean, pairedT } from './statistics.js';

export interface LearntBlend {
  readonly weights: BlendWeights;
  /** Whether validation chose the weights, or there was too little of it and they are a cautious guess. */
  readonly basis: 'learned' | 'untuned';
  /** Validation ndcg@20 of the blend, and of every part alone. */
  readonly ndcg: number;
  readonly alone: Readonly<Record<string, number>>;
  /** How surely each part of the common weights helps: z of its weight beyond 0. */
  readonly gains: Readonly<Record<string, number>>;
  /** People of the validation set who were asked. */
  readonly questions: number;
}

/** Beyond, a z says no more. */
const SUREST = 99;
/** One-sided .5 %: a group's own weights have many more ways to look better by chance. */
const T_GROUP = 2.58;
/** Fewer questions than this cannot tell parts apart. */
export const FEWEST_QUESTIONS = 25;
const FEWEST_OF_GROUP = 100;
/** A group with this share of the people as they are has chosen the common weights itself. */
const MOST_OF_ALL = 0.95;

/** What a part weighs, relative to the others, where nothing could be learnt. */
const CAUTIOUS: Readonly<Record<string, number>> = {
  itemItem: 0.3,
  itemKnn: 0.3,
  likeMinded: 0.3,
  friends: 0.3,
  content: 0.3,
  popularity: 0.15,
};
/** For somebody who has done nothing yet. */
const CAUTIOUS_NEWCOMER: Readonly<Record<string, number>> = { friends: 0.5, popularity: 0.5 };

/**
 * Learns the weights of a blend from held-out acts: those with which the acts are likeliest (`likelyBlend`).
 *
 * A history group gets weights of its own only where they rank better than the common ones; newcomers always, as most parts have
 * nothing to say about them.
 */
export function learnBlend(board: Board, names: readonly string[]): LearntBlend {
  return onThreads((numerics) => learnOn(board, names, numerics));
}

function learnOn(board: Board, names: readonly string[], numerics: Numerics): LearntBlend {
  const asTheyAre = loadedBoard(
    ofQuestions(board, (q) => !board.madeCold[q]),
    numerics,
  );
  const questions = asTheyAre.groups.length;
  const alone: Record<string, number> = {};
  names.forEach((name, p) => (alone[name] = mean(ndcgsOf(asTheyAre, unit(names.length, p)))));
  const common = questions < FEWEST_QUESTIONS ? null : likelyBlend(asTheyAre, names);
  if (common === null) return untuned(names, alone, questions);
  const weights = Object.fromEntries(
    HISTORY_GROUPS.map((group) => [
      group,
      normalised(named(names, groupWeights(board, names, group, common.weights, asTheyAre))),
    ]),
  ) as Record<HistoryGroup, Record<string, number>>;
  if (Object.keys(weights.none).length === 0) weights.none = cautious(names, CAUTIOUS_NEWCOMER);
  weights.none = withPopularity(weights.none, names, 0.1);
  weights.cold = withPopularity(weights.cold, names, 0.01);
  return {
    weights,
    basis: 'learned',
    ndcg: mean(ndcgsOf(asTheyAre, common.weights)),
    alone,
    gains: named(
      names,
      common.z.map((z) => Math.min(SUREST, z)),
    ),
    questions,
  };
}

/** Weights of one situation, without history groups; null where there are too few questions or nothing is found. */
export function learnContextWeights(
  board: Board,
  names: readonly string[],
): Readonly<Record<string, number>> | null {
  if (board.groups.length < FEWEST_QUESTIONS) return null;
  const learnt = onThreads((numerics) => likelyBlend(loadedBoard(board, numerics), names));
  return learnt === null ? null : normalised(named(names, learnt.weights));
}

/** As many threads as there are cores, while something is learnt. */
function onThreads<T>(learn: (numerics: Numerics) => T): T {
  const numerics = new Numerics({ threads: availableParallelism() });
  try {
    return learn(numerics);
  } finally {
    numerics.close();
  }
}

function untuned(
  names: readonly string[],
  alone: Readonly<Record<string, number>>,
  questions: number,
): LearntBlend {
  const some = cautious(names, CAUTIOUS);
  const none = cautious(names, CAUTIOUS_NEWCOMER);
  const weights = { none, cold: some, warm: some, hot: some, timeless: some };
  return { weights, basis: 'untuned', ndcg: 0, alone, gains: {}, questions };
}

function cautious(names: readonly string[], guess: Readonly<Record<string, number>>): Record<string, number> {
  return normalised(
    named(
      names,
      names.map((name) => guess[name] ?? 0),
    ),
  );
}

/** Some of them have no friends, or items that nobody else has: then popularity must speak. */
function withPopularity(
  weights: Record<string, number>,
  names: readonly string[],
  least: number,
): Record<string, number> {
  if (!names.includes('popularity') || (weights['popularity'] ?? 0) >= least) return weights;
  return normalised({ ...weights, popularity: least });
}

function groupWeights(
  board: Board,
  names: readonly string[],
  group: HistoryGroup,
  common: readonly number[],
  { numerics, groups: all }: LoadedBoard,
): readonly number[] {
  const ofAll = all.filter((one) => one === group).length;
  if (ofAll >= MOST_OF_ALL * all.length) return common;
  const own = loadedBoard(
    ofQuestions(board, (q) => board.groups[q] === group),
    numerics,
  );
  if (group === 'none')
    return own.groups.length < FEWEST_QUESTIONS
      ? common.map(() => 0)
      : (likelyBlend(own, names)?.weights ?? common.map(() => 0));
  if (own.groups.length < FEWEST_OF_GROUP) return common;
  const fresh = likelyBlend(own, names)?.weights ?? common;
  return pairedT(ndcgsOf(own, fresh), ndcgsOf(own, common)) >= T_GROUP ? fresh : common;
}

/** The same proportions, with sum 1. */
export function normalised(weights: Readonly<Record<string, number>>): Record<string, number> {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight / sum]));
}

function named(names: readonly string[], values: readonly number[]): Record<string, number> {
  return Object.fromEntries(names.flatMap((name, p) => (values[p] === 0 ? [] : [[name, values[p]!]])));
}
