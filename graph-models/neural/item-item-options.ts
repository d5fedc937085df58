import type { SavedPart } from './saved-part.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface ItemItemOptions {
  /** The ridge of item j is `ridge` + `perPerson` · n_j. */
  readonly ridge?: number;
  readonly perPerson?: number;
}

/** Λ, float64 [columnCount]. */
export function ridgesOf(tastes: TasteMatrix, { ridge, perPerson }: Required<ItemItemOptions>): Float64Array {
  return Float64Array.from(
    { length: tastes.columnCount },
    (_, item) => ridge + perPerson * tastes.peopleOf(item),
  );
}

export function withDefaults({ ridge = 50, perPerson = 1 }: ItemItemOptions): Required<ItemItemOptions> {
  return { ridge, perPerson };
}

export function savedOptions(saved: SavedPart): Required<ItemItemOptions> {
  return { ridge: Number(saved.manifest['ridge']), perPerson: Number(saved.manifest['perPerson']) };
}

/** @throws TypeError when the part has no such float32 [side, side] */
export function squareOf(saved: SavedPart, name: string, side: number): Float32Array {
  const data = saved.tensors[name]?.data;
  if (!(data instanceof Float32Array) || data.length !== side * side)
    throw new TypeError(`${name} of itemItem has to be float32 [${side}, ${side}]`);
  return data;
}
