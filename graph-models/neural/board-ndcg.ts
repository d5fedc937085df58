import type { Numerics } from '../kernels/numerics.js';
import type { Board } from './board.js';

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
  const { numerics, columns, start, found, wanted } = board;
  const members = [...weights.keys()].filter((p) => weights[p] !== 0);
  const last = members.pop() ?? 0;
  const gains = numerics.listGains({
    columns: members.map((p) => columns[p]!),
    weights: members.map((p) => weights[p]!),
    ...{ moved: columns[last]!, options: [weights[last]!], start, found, discounts: DISCOUNTS },
  });
  return Float64Array.from(wanted, (size, q) => gains[q]! / IDEALS[Math.min(CUT, size) - 1]!);
}
