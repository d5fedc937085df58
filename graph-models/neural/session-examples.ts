import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { actsOf, STRETCH, stepsOf, type Steps } from './session-steps.js';

/** A stretch of somebody's acts, and what they came to next after each. */
export interface Sequence {
  readonly person: number;
  readonly steps: Steps;
  /** The next item that they had done nothing with before, -1 when there is none. */
  readonly next: Int32Array;
  /** How much they wanted it; the weight of the strongest act. */
  readonly wish: Float32Array;
}

/** Nobody's older acts say what they do next. */
const NEWEST_ACTS_COUNTED = 4 * STRETCH;

/** Everybody's newest acts in stretches of 50; those after which nothing new came are left out. */
export function sequencesOf(graph: InteractionGraph): Sequence[] {
  const sequences: Sequence[] = [];
  for (let person = 0; person < graph.personCount; person++) {
    const steps = stepsOf(actsOf(graph, person), () => true);
    const next = nextNew(steps.items);
    const from = Math.max(0, steps.items.length - NEWEST_ACTS_COUNTED);
    for (let first = from; first < steps.items.length; first += STRETCH) {
      const wanted = next.subarray(first, first + STRETCH);
      if (wanted.every((item) => item < 0)) continue;
      sequences.push({
        person,
        steps: {
          items: steps.items.subarray(first, first + STRETCH),
          kinds: steps.kinds.subarray(first, first + STRETCH),
          gaps: steps.gaps.subarray(first, first + STRETCH),
        },
        next: wanted,
        wish: Float32Array.from(wanted, (item) => (item < 0 ? 0 : graph.wishOf(person, item))),
      });
    }
  }
  return sequences;
}

/** After each item, the next that is there for the first time; -1 after the last of those. */
function nextNew(items: Int32Array): Int32Array {
  const seen = new Set<number>();
  const isNew = Array.from(items, (item) => {
    const fresh = !seen.has(item);
    seen.add(item);
    return fresh;
  });
  const next = new Int32Array(items.length).fill(-1);
  for (let at = items.length - 2; at >= 0; at--) next[at] = isNew[at + 1]! ? items[at + 1]! : next[at + 1]!;
  return next;
}
