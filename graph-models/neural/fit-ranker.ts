import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { letThreadsGo } from '../kernels/collect.js';
import { bestBlend } from './best-blend.js';
import { FEWEST_QUESTIONS, type LearntBlend } from './blend.js';
import { boardOf, questionsOf } from './blend-cases.js';
import {
  friendParts,
  pairParts,
  refitFriendless,
  tuneFriends,
  type FitTelling,
  type FriendlessParts,
  type PartSettings,
} from './fit-parts.js';
import type { BlendWeights } from './history-group.js';
import { holdOut, type Held, type HoldOut } from './hold-out.js';
import { forEveryGroup, ITEM_SCENARIOS, learnScenarios, type ScenarioWeights } from './item-scenarios.js';
import type { Part } from './part.js';
import { Ranker } from './ranker.js';
import { controlsOf } from './strangers.js';
import { SessionGru } from './session-gru.js';
import { namesFor, startForIntents, tellingIntents, type FitUse } from './tell-intents.js';
import { tuneFriendless, type Search, type TunedFriendless } from './tune-friendless.js';
import type { TasteMatrix } from './taste-matrix.js';
import type { WarmStart } from './warm-start.js';

export interface FitOptions {
  readonly seed: number;
  readonly onProgress?: (step: string) => void;
  readonly onLoss?: FitTelling['onLoss'];
  readonly engine?: FitTelling['engine'];
  /** What trying options may cost; left out: a fixed amount of work. */
  readonly budget?: FitTelling['budget'];
  /** How validation is cut; left out: by time where acts have times, else at random. */
  readonly holdOut?: HoldOut;
  /** A validation set that is cut already. */
  readonly held?: Held | null;
  /** Part names that may not take part. */
  readonly without?: readonly string[];
  /** Whether to learn lists beside an item and a cart as well; left out: yes. */
  readonly scenarios?: boolean;
  /** Parts that never look at friendships, kept from an earlier fit of the same acts and validation. */
  readonly cache?: FitCache;
}

export interface FittedRanker extends Rankers {
  /** X of the fit. */
  readonly tastes: TasteMatrix;
  readonly seed: number;
  readonly tuned: Tuned;
  /** What fitting took, parts from a cache counted as if fitted now. */
  readonly seconds: number;
}

/** What is served: `ranker` for a person; `item` and `cart` for `holderOf` the item looked at or the things in a cart. */
export interface Rankers {
  readonly ranker: Ranker;
  readonly item: Ranker;
  readonly cart: Ranker;
  /** What tells intents; null where nobody could learn them. It may have no weight in any list. */
  readonly session: SessionGru | null;
}

export interface Tuned {
  readonly validation: HoldOut | 'given';
  readonly settings: PartSettings;
  readonly blend: LearntBlend;
  readonly scenarios: ScenarioWeights;
  /** Left out where options were chosen by an earlier run. */
  readonly search?: Search;
}

export interface FitCache {
  tuned?: TunedFriendless;
  refitted?: FriendlessParts;
}

/** A blend learnt on validation, not yet fitted on everything. */
export interface TunedRanker {
  /** Fitted without the validation set. */
  readonly strict: FittedRanker;
  /** The parts that earned a weight, fitted again on `everything`. */
  refit(everything: InteractionGraph, use: FitUse): Promise<FittedRanker>;
}

/** Below it a validation set tells weights from chance for nobody. */
export const FEWEST_ACTS = 100;

/** About how many stretches of work `fitRanker` names as it comes to them. */
export const FIT_STRETCHES = 9;

/**
 * Learns the ranker of a shop: fits every part without a validation set, learns the blend on it, fits
 * the parts that earned a weight again on everything. Same graph and seed, same ranker.
 */
export async function fitRanker(graph: InteractionGraph, options: FitOptions): Promise<FittedRanker> {
  const tuned = await tuneRanker(graph, options);
  return tuned.refit(graph, 'serving');
}

