import { Numerics } from '../kernels/numerics.js';
import type { Board } from './blend-cases.js';
import { mean } from './statistics.js';

const CUT = 20;
const DISCOUNTS = Float64Array.from({ length: CUT }, (_, rank) => 1 / Math.log2(rank + 2));
const IDEALS = DISCOUNTS.map((_, rank) => DISCOUNTS.subarray(0, rank + 1).reduce((sum, one) => sum + one, 0));
const DISCOUNTS_32 = Float32Array.from(DISCOUNTS);
/** One memory for every board, as large as the largest that was asked about. */
const numerics = new Numerics();

/** ndcg@20 of every question; an equal score of an unwanted item stands before the wanted one. */
export function ndcgsOf(board: Board, weights: readonly number[]): Float64Array {
  const totals = totalsOf(board, weights);
  return Float64Array.from(board.groups, (_, q) =>
    ndcgOf(board, q, totals.subarray(board.start[q], board.start[q + 1])),
  );
}

/**
 * The weight of one part, beside the weights of others, with which the mean ndcg@20 is highest; the first of equals.
 *
 * @param column what the part says of every candidate, when not what it says on the board
 */
export function bestOf(
  board: Board,
  weights: readonly number[],
  part: number,
  options: readonly number[],
  column: Float32Array = board.columns[part]!,
): { readonly weight: number; readonly ndcg: number } {
  const others = Float32Array.from(totalsOf(board, weights.with(part, 0)));
  const { start, found } = board;
  let best = { weight: 0, ndcg: -1 };
  for (const weight of options) {
    const gains = numerics.listGains({ others, column, weight, start, found, discounts: DISCOUNTS_32 });
    const ndcg = mean(gains.map((gain, q) => gain / idealOf(board, q)));
    if (ndcg > best.ndcg) best = { weight, ndcg };
  }
  return best;
}

/** Σ weight · column, float64 [candidates of all]. */
function totalsOf(board: Board, weights: readonly number[]): Float64Array {
  const totals = new Float64Array(board.start[board.groups.length]!);
  weights.forEach((weight, p) => {
    if (weight === 0) return;
    const column = board.columns[p]!;
    for (let c = 0; c < totals.length; c++) totals[c]! += weight * column[c]!;
  });
  return totals;
}

/** @param totals of the candidates of question q, the wanted ones first */
function ndcgOf(board: Board, q: number, totals: Float64Array): number {
  const found = board.found[q]!;
  let gain = 0;
  for (let w = 0; w < found; w++) {
    const own = totals[w]!;
    let rank = 0;
    for (let c = 0; c < found && rank < CUT; c++)
      if (totals[c]! > own || (totals[c] === own && c < w)) rank++;
    for (let c = found; c < totals.length && rank < CUT; c++) if (totals[c]! >= own) rank++;
    if (rank < CUT) gain += DISCOUNTS[rank]!;
  }
  return gain / idealOf(board, q);
}

/** What the wanted of a question gain when they stand first. */
function idealOf(board: Board, q: number): number {
  return IDEALS[Math.min(CUT, board.wanted[q]!) - 1]!;
}
