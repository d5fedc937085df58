import { topK } from './metrics.js';
import { viewerOf, type Part } from './part.js';
import { randomOf, shuffle } from './random.js';
import { HISTORY_GROUPS, historyGroupOf, scaleOf, type BlendWeights, type HistoryGroup } from './ranker.js';
import type { Held } from './hold-out.js';

/** One validation person: what each part says of each candidate. */
interface Case {
  readonly group: HistoryGroup;
  /** float32 [candidates, parts], scaled. */
  readonly scores: Float32Array;
  readonly count: number;
  /** Rows of `scores` that were wanted; they come first. */
  readonly found: number;
  /** Wanted items in all, those that no part found included. */
  readonly wanted: number;
}

export interface LearntBlend {
  readonly weights: BlendWeights;
  /** Validation ndcg@10 of the blend and of every part alone. */
  readonly ndcg: number;
  readonly alone: Readonly<Record<string, number>>;
  /** How surely each kept part helps: the t of the paired difference to the blend without it. */
  readonly gains: Readonly<Record<string, number>>;
  readonly cases: number;
}

const DEPTH = 100;
const CUT = 10;
const MOST_CASES = 3000;
const FACTORS = [0, 0.25, 0.5, 0.8, 1.25, 2, 4];
const FIRST_WEIGHTS = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8];
/** One-sided 5 %: below it a part has not shown that it helps. */
const T_KEPT = 1.65;
/** One-sided .5 %: weights of a group's own have many more ways to look better by chance. */
const T_GROUP = 2.58;
const GROUP_CASES = 150;

/**
 * Learns the weights of a blend from held-out acts, by coordinate search on ndcg@10.
 *
 * Candidates are the union of each part's best 100. From the best part alone, parts join one at a time, the one
 * that gains most first; then every weight is moved until none helps. A part whose gain over the blend without it
 * does not pass a paired t-test has weight 0. A history group gets weights of its own only where they beat the common ones.
 */
export function learnBlend(held: Held, parts: readonly Part[], seed: number): LearntBlend {
  const cases = casesOf(held, parts, seed);
  const alone: Record<string, number> = {};
  parts.forEach((part, p) => (alone[part.name] = mean(ndcgs(cases, unit(parts.length, p)))));
  const common = search(cases, forward(cases, parts.length));
  const { weights, gains } = keepProven(cases, common);
  const byGroup = Object.fromEntries(
    HISTORY_GROUPS.map((group) => [group, named(parts, groupWeights(cases, group, weights))]),
  ) as Record<HistoryGroup, Record<string, number>>;
  return {
    weights: { ...byGroup, none: withoutHistory(parts, byGroup.none) },
    ndcg: mean(ndcgs(cases, weights)),
    alone,
    gains: named(parts, gains),
    cases: cases.length,
  };
}

/** Nobody without history is in validation: popularity must at least be there for them. */
function withoutHistory(parts: readonly Part[], weights: Record<string, number>): Record<string, number> {
  const strongest = Math.max(0.1, ...Object.values(weights));
  return parts.some((part) => part.name === 'popularity')
    ? { ...weights, popularity: Math.max(weights['popularity'] ?? 0, strongest / 10) }
    : weights;
}

function casesOf(held: Held, parts: readonly Part[], seed: number): Case[] {
  const people = Int32Array.from(held.wanted.keys());
  shuffle(people, randomOf(seed + 1));
  return Array.from(people.subarray(0, MOST_CASES), (person) => caseOf(held, parts, person));
}

function caseOf(held: Held, parts: readonly Part[], person: number): Case {
  const viewer = viewerOf(held.graph, person);
  const wanted = held.wanted.get(person)!;
  const excluded = new Uint8Array(held.graph.itemCount);
  for (const item of viewer.items) excluded[item] = 1;
  const raws = parts.map((part) => {
    const raw = new Float32Array(held.graph.itemCount);
    part.score(viewer, raw);
    return raw;
  });
  const candidates = new Set<number>();
  for (const raw of raws)
    for (const item of topK(raw, DEPTH, excluded, wanted).items) if (raw[item] !== 0) candidates.add(item);
  const ordered = [...candidates].sort((a, b) => Number(wanted.has(b)) - Number(wanted.has(a)));
  const scores = new Float32Array(ordered.length * parts.length);
  raws.forEach((raw, p) => {
    const scale = scaleOf(raw);
    ordered.forEach((item, c) => (scores[c * parts.length + p] = raw[item]! / scale));
  });
  return {
    group: historyGroupOf(viewer.items.length),
    scores,
    count: ordered.length,
    found: ordered.filter((item) => wanted.has(item)).length,
    wanted: wanted.size,
  };
}

const totals = new Float64Array(4096);

function ndcgs(cases: readonly Case[], weights: readonly number[]): Float64Array {
  return Float64Array.from(cases, (one) => ndcgOf(one, weights));
}