/** The first half of `fitRanker`: everything is learnt without the validation set. */
export async function tuneRanker(graph: InteractionGraph, options: FitOptions): Promise<TunedRanker> {
  const startedAt = performance.now();
  const { seed, cache = {} } = options;
  const telling = tellingOf(options);
  const { progress } = telling;
  const without = new Set(options.without ?? []);
  const { held, how } = validationOf(graph, options);
  const { itemCount } = held.graph;
  const questions = questionsOf(held, seed);
  const cached = cache.tuned;
  const found = cached ?? (await tuneFriendless(held.graph, questions, without, seed, telling));
  const friends = tuneFriends(held.graph, questions);
  progress('the blend');
  const { friendless, parts, blend } = bestBlend(found, (from) => {
    const ofFriends = friendParts(held.graph, from, friends);
    const all = [...from.parts, ...ofFriends].filter((part) => !without.has(part.name));
    const controls = controlsOf(ofFriends, held.graph, seed);
    return { parts: all, board: boardOf(questions, all, itemCount, controls) };
  });
  cache.tuned = friendless;
  await letThreadsGo();
  const settings: PartSettings = { ...friendless.settings, friends };
  const pairs = pairParts(held.graph).filter((part) => !without.has(part.name));
  let scenarios: ScenarioWeights = { item: {}, cart: {} };
  if (options.scenarios !== false) {
    progress('what goes with what');
    scenarios = learnScenarios(questions, [...friendless.parts, ...pairs], itemCount, seed);
  }
  const tuned: Tuned = {
    validation: how,
    settings,
    blend,
    scenarios,
    search: friendless.search,
  };
  const tuningSeconds = (performance.now() - startedAt) / 1000 + (cached?.seconds ?? 0);
  const strict: FittedRanker = {
    ...rankersOf([...parts, ...pairs], blend.weights, scenarios, held.graph),
    tastes: friendless.tastes,
    seed,
    tuned,
    seconds: tuningSeconds,
  };
  return {
    strict,
    refit: async (everything, use) => {
      const weighing = namesIn(blend.weights, scenarios);
      const hasSession = friendless.parts.some(({ name }) => name === 'session');
      const names = hasSession ? namesFor(use, weighing, everything) : weighing;
      const start = startForIntents(weighing, friendless.parts, everything);
      const again = await completed(cache.refitted, names, (some) =>
        refitFriendless(everything, tuned.settings, some, seed, telling, start),
      );
      cache.refitted = again;
      const told = tellingIntents(use, everything, again, seed, telling);
      const fitted = refitted(everything, tuned, told, seed);
      return { ...fitted, seconds: tuningSeconds + fitted.seconds };
    },
  };
}

/**
 * Fits again what an earlier fit has tuned: its options and its blend, on a graph that has grown. What is solved in closed
 * form is solved again, what is learnt step by step goes on from `start`.
 */
export async function refitRanker(
  graph: InteractionGraph,
  tuned: Tuned,
  use: FitUse,
  options: Pick<FitOptions, 'seed' | 'onProgress' | 'onLoss' | 'engine'> & { readonly start?: WarmStart },
): Promise<FittedRanker> {
  const names = namesFor(use, namesIn(tuned.blend.weights, tuned.scenarios), graph);
  const { seed, start } = options;
  const telling = tellingOf(options);
  const again = await refitFriendless(graph, tuned.settings, names, seed, telling, start);
  return refitted(graph, tuned, tellingIntents(use, graph, again, seed, telling), seed);
}

function refitted(graph: InteractionGraph, tuned: Tuned, again: FriendlessParts, seed: number): FittedRanker {
  const { settings, blend, scenarios } = tuned;
  const parts = [...again.parts, ...friendParts(graph, again, settings.friends), ...pairParts(graph)];
  return {
    ...rankersOf(parts, blend.weights, scenarios, graph),
    ...{ tastes: again.tastes, seed, tuned, seconds: again.seconds },
  };
}

