/** Rows of a table, best first, and ⟨row, vector⟩ of each. */
export interface TopRows {
  readonly rows: Int32Array;
  readonly scores: Float32Array;
}

/** The k best rows of table[·, dim] by ⟨row, vector⟩ in plain TypeScript; equal scores: the lower row first. */
export function plainTopRows(table: Float32Array, vector: Float32Array, k: number): TopRows {
  const dim = vector.length;
  const scores = Float32Array.from({ length: table.length / dim }, (_, row) =>
    vector.reduce((sum, one, d) => sum + one * table[row * dim + d]!, 0),
  );
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
