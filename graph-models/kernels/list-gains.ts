/** Discounted gains of the wanted in lists that are ordered by others + weight · column; float32 [lists]. */
export type ListGains = (of: {
  /** float32 [entries], lists one after the other, the wanted of each first */
  readonly others: Float32Array;
  /** float32 [entries] */
  readonly column: Float32Array;
  readonly weight: number;
  /** int32 [lists + 1]: where each begins */
  readonly start: Int32Array;
  /** int32 [lists]: how many are wanted */
  readonly found: Int32Array;
  /** What a wanted entry gains at rank 0, 1, …; beyond, nothing. float32 */
  readonly discounts: Float32Array;
}) => Float32Array;

/** The same in plain TypeScript. An equal score of an unwanted entry stands before the wanted one. */
export const plainListGains: ListGains = ({ others, column, weight, start, found, discounts }) =>
  Float32Array.from(found, (wanted, list) => {
    const [first, end] = [start[list]!, start[list + 1]!];
    const totals = Float32Array.from({ length: end - first }, (_, at) =>
      Math.fround(others[first + at]! + Math.fround(Math.fround(weight) * column[first + at]!)),
    );
    let gain = 0;
    for (let one = 0; one < wanted; one++) {
      const rank = totals.filter(
        (total, at) => total > totals[one]! || (total === totals[one]! && (at >= wanted || at < one)),
      ).length;
      gain = Math.fround(gain + (discounts[rank] ?? 0));
    }
    return gain;
  });
