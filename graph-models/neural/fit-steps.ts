import type { TasteMatrix } from './taste-matrix.js';

/** What going on takes of the steps and of the learning rate of a fit from nothing. */
const GOING_ON = { steps: 0.15, learningRate: 0.25 };
const FEWEST_STEPS = 40;

/** How long a model is learnt, step by step. */
export interface Pace {
  readonly batch: number;
  /** The most steps, unless they are asked for. */
  readonly steps: number;
  /** Of the steps that would be taken. */
  readonly share: number;
}

/**
 * As many passes over a small shop as over a large one would take too long, and would only learn it by heart.
 *
 * @param examples how many there are to learn from
 * @param mostPasses over all of them
 * @param asked steps by name, instead of `pace.steps`
 */
export function stepsWithin(pace: Pace, examples: number, mostPasses: number, asked?: number): number {
  const passes = Math.ceil((mostPasses * examples) / pace.batch);
  return Math.ceil(pace.share * (asked ?? Math.min(pace.steps, Math.max(FEWEST_STEPS, passes))));
}

/** Steps and learning rate, fewer and smaller where a fit goes on from an earlier one. */
export function goingOn(
  goesOn: boolean,
  steps: number,
  learningRate: number,
): { readonly steps: number; readonly learningRate: number } {
  if (!goesOn) return { steps, learningRate };
  return { steps: Math.ceil(GOING_ON.steps * steps), learningRate: learningRate * GOING_ON.learningRate };
}

/** About how many columns a step's softmax has, see `CandidateColumns`. */
export function columnCountOf(
  { columnCount }: TasteMatrix,
  { head, drawn }: { readonly head: number; readonly drawn: number },
): number {
  return Math.min(columnCount, head + 2 * drawn);
}
