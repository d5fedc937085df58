import type { Board } from './board.js';
import { entry, packedOf, slopesAt, valuesAt, type Packed, type Slopes } from './softmax-slopes.js';
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
