import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { FEWEST_QUESTIONS } from './blend.js';
import { questionsOf } from './blend-cases.js';
import { tuneFriends } from './fit-parts.js';
import { validationOf, type Tuned } from './fit-ranker.js';
import { tuneLive } from './live-parts.js';

/**
 * What an earlier fit has tuned, with the half-lives and decays that the acts of now speak for: of all options they grow old
 * soonest, and choosing them again costs no fit. Options of fits and the blend stay. As it was where too few can be asked.
 */
export function retuned(tuned: Tuned, graph: InteractionGraph, seed: number): Tuned {
  const { held } = validationOf(graph, { seed });
  const questions = questionsOf(held, seed);
  if (questions.length < FEWEST_QUESTIONS) return tuned;
  const live = { ...tuneLive(held.graph, questions), friends: tuneFriends(held.graph, questions) };
  return { ...tuned, settings: { ...tuned.settings, ...live } };
}
