import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { fitIntent, mayTellIntents } from './fit-intent.js';
import type { FitTelling, FriendlessParts } from './fit-parts.js';
import type { Part } from './part.js';
import { SessionGru } from './session-gru.js';
import { warmStartOf, type WarmStart } from './warm-start.js';

/** What is served tells intents as well, where they can be learnt; what is only compared ranks, and is fitted sooner. */
export type FitUse = 'serving' | 'comparing';

/** The parts to be fitted: those that weigh something in a list, and a session model where it is to tell intents. */
export function namesFor(
  use: FitUse,
  weighing: ReadonlySet<string>,
  graph: InteractionGraph,
): ReadonlySet<string> {
  return use === 'serving' && mayTellIntents(graph) ? new Set([...weighing, 'session']) : weighing;
}

/** What was fitted, of which the session model tells intents if it is to be served. */
export function tellingIntents(
  use: FitUse,
  graph: InteractionGraph,
  fitted: FriendlessParts,
  seed: number,
  { progress }: FitTelling,
): FriendlessParts {
  const session = fitted.parts.find((part) => part instanceof SessionGru);
  if (use === 'comparing' || session === undefined) return fitted;
  progress('what people are about to do');
  const startedAt = performance.now();
  const telling = session.withIntent(fitIntent(graph, session, seed));
  return {
    ...fitted,
    parts: fitted.parts.map((part) => (part === session ? telling : part)),
    seconds: fitted.seconds + (performance.now() - startedAt) / 1000,
  };
}

/**
 * A session model that weighs nothing in any list and only tells intents goes on from the fit without the validation set;
 * what ranks is fitted from nothing. Both are of the same people and items under the same indices.
 */
export function startForIntents(
  weighing: ReadonlySet<string>,
  parts: readonly Part[],
  graph: InteractionGraph,
): WarmStart {
  if (weighing.has('session') || weighing.has('itemGraph')) return {};
  const ofSession = parts.filter(({ name }) => name === 'session' || name === 'itemGraph');
  const as = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index);
  const same = { personOf: as(graph.personCount), itemOf: as(graph.itemCount) };
  return warmStartOf(Object.fromEntries(ofSession.map((part) => [part.name, part.save()])), same, graph);
}
