import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { letThreadsGo } from '../kernels/collect.js';
import type { Question } from './blend-cases.js';
import { BoughtTogetherPart } from './bought-together.js';
import type { Engine } from './engine.js';
import { fitFactors, type FactorsOptions } from './fit-factors.js';
import { fitGraphTaste, type GraphTasteOptions } from './fit-graph-taste.js';
import { fitItemGraph, type ItemGraphOptions } from './fit-item-graph.js';
import { fitSessionGru, type SessionOptions } from './fit-session-gru.js';
import { FriendsPart, FriendsResidualPart, type FriendsOptions } from './friends.js';
import { FriendsTastePart } from './friends-taste.js';
import type { GraphTaste } from './graph-taste.js';
import type { ItemItemOptions } from './item-item-options.js';
import { fitItemItem } from './item-item.js';
import { ItemNeighbours } from './item-neighbours.js';
import { LARGEST_LIKE_MINDED, LikeMinded, type LikeMindedOptions } from './like-minded.js';
import { halfLivesFor, liveParts, type LiveSettings } from './live-parts.js';
import { NearestMinded } from './nearest-minded.js';
import type { Part } from './part.js';
import { SequenceNeighbours, type SequenceOptions } from './sequence-neighbours.js';
import { TasteMatrix } from './taste-matrix.js';
import type { WarmStart } from './warm-start.js';
import { best } from './tune-parts.js';
import type { TuningBudget } from './tuning-budget.js';

/** What validation chose for each part. */
export interface PartSettings extends LiveSettings {
  readonly itemItem: ItemItemOptions;
  readonly likeMinded: LikeMindedOptions;
  readonly factors: FactorsOptions;
  readonly graph: GraphTasteOptions;
  readonly sequence: Partial<SequenceOptions>;
  readonly itemGraph: ItemGraphOptions;
  readonly session: SessionOptions;
  readonly friends: FriendsOptions;
}

export type FriendlessSettings = Omit<PartSettings, 'friends'>;

/** Parts that never look at friendships, and what fitting them took. */
export interface FriendlessParts {
  readonly tastes: TasteMatrix;
  readonly parts: readonly Part[];
  readonly likeMinded: LikeMinded | null;
  readonly graphTaste: GraphTaste | null;
  readonly seconds: number;
}

/** What a fit tells of itself, and where it may go on from. */
export interface FitTelling {
  readonly progress: (step: string) => void;
  /** Told the loss of every step of an iterative fit, by the part's name. */
  readonly onLoss?: (part: string, step: number, loss: number) => void;
  /** What iterative fits are computed with; left out: our own kernels. */
  readonly engine?: Engine;
  /** What trying options may cost; left out: a fixed amount of work, and none for what is learnt step by step. */
  readonly budget?: TuningBudget;
}

/** Fits the parts named, with options chosen earlier, on everything. */
export async function refitFriendless(
  graph: InteractionGraph,
  settings: FriendlessSettings,
  names: ReadonlySet<string>,
  seed: number,
  telling: FitTelling,
  start: WarmStart = {},
): Promise<FriendlessParts> {
  const stretch = async (name: string): Promise<void> => {
    await letThreadsGo();
    telling.progress(name);
  };
  const startedAt = performance.now();
  const tastes = TasteMatrix.of(graph);
  const parts: Part[] = [];
  if (names.has('itemKnn')) parts.push(ItemNeighbours.fit(tastes));
  let likeMinded: LikeMinded | null = null;
  if (names.has('likeMinded') || names.has('friendsResidual')) {
    await stretch('like-minded people, on everything');
    if (tastes.rowCount <= LARGEST_LIKE_MINDED) likeMinded = LikeMinded.fit(tastes, settings.likeMinded);
    if (names.has('likeMinded')) parts.push(likeMinded ?? new NearestMinded(tastes, settings.likeMinded));
  }
  if (names.has('itemItem')) {
    await stretch('item-item, on everything');
    parts.push(fitItemItem(tastes, settings.itemItem));
  }
  if (names.has('factors')) {
    await stretch('factors, on everything');
    parts.push(fitFactors(tastes, seed, settings.factors));
  }
  let graphTaste: GraphTaste | null = null;
  if (names.has('graph') || names.has('friendsTaste')) {
    await stretch('tastes in the graph, on everything');
    const { graph: from } = start;
    const options = { ...settings.graph, ...stepsOf('graph', telling), ...(from && { start: from }) };
    parts.push((graphTaste = await fitGraphTaste(graph, tastes, seed, options)));
  }
  if (names.has('sequence')) parts.push(SequenceNeighbours.fit(tastes, settings.sequence));
  if (names.has('itemGraph') || names.has('session')) {
    await stretch('what follows, in a graph of items, on everything');
    const { itemGraph: from } = start;
    const options = { ...settings.itemGraph, ...stepsOf('itemGraph', telling), ...(from && { start: from }) };
    const itemGraph = await fitItemGraph(graph, tastes, seed, options);
    parts.push(itemGraph);
    if (names.has('session')) {
      await stretch('sessions, on everything');
      const { session: earlier } = start;
      const more = { ...stepsOf('session', telling), ...(earlier && { start: earlier }) };
      parts.push(await fitSessionGru(graph, tastes, itemGraph, seed, { ...settings.session, ...more }));
    }
  }
  await letThreadsGo();
  parts.push(...liveParts(graph, settings));
  return {
    tastes,
    likeMinded,
    graphTaste,
    parts: parts.filter((part) => names.has(part.name)),
    seconds: (performance.now() - startedAt) / 1000,
  };
}

export function stepsOf(
  part: string,
  { onLoss, engine }: FitTelling,
): Pick<GraphTasteOptions, 'onStep' | 'engine'> {
  return {
    ...(engine && { engine }),
    ...(onLoss && { onStep: (step: number, loss: number) => onLoss(part, step, loss) }),
  };
}

/** The parts that are sums over friendships; none where nobody has friends. */
export function friendParts(
  graph: InteractionGraph,
  { likeMinded, graphTaste }: Pick<FriendlessParts, 'likeMinded' | 'graphTaste'>,
  options: FriendsOptions,
): Part[] {
  if (graph.friendEdgeCount === 0) return [];
  return [
    new FriendsPart(graph, options),
    ...(likeMinded === null ? [] : [new FriendsResidualPart(graph, likeMinded)]),
    ...(graphTaste === null ? [] : [new FriendsTastePart(graph, graphTaste)]),
  ];
}

/** How long friends' acts are heard, by the questions. */
export function tuneFriends(graph: InteractionGraph, questions: readonly Question[]): FriendsOptions {
  if (graph.friendEdgeCount === 0) return {};
  const options = halfLivesFor(graph).map((halfLifeDays) => ({ halfLifeDays }));
  return best(options, graph.itemCount, questions, (one) => new FriendsPart(graph, one)).options;
}

/** Only of use beside an item or a cart: it knows nothing of a person that item neighbours do not. */
export function pairParts(graph: InteractionGraph): Part[] {
  return [new BoughtTogetherPart(graph)];
}
