import type { Viewer } from './part.js';

/** How much has this viewer done? Each group has weights of its own where validation could tell. */
export type HistoryGroup = 'none' | 'cold' | 'warm' | 'hot' | 'timeless';
export const HISTORY_GROUPS: readonly HistoryGroup[] = ['none', 'cold', 'warm', 'hot', 'timeless'];

/** The most items of a cold viewer. */
export const COLD_ITEMS = 5;
const WARM_ITEMS = 30;

/**
 * none: no act · cold: up to 5 items · warm: up to 30 · hot: more · timeless: more than 5 items, of none of which it is
 * known when, as in many imports: what is in fashion says nothing about them.
 */
export function historyGroupOf({ items, times }: Pick<Viewer, 'items' | 'times'>): HistoryGroup {
  if (items.length === 0) return 'none';
  if (items.length <= COLD_ITEMS) return 'cold';
  if (isTimeless(times)) return 'timeless';
  return items.length <= WARM_ITEMS ? 'warm' : 'hot';
}

/** Whether the time of no act is known. */
export function isTimeless(times: Float64Array): boolean {
  return times.every((time) => time === 0);
}

/** Weights by group, then by part name; a part left out has weight 0. */
export type BlendWeights = Readonly<Record<HistoryGroup, Readonly<Record<string, number>>>>;
