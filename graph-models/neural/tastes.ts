import type { InteractionGraph } from '../interactions/interaction-graph.js';

/** Distinct items of somebody, newest first, and how strongly each act says that it is wanted. */
export interface Tastes {
  /** Item indices of the graph. */
  readonly items: Int32Array;
  /** float32, above 0; the strongest act where a person did several things with one item. */
  readonly strengths: Float32Array;
  /** Unix milliseconds of the newest act, 0 where unknown. */
  readonly times: Float64Array;
}

/** The person's acts of now, one entry an item; acts of weight 0 (a poor rating) are left out. */
export function tastesOf(graph: InteractionGraph, person: number): Tastes {
  const acts = graph.actsOf(person);
  const at = new Map<number, number>();
  const items: number[] = [];
  const strengths: number[] = [];
  const times: number[] = [];
  for (let i = 0; i < acts.count; i++) {
    const strength = acts.weights[i]!;
    if (!(strength > 0)) continue;
    const item = acts.others[i]!;
    const known = at.get(item);
    if (known !== undefined) {
      strengths[known] = Math.max(strengths[known]!, strength);
      continue;
    }
    at.set(item, items.length);
    items.push(item);
    strengths.push(strength);
    times.push(acts.times[i]!);
  }
  return {
    items: Int32Array.from(items),
    strengths: Float32Array.from(strengths),
    times: Float64Array.from(times),
  };
}
