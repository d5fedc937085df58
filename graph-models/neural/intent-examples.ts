import { ACT_KINDS } from '../interactions/act-kinds.js';
import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { SESSION_MS, type Intent } from './intent.js';
import { actsOf, newestStretches, stepsOf, type Steps } from './session-steps.js';

/** A moment of somebody's session, and what it turned out to be. */
export interface IntentExample {
  readonly person: number;
  /** The acts up to the moment, it included, as far back as the state of a session goes. */
  readonly steps: Steps;
  readonly intent: Intent;
}

const PURCHASED = ACT_KINDS.indexOf('PURCHASED');
const LOOKS = new Set((['VIEWED', 'SAVED'] as const).map((kind) => ACT_KINDS.indexOf(kind)));
/** Looks at like things that make a comparison. */
const LOOKS_OF_COMPARING = 2;
const NEXT_ACTS = 10;
/** Of each person, the newest moments. */
const MOMENTS = 40;

/**
 * What people did in the ten acts and the half hour after each of their newest acts. A moment that the graph has no half
 * hour after is left out: nobody knows yet. So are acts without a time.
 */
export function intentExamplesOf(graph: InteractionGraph, knows: (item: number) => boolean): IntentExample[] {
  const examples: IntentExample[] = [];
  const lastKnown = graph.newestActAt() - SESSION_MS;
  for (let person = 0; person < graph.personCount; person++) {
    const acts = actsOf(graph, person);
    const steps = stepsOf(acts, knows);
    const times = acts.times.filter((_, at) => knows(acts.items[at]!)).reverse();
    for (let at = Math.max(0, times.length - MOMENTS); at < times.length; at++) {
      if (times[at] === 0 || times[at]! > lastKnown) continue;
      const upTo = {
        items: steps.items.subarray(0, at + 1),
        kinds: steps.kinds.subarray(0, at + 1),
        gaps: steps.gaps.subarray(0, at + 1),
      };
      examples.push({ person, steps: newestStretches(upTo), intent: intentAt(graph, steps, times, at) });
    }
  }
  return examples;
}

function intentAt(graph: InteractionGraph, { items, kinds }: Steps, times: Float64Array, at: number): Intent {
  const category = graph.categoryOf(items[at]!);
  let looks = 0;
  for (let next = at + 1; next < Math.min(times.length, at + 1 + NEXT_ACTS); next++) {
    if (times[next]! - times[at]! > SESSION_MS) break;
    if (kinds[next] === PURCHASED) return 'BUY';
    const isLike =
      items[next] === items[at] || (category >= 0 && graph.categoryOf(items[next]!) === category);
    if (isLike && LOOKS.has(kinds[next]!)) looks++;
  }
  return looks >= LOOKS_OF_COMPARING ? 'COMPARE' : 'BROWSE';
}
