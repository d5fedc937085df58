import {
  DEFAULT_ACT_WEIGHTS,
  ratingWeight,
  type ActKind,
} from '../../graph-models/interactions/act-kinds.js';
import { ACT_TYPES, type EdgeType, type Visibility } from '../../graph-models/domain/vocabulary.js';

const ACTS: ReadonlySet<EdgeType> = new Set(ACT_TYPES);

/** True for relationships that are acts of a person with an item. */
export function isAct(type: EdgeType): type is ActKind {
  return ACTS.has(type);
}

/** How much an act says that its person wants the item, 0 to 1; a rating by its stars. */
export function weightOfAct(type: ActKind, props: Readonly<Record<string, unknown>>): number {
  return type === 'RATED' ? ratingWeight(Number(props['rating'])) : DEFAULT_ACT_WEIGHTS[type];
}

/** True for a review that not every friend of its author may read: it must not tell its rating by other ways. */
export function isKeptFromFriends(visibility: Visibility): boolean {
  return visibility !== 'PUBLIC' && visibility !== 'FRIENDS';
}
