import type { Board } from './blend-cases.js';
import { solvePositive } from './solve-positive.js';
import { pairedT } from './statistics.js';

/** Weights that the wanted are likeliest with, and how sure each of them is. */
export interface Likeliest {
  /** One a column of the board, 0 or more; together they say how sharp the choice is. */
  readonly weights: readonly number[];
  /** z of each weight beyond 0, robust to what a softmax does not describe (White 1982); 0 of a weight of 0. */
  readonly z: readonly number[];
}

const MOST_STEPS = 40;
/** Of the log-likelihood of a question, what a step that is worth taking gains. */
const LEAST_GAIN = 1e-6;
/** A candidate less likely than this says next to nothing of the curve. */
const UNLIKELY = 1e-5;

/**
 * The weights of some columns, 0 or more, with which the wanted are likeliest:
 *
 *   max Σ_q n_q^-½ Σ_i∈wanted ln softmax_i(Σ_p w_p s_p)   over the candidates of each question
 *
 * n_q is how many wanted items are candidates. Concave in w, by projected Newton steps.
 *
 * @param from weights to begin at, one a column
 */
export function likeliest(
  board: Board,
  members: readonly number[],
  from: readonly number[] = board.columns.map(() => 0),
): Likeliest {
  const packed = packedOf(board, members);
  let weights: Float64Array = Float64Array.from(members, (p) => from[p]!);
  let here = slopesAt(packed, weights);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = newtonMove(here, weights);
    const gain = move.reduce((sum, one, m) => sum + one * here.gradient[m]!, 0);
    if (gain < LEAST_GAIN * packed.asked) break;
    const next = ascended(packed, weights, move, here.value);
    if (next === null) break;
    ({ weights, slopes: here } = next);
  }
  const z = robustZ(here, weights);
  const spread = (values: ArrayLike<number>): number[] => {
    const all = board.columns.map(() => 0);
    members.forEach((p, m) => (all[p] = values[m]!));
    return all;
  };
  return { weights: spread(weights), z: spread(z) };
}

/** n_q^-½ Σ ln p of every question, 0 of those that no candidate answers. */
export function logLikelihoods(board: Board, weights: readonly number[]): Float64Array {
  const members = [...weights.keys()].filter((p) => weights[p] !== 0);
  return valuesAt(
    packedOf(board, members),
    Float64Array.from(members, (p) => weights[p]!),
  );
}

/** t of the paired difference of log-likelihoods, over the questions that some candidate answers. */
export function likelierBy(board: Board, a: Float64Array, b: Float64Array): number {
  const answered = [...board.found.keys()].filter((q) => board.found[q]! > 0);
  return pairedT(
    answered.map((q) => a[q]!),
    answered.map((q) => b[q]!),
  );
}

/** What some columns say, candidate after candidate. */
interface Packed {
  readonly width: number;
  /** float32 [candidates, width] */
  readonly said: Float32Array;
  readonly start: Int32Array;
  readonly found: Int32Array;
  /** Questions that some candidate answers. */
  readonly asked: number;
}

function packedOf({ columns, start, found }: Board, members: readonly number[]): Packed {
  const width = members.length;
  const said = new Float32Array(start[found.length]! * width);
  members.forEach((p, m) => {
    const column = columns[p]!;
    for (let at = 0, to = m; to < said.length; at++, to += width) said[to] = column[at]!;
  });
  const asked = found.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0);
  return { width, said, start, found, asked };
}

interface Slopes {
  readonly value: number;
  /** float64 [width] */
  readonly gradient: Float64Array;
  /** Minus the second derivatives, float64 [width, width], the lower triangle. */
  readonly curve: Float64Array;
  /** Σ_q g_q g_qᵀ of the questions' own gradients, likewise. */
  readonly spread: Float64Array;
}

/** Softmax of the candidates of one question, into `shares`; answers ln of the sum. */
function softmaxOf(
  { width, said }: Packed,
  weights: Float64Array,
  from: number,
  to: number,
  shares: Float64Array,
): number {
  let most = -Infinity;
  for (let at = from, base = from * width; at < to; at++, base += width) {
    let logit = 0;
    for (let m = 0; m < width; m++) logit += weights[m]! * said[base + m]!;
    shares[at - from] = logit;
    if (logit > most) most = logit;
  }
  let sum = 0;
  for (let k = 0; k < to - from; k++) sum += shares[k] = Math.exp(shares[k]! - most);
  for (let k = 0; k < to - from; k++) shares[k]! /= sum;
  return most + Math.log(sum);
}

function valuesAt(packed: Packed, weights: Float64Array): Float64Array {
  const { width, said, start, found } = packed;
  const shares = new Float64Array(longest(start));
  return Float64Array.from(found, (wanted, q) => {
    if (wanted === 0) return 0;
    const [from, to] = [start[q]!, start[q + 1]!];
    const logSum = softmaxOf(packed, weights, from, to, shares);
    let sum = 0;
    for (let base = from * width; base < (from + wanted) * width; base += width)
      for (let m = 0; m < width; m++) sum += weights[m]! * said[base + m]!;
    return (sum - wanted * logSum) / Math.sqrt(wanted);
  });
}

