import { ACT_KINDS } from '../interactions/act-kinds.js';
import type { SavedPart } from './saved-part.js';
import { GAPS, type Steps } from './session-steps.js';

/** BUY: a purchase comes within the session · COMPARE: more looks at like things come, and no purchase · BROWSE: neither. */
export const INTENTS = ['BROWSE', 'COMPARE', 'BUY'] as const;
export type Intent = (typeof INTENTS)[number];

/** An act belongs to the session of the one before for so long. */
export const SESSION_MS = 30 * 60_000;

/** Lengths of sessions that are told apart: 1 to 7 acts, and 8 or more. */
const LENGTHS = 8;
/** The longest gap, as a code, inside a session: 17 minutes to an hour. */
const LONGEST_INSIDE = 6;

/** softmax((W f + b) / T) with f = the state, and of each one: kind and gap of the newest act, and the session's length. */
export interface IntentHead {
  /** float32 [3, H + kinds of acts + GAPS + lengths], the rows in the order of INTENTS. */
  readonly weights: Float32Array;
  /** float32 [3] */
  readonly bias: Float32Array;
  /** T, by which probabilities are as often right as they say: Guo et al. 2017. */
  readonly temperature: number;
}

export function featureCount(hidden: number): number {
  return hidden + ACT_KINDS.length + GAPS + LENGTHS;
}

/** float32 [featureCount] after step `at`. */
export function featuresOf(state: Float32Array, { kinds, gaps }: Steps, at: number): Float32Array {
  const features = new Float32Array(featureCount(state.length));
  features.set(state);
  let first = at;
  while (first > 0 && gaps[first]! > 0 && gaps[first]! <= LONGEST_INSIDE) first--;
  const ofKinds = state.length;
  const ofGaps = ofKinds + ACT_KINDS.length;
  for (const one of [
    ofKinds + kinds[at]!,
    ofGaps + gaps[at]!,
    ofGaps + GAPS + Math.min(LENGTHS - 1, at - first),
  ])
    features[one] = 1;
  return features;
}

/** W f + b, in the order of INTENTS. */
export function logitsOf({ weights, bias }: IntentHead, features: Float32Array): number[] {
  return INTENTS.map((_, intent) => {
    let sum = bias[intent]!;
    for (let d = 0, at = intent * features.length; d < features.length; d++, at++)
      sum += weights[at]! * features[d]!;
    return sum;
  });
}

/** Probabilities in the order of INTENTS; they add up to 1. */
export function probabilitiesOf(logits: readonly number[], temperature: number): number[] {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - most) / temperature));
  const sum = powers.reduce((total, one) => total + one, 0);
  return powers.map((one) => one / sum);
}

export function saveHead(head: IntentHead | null): SavedPart {
  if (head === null) return { manifest: {}, tensors: {} };
  return {
    manifest: { intentTemperature: head.temperature },
    tensors: {
      intentWeights: {
        data: head.weights,
        shape: [INTENTS.length, head.weights.length / INTENTS.length],
      },
      intentBias: { data: head.bias, shape: [INTENTS.length] },
    },
  };
}

/** @throws TypeError when there is half a head */
export function loadHead({ manifest, tensors }: SavedPart, hidden: number): IntentHead | null {
  const temperature = manifest['intentTemperature'];
  if (temperature === undefined) return null;
  const [weights, bias] = [tensors['intentWeights']?.data, tensors['intentBias']?.data];
  if (
    typeof temperature !== 'number' ||
    !(temperature > 0) ||
    !(weights instanceof Float32Array) ||
    weights.length !== INTENTS.length * featureCount(hidden) ||
    !(bias instanceof Float32Array) ||
    bias.length !== INTENTS.length
  )
    throw new TypeError('session has half a head for intents');
  return { weights, bias, temperature };
}
