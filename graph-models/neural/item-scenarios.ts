import { learnContextWeights, normalised } from './blend.js';
import { boardOf, type Question } from './blend-cases.js';
import type { BlendWeights } from './history-group.js';
import type { Part, Viewer } from './part.js';
import { randomOf } from './random.js';

/** Lists about things rather than about a person: what is like an item, what goes with a cart. */
export const ITEM_SCENARIOS = ['item', 'cart'] as const;
export type ItemScenario = (typeof ITEM_SCENARIOS)[number];

/** Part weights of each scenario. */
export type ScenarioWeights = Readonly<Record<ItemScenario, Readonly<Record<string, number>>>>;

/** Parts that speak of items without knowing whose they are. */
const PARTS: Readonly<Record<ItemScenario, readonly string[]>> = {
  item: ['itemItem', 'itemKnn', 'content', 'sequence', 'boughtTogether'],
  cart: ['boughtTogether', 'content', 'sequence'],
};
const CAUTIOUS: Readonly<Record<ItemScenario, Readonly<Record<string, number>>>> = {
  item: { itemKnn: 0.5, content: 0.4, boughtTogether: 0.1 },
  cart: { boughtTogether: 0.8, content: 0.2 },
};
/** What has to be in such a list whatever validation says: what nobody has had yet is found by what it is, and real pairs are expected. */
const LEAST: Readonly<Record<ItemScenario, Readonly<Record<string, number>>>> = {
  item: { content: 0.05, boughtTogether: 0.1 },
  cart: { content: 0.05, boughtTogether: 0.3 },
};
const MOST_QUESTIONS = 800;
const LARGEST_CART = 3;

/** Nobody in particular, who has just these items. */
export function holderOf(items: readonly number[]): Viewer {
  return {
    person: -1,
    friends: new Int32Array(0),
    items: Int32Array.from(items),
    strengths: new Float32Array(items.length).fill(1),
    times: new Float64Array(items.length),
  };
}

/** The weights of one scenario for viewers of every history. */
export function forEveryGroup(weights: Readonly<Record<string, number>>): BlendWeights {
  return { none: weights, cold: weights, warm: weights, hot: weights, timeless: weights };
}

/**
 * Learns what to show beside an item, and beside a cart: somebody of the validation set is known by one item only, or by
 * up to three, and asked for what they came to want.
 */
export function learnScenarios(
  questions: readonly Question[],
  parts: readonly Part[],
  itemCount: number,
  seed: number,
): ScenarioWeights {
  const random = randomOf(seed + 2);
  const asked = questions.filter(({ madeCold, viewer }) => !madeCold && viewer.items.length > 0);
  const weightsOf = (scenario: ItemScenario): Record<string, number> => {
    const taking = parts.filter((part) => PARTS[scenario].includes(part.name));
    const most = scenario === 'item' ? 1 : LARGEST_CART;
    const known = asked.slice(0, MOST_QUESTIONS).map((question) => {
      const { items } = question.viewer;
      const count = 1 + Math.floor(random() * Math.min(most, items.length));
      const first = Math.floor(random() * (items.length - count + 1));
      return { ...question, viewer: holderOf(Array.from(items.subarray(first, first + count))) };
    });
    const learnt = learnContextWeights(
      boardOf(known, taking, itemCount),
      taking.map((part) => part.name),
    );
    return withLeast(learnt ?? CAUTIOUS[scenario], taking, LEAST[scenario]);
  };
  return { item: weightsOf('item'), cart: weightsOf('cart') };
}

function withLeast(
  weights: Readonly<Record<string, number>>,
  parts: readonly Part[],
  least: Readonly<Record<string, number>>,
): Record<string, number> {
  const raised: Record<string, number> = {};
  for (const { name } of parts) {
    const weight = Math.max(weights[name] ?? 0, least[name] ?? 0);
    if (weight > 0) raised[name] = weight;
  }
  return normalised(raised);
}
