import { availableParallelism } from 'node:os';
import { Numerics } from '../kernels/numerics.js';
import { bestOf, loadedBoard, ndcgsOf, type LoadedBoard } from './board-ndcg.js';
import { ofQuestions, type Board } from './blend-cases.js';
import { HISTORY_GROUPS, type BlendWeights, type HistoryGroup } from './history-group.js';
import { mean, pairedT } from './statistics.js';

export interface LearntBlend {
  readonly weights: BlendWeights;
  /** Whether validation chose the weights, or there was too little of it and they are a cautious guess. */
  readonly basis: 'learned' | 'untuned';
  /** Validation ndcg@20 of the blend, and of every part alone. */
  readonly ndcg: number;
  readonly alone: Readonly<Record<string, number>>;
  /** How surely each part of the common weights helps: t of the paired difference to the blend without it. */
  readonly gains: Readonly<Record<string, number>>;
  /** People of the validation set who were asked. */
  readonly questions: number;
}

const FIRST_WEIGHTS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8];
const FACTORS = [0, 0.5, 0.75, 0.9, 1.1, 1.35, 2];
const ROUNDS = 4;
/** Growing from the best part alone ends at a blend that another start may better. */
const STARTS = 3;
/**
 * One-sided 10 %: below it a part has not shown that it helps, and it stays out. Asking for 2.5 % kept parts out that
 * help: on halves of LastFM's validation, learnt on one and asked on the other, ndcg@20 was .1864 instead of .1867.
 */
const T_JOINS = 1.28;
/**
 * One-sided 5 %: what a friend part gains must be more than the same part gains with strangers in the place of friends,
 * as what is left unexplained of any two dozen people's tastes says something about everybody.
 */
const T_CONTROL = 1.64;
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
 * Learns the weights of a blend from held-out acts, by ndcg@20.
 *
 * From each of the best parts alone, parts join one at a time, the one that gains most first, each only if its gain
 * passes a paired t-test, against its controls as well where it has some; then every weight is moved until none helps, and a part
 * that helps no longer leaves. A history group gets weights of its own
 * only where they beat the common ones; newcomers always, as most parts have nothing to say about them.
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
  const common = questions < FEWEST_QUESTIONS ? null : forward(asTheyAre, names);
  if (common === null) return untuned(names, alone, questions);
  const weights = Object.fromEntries(
    HISTORY_GROUPS.map((group) => [
      group,
      normalised(named(names, groupWeights(board, names, group, common, asTheyAre))),
    ]),
  ) as Record<HistoryGroup, Record<string, number>>;
  if (Object.keys(weights.none).length === 0) weights.none = cautious(names, CAUTIOUS_NEWCOMER);
  weights.none = withPopularity(weights.none, names, 0.1);
  weights.cold = withPopularity(weights.cold, names, 0.01);
  return {
    weights,
    basis: 'learned',
    ndcg: mean(ndcgsOf(asTheyAre, common)),
    alone,
    gains: named(names, gainsOf(asTheyAre, common)),
    questions,
  };
}