function slopesAt(packed: Packed, weights: Float64Array): Slopes {
  const { width, said, start, found } = packed;
  const gradient = new Float64Array(width);
  const curve = new Float64Array(width * width);
  const spread = new Float64Array(width * width);
  const shares = new Float64Array(longest(start));
  const [own, mean, apart] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  let value = 0;
  for (let q = 0; q < found.length; q++) {
    const wanted = found[q]!;
    if (wanted === 0) continue;
    const [from, to] = [start[q]!, start[q + 1]!];
    const weight = 1 / Math.sqrt(wanted);
    value -= weight * wanted * softmaxOf(packed, weights, from, to, shares);
    mean.fill(0);
    for (let at = from, base = from * width; at < to; at++, base += width) {
      const share = shares[at - from]!;
      for (let m = 0; m < width; m++) mean[m]! += share * said[base + m]!;
    }
    own.fill(0);
    for (let base = from * width; base < (from + wanted) * width; base += width)
      for (let m = 0; m < width; m++) own[m]! += weight * said[base + m]!;
    for (let m = 0; m < width; m++) {
      value += weights[m]! * own[m]!;
      own[m]! -= weight * wanted * mean[m]!;
      gradient[m]! += own[m]!;
    }
    addOuter(spread, own, 1);
    for (let at = from, base = from * width; at < to; at++, base += width) {
      const share = shares[at - from]!;
      if (share < UNLIKELY) continue;
      for (let m = 0; m < width; m++) apart[m] = said[base + m]! - mean[m]!;
      addOuter(curve, apart, weight * wanted * share);
    }
  }
  return { value, gradient, curve, spread };
}

/** matrix += factor · v vᵀ, its lower triangle alone. */
function addOuter(matrix: Float64Array, v: Float64Array, factor: number): void {
  const width = v.length;
  for (let m = 0; m < width; m++) {
    const one = factor * v[m]!;
    for (let n = 0; n <= m; n++) matrix[m * width + n]! += one * v[n]!;
  }
}

/** An entry of a symmetric matrix of which there is the lower triangle. */
function entry(matrix: Float64Array, width: number, m: number, n: number): number {
  return m >= n ? matrix[m * width + n]! : matrix[n * width + m]!;
}

/** The step to where the curve has its top, over weights that are free to move: none below 0 goes on falling. */
function newtonMove({ gradient, curve }: Slopes, weights: Float64Array): Float64Array {
  const width = weights.length;
  const move = new Float64Array(width);
  let free = [...weights.keys()].filter((m) => weights[m]! > 0 || gradient[m]! > 0);
  while (free.length > 0) {
    const solved = solvedAmong(curve, width, free, (m) => gradient[m]!);
    const stuck = free.filter((m, k) => weights[m] === 0 && solved[k]! < 0);
    if (stuck.length === 0) {
      free.forEach((m, k) => (move[m] = solved[k]!));
      return move;
    }
    free = free.filter((m) => !stuck.includes(m));
  }
  return move;
}

/** Where the move, or a part of it, leads higher; null where it does not. */
function ascended(
  packed: Packed,
  weights: Float64Array,
  move: Float64Array,
  value: number,
): { readonly weights: Float64Array; readonly slopes: Slopes } | null {
  for (let share = 1; share > 1e-6; share /= 2) {
    const next = weights.map((weight, m) => Math.max(0, weight + share * move[m]!));
    const slopes = slopesAt(packed, next);
    if (slopes.value > value) return { weights: next, slopes };
  }
  return null;
}

/** w / √(C⁻¹ S C⁻¹), over the weights that are not 0. */
function robustZ({ curve, spread }: Slopes, weights: Float64Array): Float64Array {
  const width = weights.length;
  const z = new Float64Array(width);
  const used = [...weights.keys()].filter((m) => weights[m]! > 0);
  for (const one of used) {
    const row = solvedAmong(curve, width, used, (m) => (m === one ? 1 : 0));
    let variance = 0;
    used.forEach((m, a) =>
      used.forEach((n, b) => (variance += row[a]! * entry(spread, width, m, n) * row[b]!)),
    );
    z[one] = weights[one]! / Math.sqrt(variance);
  }
  return z;
}

/** x of curve x = right over some of its rows and columns; a trace of ridge keeps equal columns apart. */
function solvedAmong(
  curve: Float64Array,
  width: number,
  among: readonly number[],
  right: (m: number) => number,
): Float64Array {
  const n = among.length;
  const matrix = new Float64Array(n * n);
  among.forEach((m, a) => among.forEach((k, b) => (matrix[a * n + b] = entry(curve, width, m, k))));
  for (let a = 0; a < n; a++) matrix[a * n + a]! += 1e-9 + 1e-6 * matrix[a * n + a]!;
  const solved = Float64Array.from(among, right);
  solvePositive(matrix, n, solved);
  return solved;
}

function longest(start: Int32Array): number {
  let most = 0;
  for (let q = 0; q + 1 < start.length; q++) most = Math.max(most, start[q + 1]! - start[q]!);
  return most;
}
