import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { featureCount, featuresOf, INTENTS, logitsOf, probabilitiesOf, type IntentHead } from './intent.js';
import { intentExamplesOf, type IntentExample } from './intent-examples.js';
import { randomOf, shuffle } from './random.js';
import type { SessionGru } from './session-gru.js';

interface Case {
  readonly features: Float32Array;
  /** Place in INTENTS. */
  readonly intent: number;
}

const FEWEST_EXAMPLES = 200;
/** Of each intent that is told apart at all. */
const FEWEST_OF_INTENT = 20;
const MOST_EXAMPLES = 2500;
/** People whose moments set the temperature and nothing else. */
const SHARE_OF_VALIDATION = 0.25;
const STEPS = 200;
const LEARNING_RATE = 0.03;
const L2 = 1e-4;
const TEMPERATURES = Array.from({ length: 41 }, (_, nth) => 0.5 * 8 ** (nth / 40));

/** Whether there may be enough to learn from, whatever the session model knows. */
export function mayTellIntents(graph: InteractionGraph): boolean {
  return areEnough(intentExamplesOf(graph, () => true));
}

/**
 * Learns what people are about to do from the state of their session: multinomial logistic regression on the moments of
 * three in four people, then one temperature on those of the rest (Guo et al. 2017). Null where nobody buys, or too few do.
 */
export function fitIntent(graph: InteractionGraph, session: SessionGru, seed: number): IntentHead | null {
  const random = randomOf(seed + 6);
  const isHeld = Uint8Array.from({ length: graph.personCount }, () => Number(random() < SHARE_OF_VALIDATION));
  const examples = intentExamplesOf(graph, (item) => session.knows(item));
  const order = Int32Array.from(examples.keys());
  shuffle(order, random);
  const drawn = Array.from(order.subarray(0, MOST_EXAMPLES), (at) => examples[at]!);
  const learntFrom = drawn.filter(({ person }) => isHeld[person] === 0);
  if (!areEnough(learntFrom) || learntFrom.length === drawn.length) return null;
  const casesOf = (some: readonly IntentExample[]): Case[] => {
    const states = session.statesAfter(some.map(({ steps }) => steps));
    return some.map(({ steps, intent }, nth) => ({
      features: featuresOf(states[nth]!, steps, steps.items.length - 1),
      intent: INTENTS.indexOf(intent),
    }));
  };
  const train = casesOf(learntFrom);
  const held = casesOf(drawn.filter(({ person }) => isHeld[person] === 1));
  const untempered = regression(train, featureCount(session.itemGraph.items.dim));
  const logits = held.map(({ features }) => logitsOf(untempered, features));
  const losses = TEMPERATURES.map((temperature) =>
    held.reduce(
      (sum, { intent }, at) => sum - Math.log(probabilitiesOf(logits[at]!, temperature)[intent]!),
      0,
    ),
  );
  return { ...untempered, temperature: TEMPERATURES[losses.indexOf(Math.min(...losses))]! };
}

function areEnough(examples: readonly IntentExample[]): boolean {
  const buys = examples.filter(({ intent }) => intent === 'BUY').length;
  return examples.length >= FEWEST_EXAMPLES && buys >= FEWEST_OF_INTENT;
}

/** Full-batch Adam from zeros. */
function regression(cases: readonly Case[], width: number): IntentHead {
  const head = {
    weights: new Float32Array(INTENTS.length * width),
    bias: new Float32Array(INTENTS.length),
    temperature: 1,
  };
  const parameters = [head.weights, head.bias];
  const first = parameters.map((one) => new Float64Array(one.length));
  const second = parameters.map((one) => new Float64Array(one.length));
  for (let step = 1; step <= STEPS; step++) {
    const gradients = gradientsOf(head, cases);
    const rate = (LEARNING_RATE * (1 - (step - 1) / STEPS)) / (1 - 0.9 ** step);
    const correction = 1 / (1 - 0.999 ** step);
    gradients.forEach((gradient, which) =>
      gradient.forEach((slope, at) => {
        first[which]![at]! += 0.1 * (slope - first[which]![at]!);
        second[which]![at]! += 0.001 * (slope * slope - second[which]![at]!);
        const below = Math.sqrt(second[which]![at]! * correction) + 1e-8;
        parameters[which]![at]! -= (rate * first[which]![at]!) / below;
      }),
    );
  }
  return head;
}

function gradientsOf(head: IntentHead, cases: readonly Case[]): [Float64Array, Float64Array] {
  const weights = Float64Array.from(head.weights, (one) => L2 * one);
  const bias = new Float64Array(INTENTS.length);
  for (const { features, intent } of cases) {
    probabilitiesOf(logitsOf(head, features), 1).forEach((probability, at) => {
      const slope = (probability - Number(at === intent)) / cases.length;
      bias[at]! += slope;
      const first = at * features.length;
      for (let d = 0; d < features.length; d++) weights[first + d]! += slope * features[d]!;
    });
  }
  return [weights, bias];
}
