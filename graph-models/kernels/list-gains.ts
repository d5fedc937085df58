import { mustHold, type KernelCalls } from './kernel-calls.js';

/** Two of them fit into what a thread has for itself. */
const LONGEST_LIST = 65_536;

/**
 * Discounted gains of the wanted in lists that are ordered by Σ weights[c] · columns[c] + weight · moved, for each weight that
 * `moved` could have; float32 [options, lists].
 */
export type ListGains = (of: {
  /** float32 [entries] each, lists one after the other, the wanted of each first */
  readonly columns: readonly Float32Array[];
  readonly weights: readonly number[];
  /** float32 [entries] */
  readonly moved: Float32Array;
  readonly options: readonly number[];
  /** int32 [lists + 1]: where each begins */
  readonly start: Int32Array;
  /** int32 [lists]: how many are wanted */
  readonly found: Int32Array;
  /** What a wanted entry gains at rank 0, 1, …; beyond, nothing. float32 */
  readonly discounts: Float32Array;
}) => Float32Array;

/** The same in plain TypeScript. An equal score of an unwanted entry stands before the wanted one. */
export const plainListGains: ListGains = ({ columns, weights, moved, options, start, found, discounts }) => {
  const gains = options.map((option) => {
    const totals = new Float32Array(moved.length);
    const add = (weight: number, column: Float32Array): void =>
      column.forEach((one, at) => (totals[at] = totals[at]! + Math.fround(Math.fround(weight) * one)));
    columns.forEach((column, c) => add(weights[c]!, column));
    add(option, moved);
    return Array.from(found, (wanted, list) =>
      gainOf(totals.subarray(start[list], start[list + 1]), wanted, discounts),
    );
  });
  return Float32Array.from(gains.flat());
};

function gainOf(totals: Float32Array, wanted: number, discounts: Float32Array): number {
  let gain = 0;
  for (let one = 0; one < wanted; one++) {
    const rank = totals.filter(
      (total, at) => total > totals[one]! || (total === totals[one]! && (at >= wanted || at < one)),
    ).length;
    gain = Math.fround(gain + (discounts[rank] ?? 0));
  }
  return gain;
}

/** The same by kernels; columns are arrays of these numerics, and what it answers is overwritten by the next call. */
export const listGainsOn =
  (calls: KernelCalls): ListGains =>
  ({ columns, weights, moved, options, start, found, discounts }) => {
    const memory = calls.memory;
    const lists = found.length;
    const longest = found.reduce((most, _, list) => Math.max(most, start[list + 1]! - start[list]!), 0);
    if (longest > LONGEST_LIST)
      throw new RangeError(`a list has ${longest} entries, ${LONGEST_LIST} can be ordered`);
    const entries = start[lists] ?? 0;
    mustHold('the lists', entries, [moved, 1], ...columns.map((column) => [column, 1] as const));
    const ints = (name: string, values: ArrayLike<number>) => calls.intScratch(`gains.${name}`, values);
    const floats = (name: string, values: ArrayLike<number>) => calls.floatScratch(`gains.${name}`, values);
    const summed = calls.at(ints('columns', calls.at(...columns)), floats('weights', weights));
    const tried = calls.at(moved, floats('options', options));
    const cut = calls.at(ints('start', start), ints('found', found));
    const out = memory.scratch('gains.out', options.length * lists);
    const args = [...summed, columns.length, ...tried, options.length, ...cut, lists];
    calls.run(
      'listGains',
      [...args, ...calls.at(floats('discounts', discounts)), discounts.length, ...calls.at(out)],
      { count: lists, grain: 64, work: moved.length * (columns.length + 3 * options.length) },
    );
    return out;
  };
