import type { Visibility } from '../../graph-models/domain/vocabulary.js';

const VISIBILITIES: readonly Visibility[] = ['PUBLIC', 'FRIENDS', 'CIRCLE', 'ONLY_ME'];

/** 1 to 4: in a table of bytes 0 is left for what is not there. */
export function visibilityCode(visibility: Visibility): number {
  return VISIBILITIES.indexOf(visibility) + 1;
}

/** @throws RangeError when the code is of none */
export function visibilityOf(code: number): Visibility {
  const visibility = VISIBILITIES[code - 1];
  if (visibility === undefined) throw new RangeError(`${code} is no visibility`);
  return visibility;
}
