import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { learnBlend, type LearntBlend } from './blend.js';
import { boardOf, questionsOf } from './blend-cases.js';
import {
  friendParts,
  refitFriendless,
  tuneFriendless,
  type FriendlessParts,
  type PartSettings,
} from './fit-parts.js';
import { holdOut, type Held, type HoldOut } from './hold-out.js';
import type { Part } from './part.js';
import { Ranker } from './ranker.js';
import type { TasteMatrix } from './taste-matrix.js';

export interface FitOptions {
  readonly seed: number;
  readonly onProgress?: (step: string) => void;
  /** How validation is cut, or one cut already; left out: cut by time where acts have times, else at random. */
  readonly validation?: HoldOut | Held;
  /** Part names that may not take part. */
  readonly without?: readonly string[];
  /** Parts that never look at friendships, kept from an earlier fit of the same acts and validation. */
  readonly cache?: FitCache;
}

export interface FittedRanker {
  readonly ranker: Ranker;
  /** X of the fit; null for a ranker whose parts all read the graph. */
  readonly tastes: TasteMatrix;
  readonly seed: number;
  readonly tuned: Tuned;
  /** What fitting took, parts from a cache counted as if fitted now. */
  readonly seconds: number;
}

export interface Tuned {
  readonly validation: HoldOut | 'given';
  readonly settings: PartSettings;
  readonly blend: LearntBlend;
}

export interface FitCache {
  tuned?: FriendlessParts & { readonly settings: PartSettings };
  refitted?: FriendlessParts;
}

/** A blend learnt on validation, not yet fitted on everything. */
export interface TunedRanker {
  /** Fitted without the validation set. */
  readonly strict: FittedRanker;
  /** The parts that earned a weight, fitted again on `everything`. */
  refit(everything: InteractionGraph): FittedRanker;
}

/**
 * Learns the ranker of a shop: fits every part without a validation set, learns the blend on it, fits
 * the parts that earned a weight again on everything. Same graph and seed, same ranker.
 */
export function fitRanker(graph: InteractionGraph, options: FitOptions): FittedRanker {
  return tuneRanker(graph, options).refit(graph);
}

/** The first half of `fitRanker`: everything is learnt without the validation set. */
export function tuneRanker(graph: InteractionGraph, options: FitOptions): TunedRanker {
  const startedAt = performance.now();
  const { seed, validation = holdOutFor(graph), cache = {} } = options;
  const progress = options.onProgress ?? (() => undefined);
  const without = new Set(options.without ?? []);
  const held = typeof validation === 'string' ? holdOut(graph, validation, seed) : validation;
  const questions = questionsOf(held, seed);
  const cached = cache.tuned;
  const friendless = cached ?? tuneFriendless(held.graph, questions, without, progress);
  cache.tuned = friendless;
  const parts = [...friendless.parts, ...friendParts(held.graph, friendless.likeMinded)].filter(
    (part) => !without.has(part.name),
  );
  progress('the blend');
  const blend = learnBlend(
    boardOf(questions, parts, held.graph.itemCount),
    parts.map((part) => part.name),
  );
  const tuned: Tuned = {
    validation: typeof validation === 'string' ? validation : 'given',
    settings: friendless.settings,
    blend,
  };
  const tuningSeconds = (performance.now() - startedAt) / 1000 + (cached?.seconds ?? 0);
  return {
    strict: {
      ranker: rankerOf(parts, tuned, held.graph),
      tastes: friendless.tastes,
      seed,
      tuned,
      seconds: tuningSeconds,
    },
    refit: (everything) => {
      const names = new Set(Object.values(blend.weights).flatMap((weights) => Object.keys(weights)));
      const known = cache.refitted;
      const enough = known !== undefined && covers(known, names);
      const again = enough ? known : refitFriendless(everything, tuned.settings, names, progress);
      cache.refitted = again;
      const all = [...again.parts, ...friendParts(everything, again.likeMinded)];
      return {
        ranker: rankerOf(all, tuned, everything),
        tastes: again.tastes,
        seed,
        tuned,
        seconds: tuningSeconds + again.seconds,
      };
    },
  };
}

function rankerOf(parts: readonly Part[], tuned: Tuned, graph: InteractionGraph): Ranker {
  const used = new Set(Object.values(tuned.blend.weights).flatMap((weights) => Object.keys(weights)));
  return new Ranker(
    parts.filter((part) => used.has(part.name)),
    tuned.blend.weights,
    () => graph.itemCount,
  );
}

/** Whether a cached fit has every part of `names` that looks at no friendship. */
function covers(cached: FriendlessParts, names: ReadonlySet<string>): boolean {
  const has = new Set(cached.parts.map((part) => part.name));
  if (names.has('friendsResidual') && cached.likeMinded === null) return false;
  return [...names].every((name) => has.has(name) || name === 'friends' || name === 'friendsResidual');
}

/** By time wherever acts have times, as a shop's future is what it must foresee. */
function holdOutFor(graph: InteractionGraph): HoldOut {
  let first = Infinity;
  let last = -Infinity;
  graph.forEachAct((_person, _item, _kind, _weight, at) => {
    first = Math.min(first, at);
    last = Math.max(last, at);
  });
  return last > first ? 'globalTime' : 'random';
}
