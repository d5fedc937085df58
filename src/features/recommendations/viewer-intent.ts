import type { UserId } from '../../../graph-models/domain/ids.js';
import { INTENTS, SESSION_MS, type Intent } from '../../../graph-models/neural/intent.js';
import { viewerOf } from '../../../graph-models/neural/part.js';
import type { Serving } from './serving.js';

/** Why nothing is told. NO_MODEL: none has learned intents · NO_SESSION: no act in the last half hour, or of nothing known. */
export type NoIntent = 'NO_MODEL' | 'NO_SESSION';

/** What somebody is about to do; when it was they last did something, in milliseconds since 1970. */
export type IntentNow =
  | { readonly kind: 'told'; readonly probabilities: ReadonlyMap<Intent, number>; readonly asOf: number }
  | { readonly kind: 'untold'; readonly why: NoIntent };

/** By the acts of the live graph, with the state of the model that serves. */
export function intentNow({ state, rankers }: Serving, viewerId: UserId, now: number): IntentNow {
  const { session } = rankers;
  if (session === null) return { kind: 'untold', why: 'NO_MODEL' };
  const person = state.graph.people.indexOf(viewerId);
  const asOf = person < 0 ? undefined : state.graph.actsOf(person).times[0];
  if (asOf === undefined || now - asOf > SESSION_MS) return { kind: 'untold', why: 'NO_SESSION' };
  const probabilities = session.intentOf(viewerOf(state.graph, person));
  if (probabilities === null) return { kind: 'untold', why: 'NO_SESSION' };
  return {
    kind: 'told',
    probabilities: new Map(INTENTS.map((intent, at) => [intent, probabilities[at]!])),
    asOf,
  };
}