/** Weights of one situation, without history groups; null where there are too few questions or nothing is found. */
export function learnContextWeights(
  board: Board,
  names: readonly string[],
): Readonly<Record<string, number>> | null {
  if (board.groups.length < FEWEST_QUESTIONS) return null;
  const learnt = onThreads((numerics) => forward(loadedBoard(board, numerics), names));
  return learnt === null ? null : normalised(named(names, learnt));
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

/** The best of the blends that grow from each of the first few parts; null when no part finds anything. */
function forward(board: LoadedBoard, names: readonly string[]): number[] | null {
  let best: number[] | null = null;
  let bestNdcg = -1;
  for (const first of startsOf(board, names)) {
    const grown = grownFrom(board, unit(names.length, first));
    const ndcg = mean(ndcgsOf(board, grown));
    if (ndcg <= bestNdcg) continue;
    best = grown;
    bestNdcg = ndcg;
  }
  return best;
}

/** Parts join one at a time, the one that gains most first, until none does. */
function grownFrom(board: LoadedBoard, first: number[]): number[] {
  const width = board.columns.length;
  let best = first;
  let current = ndcgsOf(board, best);
  for (;;) {
    let joined: number[] | null = null;
    let joinedNdcg = mean(current);
    for (let p = 0; p < width; p++) {
      if (best[p] !== 0) continue;
      const tried = bestOf(board, best, p, FIRST_WEIGHTS);
      if (tried.ndcg <= joinedNdcg) continue;
      const weights = best.with(p, tried.weight);
      const ndcgs = ndcgsOf(board, weights);
      if (pairedT(ndcgs, current) < T_JOINS || !beatsControls(board, best, p, ndcgs)) continue;
      joined = weights;
      joinedNdcg = tried.ndcg;
    }
    if (joined === null) return pruned(board, best);
    best = refine(board, joined);
    current = ndcgsOf(board, best);
  }
}

/** Parts whose help those that joined later have made doubtful leave again, the most doubtful first. */
function pruned(board: LoadedBoard, grown: readonly number[]): number[] {
  let best = [...grown];
  for (;;) {
    const current = ndcgsOf(board, best);
    const members = [...best.keys()].filter((p) => best[p] !== 0);
    const helps = members.map((p) => pairedT(current, ndcgsOf(board, best.with(p, 0))));
    const least = Math.min(...helps);
    if (members.length === 1 || least >= T_JOINS) return best;
    best = refine(board, best.with(members[helps.indexOf(least)]!, 0));
  }
}

/** Whether a part that joins gains more than each of its controls would, at the weight that suits the control best. */
function beatsControls(
  board: LoadedBoard,
  weights: readonly number[],
  p: number,
  ndcgs: Float64Array,
): boolean {
  return (board.controls.get(p) ?? []).every((control) => {
    const instead = { ...board, columns: board.columns.with(p, control) };
    const { weight } = bestOf(board, weights, p, FIRST_WEIGHTS, control);
    return pairedT(ndcgs, ndcgsOf(instead, weights.with(p, weight))) >= T_CONTROL;
  });
}

/**
 * Which parts a blend is grown from: the few best alone that beat their controls. Where the best has not shown that it
 * is better than popularity, popularity alone.
 */
function startsOf(board: LoadedBoard, names: readonly string[]): number[] {
  const none = names.map(() => 0);
  const alone = names.map((_, p) => ndcgsOf(board, unit(names.length, p)));
  const means = alone.map((ndcgs, p) => (beatsControls(board, none, p, ndcgs) ? mean(ndcgs) : 0));
  const starts = [...names.keys()]
    .filter((p) => means[p]! > 0)
    .sort((a, b) => means[b]! - means[a]! || a - b)
    .slice(0, STARTS);
  const [best] = starts;
  const popularity = names.indexOf('popularity');
  if (best === undefined || popularity < 0 || means[popularity] === 0) return starts;
  return pairedT(alone[best]!, alone[popularity]!) >= T_JOINS ? starts : [popularity];
}

/** Moves one weight at a time until none helps. */
function refine(board: LoadedBoard, start: readonly number[]): number[] {
  let best = [...start];
  let bestNdcg = mean(ndcgsOf(board, best));
  for (let round = 0; round < ROUNDS; round++) {
    const before = bestNdcg;
    for (let p = 0; p < best.length; p++) {
      const own = best[p]!;
      if (own === 0 || best.filter((weight) => weight !== 0).length === 1) continue;
      const tried = bestOf(
        board,
        best,
        p,
        FACTORS.map((factor) => factor * own),
      );
      if (tried.ndcg <= bestNdcg) continue;
      best = best.with(p, tried.weight);
      bestNdcg = tried.ndcg;
    }
    if (bestNdcg - before < 1e-5) break;
  }
  return best;
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
      : (forward(own, names) ?? common.map(() => 0));
  if (own.groups.length < FEWEST_OF_GROUP) return common;
  const fresh = forward(own, names) ?? common;
  const moved = refine(own, common);
  const [freshNdcgs, movedNdcgs] = [ndcgsOf(own, fresh), ndcgsOf(own, moved)];
  const [tried, ndcgs] =
    mean(freshNdcgs) > mean(movedNdcgs) ? ([fresh, freshNdcgs] as const) : ([moved, movedNdcgs] as const);
  return pairedT(ndcgs, ndcgsOf(own, common)) >= T_GROUP ? tried : common;
}

function gainsOf(board: LoadedBoard, weights: readonly number[]): number[] {
  const full = ndcgsOf(board, weights);
  return weights.map((weight, p) =>
    weight === 0 ? 0 : Math.min(99, pairedT(full, ndcgsOf(board, weights.with(p, 0)))),
  );
}

function unit(width: number, at: number): number[] {
  return Array.from({ length: width }, (_, p) => (p === at ? 1 : 0));
}

/** The same proportions, with sum 1. */
export function normalised(weights: Readonly<Record<string, number>>): Record<string, number> {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, weight / sum]));
}

function named(names: readonly string[], values: readonly number[]): Record<string, number> {
  return Object.fromEntries(names.flatMap((name, p) => (values[p] === 0 ? [] : [[name, values[p]!]])));
}
