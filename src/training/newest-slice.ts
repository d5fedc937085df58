import type { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { FEWEST_QUESTIONS } from '../../graph-models/neural/blend.js';
import { holdOut, holdOutSince, timeOfNewest, type Held } from '../../graph-models/neural/hold-out.js';
import { randomOf, shuffle } from '../../graph-models/neural/random.js';

/** The acts that models are compared by, cut from a shop. */
export interface Slice {
  readonly held: Held;
  /** Whether the served model was fitted before any of it happened. */
  readonly isNewToServed: boolean;
  readonly how: 'newest' | 'sinceServed' | 'random';
}

const SHARE = 0.1;
/** More are asked of nobody: the paired test is sure long before. */
const MOST_PEOPLE = 3000;

/**
 * Cuts the newest tenth of all acts. Where the served model has seen some of that: the newer half of what came after it, or
 * all of that, if enough people have acted since. Where acts have no times, or hardly any: a random tenth.
 *
 * @param servedUntil the newest act that the served model has seen, unix milliseconds; null when none is served
 */
export function newestSlice(graph: InteractionGraph, seed: number, servedUntil: number | null): Slice {
  if (graph.newestActAt() === 0)
    return { held: asked(holdOut(graph, 'random', seed), seed), isNewToServed: false, how: 'random' };
  const tenth = timeOfNewest(graph, SHARE);
  if (servedUntil !== null && servedUntil > tenth) {
    for (const since of [timeOfNewest(graph, 0.5, servedUntil), servedUntil]) {
      const held = asked(holdOutSince(graph, since), seed);
      if (isEnough(held)) return { held, isNewToServed: true, how: 'sinceServed' };
    }
  }
  const newest = asked(holdOutSince(graph, tenth), seed);
  if (isEnough(newest))
    return { held: newest, isNewToServed: servedUntil !== null && servedUntil <= tenth, how: 'newest' };
  return { held: asked(holdOut(graph, 'random', seed), seed), isNewToServed: false, how: 'random' };
}

function isEnough({ wanted }: Held): boolean {
  return wanted.size >= FEWEST_QUESTIONS;
}

function asked({ graph, wanted }: Held, seed: number): Held {
  if (wanted.size <= MOST_PEOPLE) return { graph, wanted };
  const people = Int32Array.from(wanted.keys()).sort();
  shuffle(people, randomOf(seed + 9));
  return {
    graph,
    wanted: new Map(Array.from(people.subarray(0, MOST_PEOPLE), (one) => [one, wanted.get(one)!])),
  };
}
