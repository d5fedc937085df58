import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { learnBlend, type LearntBlend } from './blend.js';
import { ContentPart } from './content.js';
import { FriendsPart, FriendsResidualPart } from './friends.js';
import { holdOut, type Held, type HoldOut } from './hold-out.js';
import { fitItemItem, type ItemItemPart } from './item-item.js';
import { ItemNeighbours } from './item-neighbours.js';
import { LikeMinded } from './like-minded.js';
import type { Part } from './part.js';
import { PopularityPart } from './popularity.js';
import { Ranker } from './ranker.js';
import { TasteMatrix } from './taste-matrix.js';

export interface FitOptions {
  readonly seed: number;
  readonly onProgress?: (step: string) => void;
  /** How validation is cut; left out: by what the acts' times can tell. */
  readonly holdOut?: HoldOut;
  /** Part names that may not take part. */
  readonly without?: readonly string[];
  /** Parts that never look at friendships, kept from an earlier fit on the same acts. */
  readonly cache?: FitCache;
}

export interface FittedRanker {
  readonly ranker: Ranker;
  readonly tuned: { readonly holdOut: HoldOut; readonly blend: LearntBlend };
}

/** Fitted parts by stage and name. */
export type FitCache = Map<string, FriendlessParts>;

interface FriendlessParts {
  readonly tastes: TasteMatrix;
  readonly held?: Held;
  readonly itemItem: ItemItemPart | null;
  readonly itemKnn: ItemNeighbours;
  readonly likeMinded: LikeMinded | null;
  readonly others: readonly Part[];
}

/** Above it on the smaller side, a dense inverse in TypeScript takes minutes. */
const LARGEST_INVERSE = 4000;

/**
 * Learns the ranker of a shop: fits every part without a validation set, learns the blend on it, fits
 * the parts that earned a weight again on everything. Same graph and seed, same ranker.
 */
export function fitRanker(graph: InteractionGraph, options: FitOptions): FittedRanker {
  const how = options.holdOut ?? holdOutFor(graph);
  const progress = options.onProgress ?? (() => undefined);
  const cache = options.cache ?? new Map<string, FriendlessParts>();
  progress('cutting a validation set');
  const held = holdOut(graph, how, options.seed);
  const onValidation = partsOf(held.graph, 'validation', cache, options.without ?? [], progress);
  progress('learning the blend');
  const blend = learnBlend(held, onValidation, options.seed);
  const used = new Set(Object.values(blend.weights).flatMap((weights) => Object.keys(weights)));
  const unused = onValidation.map((part) => part.name).filter((name) => !used.has(name));
  const parts = partsOf(graph, 'all', cache, [...(options.without ?? []), ...unused], progress);
  return {
    ranker: new Ranker(parts, blend.weights, () => graph.itemCount),
    tuned: { holdOut: how, blend },
  };
}

function partsOf(
  graph: InteractionGraph,
  stage: 'validation' | 'all',
  cache: FitCache,
  without: readonly string[],
  progress: (step: string) => void,
): Part[] {
  const fitted = cache.get(stage) ?? fitFriendless(graph, stage, progress);
  cache.set(stage, fitted);
  const { itemItem, likeMinded } = fitted;
  const parts: Part[] = [fitted.itemKnn, ...fitted.others];
  if (itemItem !== null) parts.push(itemItem);
  if (likeMinded !== null) parts.push(likeMinded);
  if (graph.friendEdgeCount > 0) {
    parts.push(new FriendsPart(graph));
    if (likeMinded !== null) parts.push(new FriendsResidualPart(graph, likeMinded));
  }
  return parts.filter((part) => !without.includes(part.name));
}

function fitFriendless(
  graph: InteractionGraph,
  stage: string,
  progress: (step: string) => void,
): FriendlessParts {
  const tastes = TasteMatrix.of(graph);
  const smaller = Math.min(tastes.rowCount, tastes.columnCount);
  progress(`fitting item neighbours (${stage})`);
  const itemKnn = ItemNeighbours.fit(tastes);
  if (smaller <= LARGEST_INVERSE) progress(`solving item-item (${stage})`);
  const itemItem = smaller <= LARGEST_INVERSE ? fitItemItem(tastes) : null;
  if (tastes.rowCount <= LARGEST_INVERSE) progress(`solving like-minded people (${stage})`);
  const likeMinded = tastes.rowCount <= LARGEST_INVERSE ? LikeMinded.fit(tastes) : null;
  const others: Part[] = [new PopularityPart(graph)];
  if (graph.attributes.size > 0) others.push(new ContentPart(graph));
  return { tastes, itemItem, itemKnn, likeMinded, others };
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
