import { requireWidth, type KernelCalls } from './kernel-calls.js';
import { plainDots } from './row-kernels.js';

/** Rows that are ranked at once. */
const RANKED_ROWS = 16_384;
const MOST_RANKED_PARTS = 128;

/** Rows of a table, best first, and ⟨row, vector⟩ of each. */
export interface TopRows {
  readonly rows: Int32Array;
  readonly scores: Float32Array;
}

/** The k best rows of table[·, dim] by ⟨row, vector⟩ in plain TypeScript; equal scores: the lower row first. */
export function plainTopRows(table: Float32Array, vector: Float32Array, k: number): TopRows {
  const scores = new Float32Array(table.length / vector.length);
  plainDots(table, vector, scores);
  return bestOf([...scores.keys()], scores, k);
}

/** The k best of some rows; `scores` stand beside them. */
export function bestOf(rows: readonly number[], scores: ArrayLike<number>, k: number): TopRows {
  const order = rows
    .map((row, at) => ({ row, score: scores[at]! }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .slice(0, k);
  return {
    rows: Int32Array.from(order, ({ row }) => row),
    scores: Float32Array.from(order, ({ score }) => score),
  };
}

/**
 * The k rows of table[·, dim] with the highest ⟨row, vector⟩, best first, exactly; vector float32 [dim], dim a multiple
 * of 16; arrays of these numerics. Equal scores: the lower row first. NaN never enters.
 */
export function topRowsOn(calls: KernelCalls, table: Float32Array, vector: Float32Array, k: number): TopRows {
  const dim = vector.length;
  requireWidth(dim);
  requireSome(k);
  const count = Math.floor(table.length / dim);
  const grain = Math.max(RANKED_ROWS, Math.ceil(count / MOST_RANKED_PARTS));
  const parts = Math.ceil(count / grain);
  const scores = calls.memory.scratch('top.scores', parts * k);
  const rows = calls.memory.scratchInt32('top.rows', parts * k);
  // Where one thread takes all rows at once, it leaves out the parts after the first.
  const counts = calls.memory.scratchInt32('top.counts', parts).fill(0);
  const [atTable, atVector] = calls.at(table, vector);
  calls.run('topRows', [atTable!, dim, atVector!, k, grain, ...calls.at(scores, rows, counts)], {
    count,
    grain,
    work: table.length,
  });
  const found: number[] = [];
  const values: number[] = [];
  for (let part = 0; part < parts; part++) {
    for (let at = part * k; at < part * k + counts[part]!; at++) {
      found.push(rows[at]!);
      values.push(scores[at]!);
    }
  }
  return bestOf(found, values, k);
}

/** Of every row of scores[·, width] the k highest above 0, best first, in plain TypeScript; equal scores: the lower index first. */
export function plainBestPositive(scores: Float32Array, width: number, k: number): Int32Array[] {
  return Array.from({ length: scores.length / width }, (_, row) => {
    const own = scores.subarray(row * width, (row + 1) * width);
    const positive = [...own.keys()].filter((at) => own[at]! > 0);
    return Int32Array.from(positive.sort((a, b) => own[b]! - own[a]! || a - b).slice(0, k));
  });
}

/**
 * Of every row of scores[·, width] the k highest above 0, by index, in no order; an array of these numerics. Equal scores:
 * the lower index first. NaN never enters. What it answers is overwritten by the next call.
 */
export function bestPositiveOn(
  calls: KernelCalls,
  scores: Float32Array,
  width: number,
  k: number,
): Int32Array[] {
  requireSome(k);
  const rows = Math.floor(scores.length / width);
  const heap = calls.memory.scratch('positive.heap', rows * k);
  const found = calls.memory.scratchInt32('positive.found', rows * k);
  const counts = calls.memory.scratchInt32('positive.counts', rows);
  const arrays = calls.at(heap, found, counts);
  const span = { count: rows, grain: 1, work: 4 * scores.length };
  calls.run('bestPositive', [...calls.at(scores), width, k, ...arrays], span);
  return Array.from(counts, (count, row) => found.subarray(row * k, row * k + count));
}

/** A heap of nothing would be written to beside its place. */
function requireSome(k: number): void {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`the best ${k} cannot be asked for`);
}
