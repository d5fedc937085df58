import type { InteractionGraph } from '../interactions/interaction-graph.js';
import type { SavedPart } from './saved-part.js';
import { actsOf, type Acts } from './session-steps.js';
import { tastesOf, type Tastes } from './tastes.js';

/** For whom is ranked: a person of the graph, or one that no model has ever seen. */
export interface Viewer extends Tastes {
  /** Index in the graph, -1 for somebody who is not in it. */
  readonly person: number;
  /** Whom the viewer listens to: person indices of the graph. */
  readonly friends: Int32Array;
  /** How much of each friend the viewer wants, in the order of `friends`; left out: 1 each. */
  readonly influence?: Float32Array;
  /** What they said they want more or less of, -2 to 2, by item; in units of their best score. */
  readonly wishes?: ReadonlyMap<number, number>;
  /** All they did, act by act; left out: each of `items` was used once. */
  readonly acts?: Acts;
}

/** The viewer as the live graph knows them at this moment. */
export function viewerOf(graph: InteractionGraph, person: number): Viewer {
  return {
    person,
    friends: graph.friendsOf(person),
    acts: actsOf(graph, person),
    ...tastesOf(graph, person),
  };
}

export type { Json, SavedPart, Tensor } from './saved-part.js';

/** One cause of a score; the contributions of a part's evidence add up to its raw score. */
export interface Evidence {
  readonly kind: 'friend' | 'item' | 'person' | 'attribute' | 'category' | 'popularity' | 'wish';
  /** Index in the graph's people, items, attributes or categories; for popularity and wishes the item itself. */
  readonly index: number;
  readonly contribution: number;
}

/** Scores the whole catalogue for a viewer. */
export interface ItemScorer {
  /** Writes the raw score of every item into out, float32 [itemCount]; what it does not know gets 0. */
  score(viewer: Viewer, out: Float32Array): void;
  /** The same for many viewers, where that is less work than one by one; outs[n] is for viewers[n]. */
  scoreMany?(viewers: readonly Viewer[], outs: readonly Float32Array[]): void;
}

/** One named summand of the score, fitted. */
export interface Part extends ItemScorer {
  readonly name: string;
  /** The causes of one raw score, strongest first. */
  evidence(viewer: Viewer, item: number): Evidence[];
  save(): SavedPart;
}

/** Having something is no reason to want it: takes out of the score of each of `items` what the item says of itself. */
export function withoutOwn(
  items: Int32Array,
  out: Float32Array,
  saysOfItself: (item: number, nth: number) => number,
): void {
  items.forEach((item, nth) => {
    if (item < out.length) out[item]! -= saysOfItself(item, nth);
  });
}

/** Strongest first, nothing that contributes nothing. */
export function strongestFirst(evidence: Evidence[]): Evidence[] {
  return evidence
    .filter((one) => one.contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || a.index - b.index);
}
