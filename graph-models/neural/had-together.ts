import type { TasteMatrix } from './taste-matrix.js';

/** Nobody's further acts say anything about one pair of items; the newest do. */
const NEWEST_ACTS_COUNTED = 200;
/** People counted for one popular item: the estimate of its neighbours is good long before. */
const PEOPLE_COUNTED = 2000;

/**
 * Adds Σ_u x_ui x_uj of every item j to `sums`, float32 [columnCount], the item itself included; of an item of many people,
 * by a sample of them. Lists in `seen` the items whose sum was 0 before.
 */
export function addHadTogether(tastes: TasteMatrix, item: number, sums: Float32Array, seen: number[]): void {
  const { columnStart, columnRows, columnValues, rowStart, rowItems, rowValues } = tastes;
  const first = columnStart[item]!;
  const people = columnStart[item + 1]! - first;
  const step = Math.max(1, people / PEOPLE_COUNTED);
  for (let nth = 0; nth < people; nth += step) {
    const at = first + Math.floor(nth);
    const row = columnRows[at]!;
    const value = columnValues[at]! * step;
    const end = Math.min(rowStart[row + 1]!, rowStart[row]! + NEWEST_ACTS_COUNTED);
    for (let own = rowStart[row]!; own < end; own++) {
      const other = rowItems[own]!;
      if (sums[other] === 0) seen.push(other);
      sums[other]! += value * rowValues[own]!;
    }
  }
}
