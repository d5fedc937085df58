import { ACT_KINDS } from '../interactions/act-kinds.js';
import type { InteractionGraph } from '../interactions/interaction-graph.js';

/** What somebody did, newest first; the same item may come again, by another kind of act. */
export interface Acts {
  /** Item indices of the graph. */
  readonly items: Int32Array;
  /** Codes into ACT_KINDS. */
  readonly kinds: Uint8Array;
  /** Unix milliseconds, 0 where unknown. */
  readonly times: Float64Array;
}

/** What a session model is shown of it, oldest first. */
export interface Steps {
  readonly items: Int32Array;
  readonly kinds: Uint8Array;
  /** How long after the act before, a code below GAPS. */
  readonly gaps: Uint8Array;
}

/** Codes of gaps: 0 is unknown, then each is of four times as long as the one before, from a second to two years. */
export const GAPS = 16;
/** The state goes over the newest 50 to 99 acts: it starts anew from zeros with every fiftieth. */
export const STRETCH = 50;

const USED = ACT_KINDS.indexOf('USED');

/** The person's acts of now; acts of weight 0 (a poor rating) are left out. */
export function actsOf(graph: InteractionGraph, person: number): Acts {
  const { others, kinds, times, weights } = graph.actsOf(person);
  return picked({ items: others, kinds, times }, (at) => weights[at]! > 0);
}

/** Those of the acts that are on these items. */
export function actsOn(acts: Acts, items: ReadonlySet<number>): Acts {
  return picked(acts, (at) => items.has(acts.items[at]!));
}

function picked({ items, kinds, times }: Acts, keep: (at: number) => boolean): Acts {
  const kept = items.map((_, at) => at).filter(keep);
  return {
    items: kept.map((at) => items[at]!),
    kinds: Uint8Array.from(kept, (at) => kinds[at]!),
    times: Float64Array.from(kept, (at) => times[at]!),
  };
}

/** Somebody of whom only the items are known: each was used. */
export function actsWith({ items, times }: Pick<Acts, 'items' | 'times'>): Acts {
  return { items, kinds: new Uint8Array(items.length).fill(USED), times };
}

/** The acts on items that `knows` says yes to, oldest first; all of them. */
export function stepsOf({ items, kinds, times }: Acts, knows: (item: number) => boolean): Steps {
  const kept: number[] = [];
  for (let at = items.length - 1; at >= 0; at--) if (knows(items[at]!)) kept.push(at);
  return {
    items: Int32Array.from(kept, (at) => items[at]!),
    kinds: Uint8Array.from(kept, (at) => kinds[at]!),
    gaps: Uint8Array.from(kept, (at, nth) => (nth === 0 ? 0 : gapOf(times[kept[nth - 1]!]!, times[at]!))),
  };
}

/** The newest 50 to 99 of them: the same for the same history, and one more for one more act, but for every fiftieth. */
export function newestStretches({ items, kinds, gaps }: Steps): Steps {
  const from = Math.max(0, (Math.floor(items.length / STRETCH) - 1) * STRETCH);
  return { items: items.subarray(from), kinds: kinds.subarray(from), gaps: gaps.subarray(from) };
}

function gapOf(before: number, at: number): number {
  if (before === 0 || at === 0) return 0;
  const seconds = Math.max(0, at - before) / 1000;
  return 1 + Math.min(GAPS - 2, Math.floor(Math.log2(1 + seconds) / 2));
}
