/** How much has this viewer done? Each group has weights of its own where validation could tell. */
export type HistoryGroup = 'none' | 'cold' | 'warm' | 'hot';
export const HISTORY_GROUPS: readonly HistoryGroup[] = ['none', 'cold', 'warm', 'hot'];

/** The most items of a cold viewer. */
export const COLD_ITEMS = 5;
const WARM_ITEMS = 30;

/** none: no act · cold: up to 5 items · warm: up to 30 · hot: more. */
export function historyGroupOf(itemCount: number): HistoryGroup {
  if (itemCount === 0) return 'none';
  if (itemCount <= COLD_ITEMS) return 'cold';
  return itemCount <= WARM_ITEMS ? 'warm' : 'hot';
}

/** Weights by group, then by part name; a part left out has weight 0. */
export type BlendWeights = Readonly<Record<HistoryGroup, Readonly<Record<string, number>>>>;
