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
 * Everybody who has done something has common weights; a history group gets weights of its own only where they rank better.
 * Newcomers always have their own and have no say in the common ones, as most parts have nothing to say about them.
 */
export function learnBlend(board: Board, names: readonly string[]): LearntBlend {
  return onThreads((numerics) => learnOn(board, names, numerics));
}

function learnOn(board: Board, names: readonly string[], numerics: Numerics): LearntBlend {
  const asTheyAre = loadedBoard(
    ofQuestions(board, (q) => !board.madeCold[q]),
    numerics,
  );
  const withHistory = ofGroups(asTheyAre, (group) => group !== 'none');
  const common = withHistory.groups.length < FEWEST_QUESTIONS ? null : likelyBlend(withHistory, names);
  const valuesOf = (group: HistoryGroup): readonly number[] => {
    if (group === 'none') return newcomerWeights(board, names, numerics);
    return common === null
      ? guessed(names, CAUTIOUS)
      : groupWeights(board, names, group, common.weights, withHistory);
  };
  const learnt = Object.fromEntries(
    HISTORY_GROUPS.map((group) => [group, normalised(named(names, valuesOf(group)))]),
  ) as Record<HistoryGroup, Record<string, number>>;
  const weights = {
    ...learnt,
    none: withPopularity(learnt.none, names, 0.1),
    cold: withPopularity(learnt.cold, names, 0.01),
  };
  return {
    weights,
    basis: common === null ? 'untuned' : 'learned',
    ndcg: ndcgAsServed(asTheyAre, names, weights),
    alone: Object.fromEntries(
      names.map((name, p) => [name, mean(ndcgsOf(asTheyAre, unit(names.length, p)))]),
    ),
    gains: named(
      names,
      names.map((_, p) => Math.min(SUREST, common?.z[p] ?? 0)),
    ),
    questions: asTheyAre.groups.length,
  };
}

/** Those questions of a board whose asker is of such a group; the board itself where that is all of them. */
function ofGroups(board: LoadedBoard, isOne: (group: HistoryGroup) => boolean): LoadedBoard {
  if (board.groups.every(isOne)) return board;
  return loadedBoard(
    ofQuestions(board, (q) => isOne(board.groups[q]!)),
    board.numerics,
  );
}

/** Everybody ranked with the weights of their group. */
function ndcgAsServed(board: LoadedBoard, names: readonly string[], weights: BlendWeights): number {
  const found = HISTORY_GROUPS.filter((group) => board.groups.includes(group)).flatMap((group) => {
    const own = ofGroups(board, (one) => one === group);
    const values = names.map((name) => weights[group][name] ?? 0);
    return [...ndcgsOf(own, values)];
  });
  return found.length === 0 ? 0 : mean(found);
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

/** Weights of a guess, one a name. */
function guessed(names: readonly string[], guess: Readonly<Record<string, number>>): readonly number[] {
  return names.map((name) => guess[name] ?? 0);
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

/** What ranks best for those who have done nothing yet. */
function newcomerWeights(board: Board, names: readonly string[], numerics: Numerics): readonly number[] {
  const own = ofQuestions(board, (q) => board.groups[q] === 'none');
  const learnt = own.groups.length < FEWEST_QUESTIONS ? null : likelyBlend(loadedBoard(own, numerics), names);
  return learnt?.weights ?? guessed(names, CAUTIOUS_NEWCOMER);
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
  const own = ofQuestions(board, (q) => board.groups[q] === group);
  if (own.groups.length < FEWEST_OF_GROUP) return common;
  const asked = loadedBoard(own, numerics);
  const fresh = likelyBlend(asked, names)?.weights ?? common;
  return pairedT(ndcgsOf(asked, fresh), ndcgsOf(asked, common)) >= T_GROUP ? fresh : common;
}

/** The same proportions, with sum 1. */
export function normalised(weights: Readonly<Record<string, number>>): Record<string, number> {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight / sum]));
}

function named(names: readonly string[], values: readonly number[]): Record<string, number> {
  return Object.fromEntries(names.flatMap((name, p) => (values[p] === 0 ? [] : [[name, values[p]!]])));
}
