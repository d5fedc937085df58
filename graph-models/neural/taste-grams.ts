import type { TasteMatrix } from './taste-matrix.js';

/** gram = X diag(itemWeights) Xᵀ + ridge I, float32 [rowCount, rowCount]: its lower triangle; given as zeros. */
export function weightedGram(
  tastes: TasteMatrix,
  itemWeights: Float64Array,
  ridge: number,
  gram: Float32Array,
): void {
  const n = tastes.rowCount;
  const { columnStart, columnRows, columnValues } = tastes;
  for (let item = 0; item < tastes.columnCount; item++) {
    const end = columnStart[item + 1]!;
    for (let a = columnStart[item]!; a < end; a++) {
      const base = columnRows[a]! * n;
      const value = columnValues[a]! * itemWeights[item]!;
      for (let b = columnStart[item]!; b <= a; b++) gram[base + columnRows[b]!]! += value * columnValues[b]!;
    }
  }
  for (let i = 0; i < n; i++) gram[i * n + i]! += ridge;
}

/** gram = XᵀX, float32 [columnCount, columnCount]; given as zeros. */
export function itemGram(tastes: TasteMatrix, gram: Float32Array): void {
  const { rowStart, rowItems, rowValues, columnCount } = tastes;
  for (let row = 0; row < tastes.rowCount; row++) {
    const end = rowStart[row + 1]!;
    for (let a = rowStart[row]!; a < end; a++) {
      const base = rowItems[a]! * columnCount;
      for (let b = rowStart[row]!; b < end; b++) gram[base + rowItems[b]!]! += rowValues[a]! * rowValues[b]!;
    }
  }
}
