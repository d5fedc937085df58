/** Rows of length 1, and how long they were. */
export interface Normalised {
  readonly rows: Float32Array;
  readonly lengths: Float32Array;
}

/** Rows of length 1; in place. A row of zeros stays as it is and passes no gradient. */
export function normalised(rows: Float32Array, dim: number): Normalised {
  const lengths = new Float32Array(rows.length / dim);
  for (let row = 0; row < lengths.length; row++) {
    let square = 0;
    for (let at = row * dim; at < (row + 1) * dim; at++) square += rows[at]! * rows[at]!;
    lengths[row] = Math.sqrt(square);
    if (square > 0) for (let at = row * dim; at < (row + 1) * dim; at++) rows[at]! /= lengths[row]!;
  }
  return { rows, lengths };
}

/** d/dx of x / ‖x‖: (d - ⟨d, x̂⟩ x̂) / ‖x‖; in place. */
export function throughNormalising(
  d: Float32Array,
  { rows, lengths }: Normalised,
  dim: number,
): Float32Array {
  for (let row = 0; row < lengths.length; row++) {
    const first = row * dim;
    const length = lengths[row]!;
    let along = 0;
    for (let at = first; at < first + dim; at++) along += d[at]! * rows[at]!;
    for (let at = first; at < first + dim; at++)
      d[at] = length === 0 ? 0 : (d[at]! - along * rows[at]!) / length;
  }
  return d;
}
