import type { Numerics } from '../kernels/numerics.js';
import type { Board } from './blend-cases.js';
import { mean } from './statistics.js';

const CUT = 20;
const DISCOUNTS = Float32Array.from({ length: CUT }, (_, rank) => 1 / Math.log2(rank + 2));
const IDEALS = DISCOUNTS.map((_, rank) => DISCOUNTS.subarray(0, rank + 1).reduce((sum, one) => sum + one, 0));

/** A board whose columns, and those of its controls, are where kernels find them. */
export interface LoadedBoard extends Board {
  readonly numerics: Numerics;
}

export function loadedBoard(board: Board, numerics: Numerics): LoadedBoard {
  const loaded = (columns: readonly Float32Array[]): Float32Array[] =>
    columns.map((column) => {
      const copy = numerics.float32(column.length);
      copy.set(column);
      return copy;
    });
  const controls = new Map([...board.controls].map(([p, columns]) => [p, loaded(columns)]));
  return { ...board, columns: loaded(board.columns), controls, numerics };
}

/** ndcg@20 of every question; an equal score of an unwanted item stands before the wanted one. */
export function ndcgsOf(board: LoadedBoard, weights: readonly number[]): Float64Array {
  const last = Math.max(
    0,
    weights.findLastIndex((weight) => weight !== 0),
  );
  return ndcgsWith(board, weights.with(last, 0), board.columns[last]!, [weights[last]!])[0]!;
}

/**
 * The weight of one part, beside the weights of others, with which the mean ndcg@20 is highest; the first of equals.
 *
 * @param column what the part says of every candidate, when not what it says on the board
 */
export function bestOf(
  board: LoadedBoard,
  weights: readonly number[],
  part: number,
  options: readonly number[],
  column: Float32Array = board.columns[part]!,
): { readonly weight: number; readonly ndcg: number } {
  const tried = ndcgsWith(board, weights.with(part, 0), column, options).map(mean);
  const ndcg = Math.max(...tried);
  return { weight: options[tried.indexOf(ndcg)]!, ndcg };
}

/** ndcg@20 of every question for each weight that one column could have beside the weights of others. */
function ndcgsWith(
  { numerics, columns, start, found, wanted }: LoadedBoard,
  weights: readonly number[],
  moved: Float32Array,
  options: readonly number[],
): Float64Array[] {
  const members = [...weights.keys()].filter((p) => weights[p] !== 0);
  const gains = numerics.listGains({
    columns: members.map((p) => columns[p]!),
    weights: members.map((p) => weights[p]!),
    ...{ moved, options, start, found, discounts: DISCOUNTS },
  });
  const lists = found.length;
  return options.map((_, nth) =>
    Float64Array.from(wanted, (size, q) => gains[nth * lists + q]! / IDEALS[Math.min(CUT, size) - 1]!),
  );
}