function tellingOf({
  onProgress = () => undefined,
  onLoss,
  budget,
  engine,
}: Pick<FitOptions, 'onProgress' | 'onLoss' | 'budget' | 'engine'>): FitTelling {
  const optional = { ...(onLoss && { onLoss }), ...(budget && { budget }), ...(engine && { engine }) };
  return { progress: onProgress, ...optional };
}

/** The three rankers over one set of parts, each with the parts that weigh something in it. */
export function rankersOf(
  parts: readonly Part[],
  weights: BlendWeights,
  scenarios: ScenarioWeights,
  graph: InteractionGraph,
  modelVersion: string | null = null,
): Rankers {
  const rankerOf = (of: BlendWeights): Ranker => {
    const used = new Set(Object.values(of).flatMap((group: Record<string, number>) => Object.keys(group)));
    return new Ranker(
      parts.filter((part) => used.has(part.name)),
      of,
      () => graph.itemCount,
      modelVersion,
    );
  };
  const [item, cart] = ITEM_SCENARIOS.map((scenario) => rankerOf(forEveryGroup(scenarios[scenario])));
  const session = parts.find((part) => part instanceof SessionGru && part.intent !== null);
  return {
    ranker: rankerOf(weights),
    item: item!,
    cart: cart!,
    session: session instanceof SessionGru ? session : null,
  };
}

/** Every part that weighs something anywhere. */
export function namesIn(weights: BlendWeights, scenarios: ScenarioWeights): Set<string> {
  const groups = [...Object.values(weights), ...Object.values(scenarios)] as Record<string, number>[];
  return new Set(groups.flatMap((group) => Object.keys(group)));
}

const OF_GRAPH_ALONE = new Set(['friends', 'boughtTogether']);

/** An earlier fit of the same acts with what it lacks of `names`; it counts as if all of it were fitted now. */
async function completed(
  known: FriendlessParts | undefined,
  names: ReadonlySet<string>,
  fit: (names: ReadonlySet<string>) => Promise<FriendlessParts>,
): Promise<FriendlessParts> {
  if (known === undefined) return fit(names);
  const missing = missingIn(known, names);
  return missing.size === 0 ? known : joined(known, await fit(missing));
}

/** What of `names` has still to be fitted beside what an earlier fit has, of all that looks at no friendship. */
function missingIn(known: FriendlessParts, names: ReadonlySet<string>): Set<string> {
  const has = new Set(known.parts.map((part) => part.name));
  if (known.likeMinded !== null) has.add('friendsResidual');
  if (known.graphTaste !== null) has.add('friendsTaste');
  return new Set([...names].filter((name) => !has.has(name) && !OF_GRAPH_ALONE.has(name)));
}

/** Both fits of the same acts; the time is that of both. */
function joined(known: FriendlessParts, fresh: FriendlessParts): FriendlessParts {
  return {
    tastes: known.tastes,
    parts: [...known.parts, ...fresh.parts],
    likeMinded: known.likeMinded ?? fresh.likeMinded,
    graphTaste: known.graphTaste ?? fresh.graphTaste,
    seconds: known.seconds + fresh.seconds,
  };
}

/**
 * By time wherever acts have times, as a shop's future is what it must foresee; at random where that asks too few,
 * for example when almost everything was imported at one moment.
 */
export function validationOf(
  graph: InteractionGraph,
  options: Pick<FitOptions, 'seed' | 'held' | 'holdOut'>,
): { held: Held; how: HoldOut | 'given' } {
  const { seed } = options;
  if (options.held) return { held: options.held, how: 'given' };
  if (options.holdOut !== undefined)
    return { held: holdOut(graph, options.holdOut, seed), how: options.holdOut };
  const byTime = graph.newestActAt() > 0 ? holdOut(graph, 'globalTime', seed) : null;
  if (byTime !== null && byTime.wanted.size >= FEWEST_QUESTIONS) return { held: byTime, how: 'globalTime' };
  return { held: holdOut(graph, 'random', seed), how: 'random' };
}