/** ndcg@10 of one case; an equal score of an unwanted item stands before the wanted one. */
function ndcgOf(one: Case, weights: readonly number[]): number {
  const width = weights.length;
  for (let c = 0; c < one.count; c++) {
    let sum = 0;
    for (let p = 0; p < width; p++) sum += weights[p]! * one.scores[c * width + p]!;
    totals[c] = sum;
  }
  let gain = 0;
  for (let w = 0; w < one.found; w++) {
    const own = totals[w]!;
    let rank = 0;
    for (let c = 0; c < one.found && rank < CUT; c++)
      if (totals[c]! > own || (totals[c] === own && c < w)) rank++;
    for (let c = one.found; c < one.count && rank < CUT; c++) if (totals[c]! >= own) rank++;
    if (rank < CUT) gain += 1 / Math.log2(rank + 2);
  }
  let ideal = 0;
  for (let rank = 0; rank < Math.min(CUT, one.wanted); rank++) ideal += 1 / Math.log2(rank + 2);
  return gain / ideal;
}

/** Parts join one at a time, the one that gains most first, at the best of a few weights. */
function forward(cases: readonly Case[], width: number): number[] {
  let best = Array.from({ length: width }, () => 0);
  let bestNdcg = 0;
  for (;;) {
    let better: number[] | null = null;
    for (let p = 0; p < width; p++) {
      if (best[p] !== 0) continue;
      for (const weight of bestNdcg === 0 ? [1] : FIRST_WEIGHTS) {
        const tried = best.with(p, weight);
        const ndcg = mean(ndcgs(cases, tried));
        if (ndcg > bestNdcg) {
          bestNdcg = ndcg;
          better = tried;
        }
      }
    }
    if (better === null) return best;
    best = better;
  }
}

/** Moves one weight at a time until none helps. */
function search(cases: readonly Case[], start: readonly number[], frozen?: ReadonlySet<number>): number[] {
  let best = [...start];
  let bestNdcg = mean(ndcgs(cases, best));
  for (let round = 0; round < 6; round++) {
    const before = bestNdcg;
    for (let p = 0; p < best.length; p++) {
      if (frozen?.has(p)) continue;
      const own = best[p]!;
      for (const weight of own === 0 ? FIRST_WEIGHTS : FACTORS.map((factor) => factor * own)) {
        const tried = best.with(p, weight);
        const ndcg = mean(ndcgs(cases, tried));
        if (ndcg > bestNdcg) {
          bestNdcg = ndcg;
          best = tried;
        }
      }
    }
    if (bestNdcg - before < 1e-5) break;
  }
  return best;
}

/** Takes out, weakest first, every part that the others do as well without. */
function keepProven(
  cases: readonly Case[],
  start: readonly number[],
): { weights: number[]; gains: number[] } {
  let weights = [...start];
  const out = new Set<number>();
  for (;;) {
    const full = ndcgs(cases, weights);
    const gains = weights.map((weight, p) => {
      if (weight === 0 || weights.filter((other) => other !== 0).length === 1)
        return weight === 0 ? 0 : Infinity;
      return pairedT(full, ndcgs(cases, search(cases, weights.with(p, 0), new Set([...out, p]))));
    });
    const weakest = gains.reduce(
      (low, gain, p) => (weights[p] !== 0 && gain < (gains[low] ?? Infinity) ? p : low),
      -1,
    );
    if (weakest < 0 || gains[weakest]! >= T_KEPT) return { weights, gains };
    out.add(weakest);
    weights = search(cases, weights.with(weakest, 0), out);
  }
}

function groupWeights(
  cases: readonly Case[],
  group: HistoryGroup,
  common: readonly number[],
): readonly number[] {
  const own = cases.filter((one) => one.group === group);
  if (own.length < GROUP_CASES || own.length === cases.length) return common;
  const zero = new Set(common.flatMap((weight, p) => (weight === 0 ? [p] : [])));
  const tried = search(own, common, zero);
  return pairedT(ndcgs(own, tried), ndcgs(own, common)) >= T_GROUP ? tried : common;
}

/** t of the mean difference of pairs; 0 when there is none. */
export function pairedT(a: Float64Array, b: Float64Array): number {
  const differences = a.map((value, i) => value - b[i]!);
  const average = mean(differences);
  if (average === 0) return 0;
  const variance = mean(differences.map((difference) => (difference - average) ** 2));
  return average / Math.sqrt(variance / Math.max(1, a.length - 1));
}

function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function unit(width: number, at: number): number[] {
  return Array.from({ length: width }, (_, p) => (p === at ? 1 : 0));
}

function named(parts: readonly Part[], values: readonly number[]): Record<string, number> {
  return Object.fromEntries(parts.flatMap((part, p) => (values[p] === 0 ? [] : [[part.name, values[p]!]])));
}
