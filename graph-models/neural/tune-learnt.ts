import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { ndcgAlone } from './alone.js';
import type { Question } from './blend-cases.js';
import type { Engine } from './engine.js';
import {
  fitGraphTaste,
  GRAPH_TASTE_DEFAULTS,
  graphTasteWork,
  type GraphTasteOptions,
} from './fit-graph-taste.js';
import { fitItemGraph, itemGraphWork, type ItemGraphOptions } from './fit-item-graph.js';
import { fitSessionGru, sessionWork, type SessionOptions } from './fit-session-gru.js';
import type { GraphTaste } from './graph-taste.js';
import type { ItemGraph } from './item-graph.js';
import type { Part } from './part.js';
import { randomOf } from './random.js';
import type { SessionGru } from './session-gru.js';
import { bestByHalving, fullFitsOf, optionsWithin } from './successive-halving.js';
import type { TasteMatrix } from './taste-matrix.js';
import type { Allowance } from './tuning-budget.js';
import { askedAlone, asking, type Tuned } from './tune-parts.js';

/** What parts that are learnt step by step are tuned with. */
export interface LearntTuning {
  readonly graph: InteractionGraph;
  readonly tastes: TasteMatrix;
  readonly questions: readonly Question[];
  readonly seed: number;
  /** null: the defaults are fitted, and nothing is tried. */
  readonly allowance: Allowance | null;
  readonly telling: { readonly engine?: Engine; readonly onStep?: (step: number, loss: number) => void };
}

/** Where an option is drawn from: the first number of the range to the last, evenly by their logarithms or as they are. */
type Range = readonly [from: number, to: number, by: 'log' | 'plain'];
type Ranges<K extends string> = Readonly<Record<K, Range>>;

const OF_GRAPH: Ranges<'temperature' | 'learningRate' | 'l2'> = {
  temperature: [0.08, 0.3, 'log'],
  learningRate: [0.007, 0.06, 'log'],
  l2: [1e-5, 1e-3, 'log'],
};
const OF_ITEM_GRAPH: Ranges<'temperature' | 'learningRate' | 'decay'> = {
  temperature: [0.06, 0.2, 'log'],
  learningRate: [0.015, 0.1, 'log'],
  decay: [0.4, 0.95, 'plain'],
};
const OF_SESSION: Ranges<'temperature' | 'learningRate' | 'dropout'> = {
  temperature: [0.06, 0.2, 'log'],
  learningRate: [0.002, 0.015, 'log'],
  dropout: [0, 0.5, 'plain'],
};
/** More of them would be chosen among by chance. */
const MOST_OPTIONS = 32;

export function tuneGraph(by: LearntTuning): Promise<Tuned<GraphTaste, GraphTasteOptions>> {
  const { graph, tastes, seed, telling } = by;
  return tuned(by, OF_GRAPH, graphTasteWork(tastes), GRAPH_TASTE_DEFAULTS.dim, (options, share) =>
    fitGraphTaste(graph, tastes, seed, { ...options, share, ...telling }),
  );
}

export function tuneItemGraph(by: LearntTuning): Promise<Tuned<ItemGraph, ItemGraphOptions>> {
  const { graph, tastes, seed, telling } = by;
  return tuned(by, OF_ITEM_GRAPH, itemGraphWork(tastes), GRAPH_TASTE_DEFAULTS.dim, (options, share) =>
    fitItemGraph(graph, tastes, seed, { ...options, share, ...telling }),
  );
}

/** @param itemGraph whose vectors it stands on */
export function tuneSession(
  by: LearntTuning,
  itemGraph: ItemGraph,
): Promise<Tuned<SessionGru, SessionOptions>> {
  const { graph, tastes, seed, telling } = by;
  const { dim } = itemGraph.items;
  return tuned(by, OF_SESSION, sessionWork(tastes, dim), dim, (options, share) =>
    fitSessionGru(graph, tastes, itemGraph, seed, { ...options, share, ...telling }),
  );
}

/** @param work of one full fit @param dim what scoring an item costs */
async function tuned<P extends Part, K extends string>(
  { tastes, questions, seed, allowance }: LearntTuning,
  ranges: Ranges<K>,
  work: number,
  dim: number,
  fit: (options: Partial<Record<K, number>>, share: number) => Promise<P>,
): Promise<Tuned<P, Partial<Record<K, number>>>> {
  const asked = askedAlone(questions);
  const ofAsking = asking(tastes, questions, { products: dim * tastes.columnCount });
  // A quarter of all fits is full; each is asked, short or not.
  const whole = work + 2 * ofAsking;
  const count =
    allowance === null || asked.length === 0 ? 1 : optionsWithin(allowance.work / whole, MOST_OPTIONS);
  const { options, result, first, fits } = await bestByHalving<Partial<Record<K, number>>, P>(
    [{}, ...drawn(ranges, count - 1, seed)],
    {
      fit,
      score: (part) => ndcgAlone(part, asked, tastes.columnCount),
      hasTime: () => allowance === null || allowance.hasTime(),
    },
  );
  const plain = { part: first, options: {} };
  return { part: result, options, tried: fits, work: whole * fullFitsOf(count), plain };
}

function drawn<K extends string>(ranges: Ranges<K>, count: number, seed: number): Record<K, number>[] {
  const random = randomOf(seed + 7);
  const one = ([from, to, by]: Range): number => {
    const share = random();
    const value = by === 'log' ? from * (to / from) ** share : from + share * (to - from);
    return Number(value.toPrecision(3));
  };
  const names = Object.keys(ranges) as K[];
  return Array.from(
    { length: count },
    () => Object.fromEntries(names.map((name) => [name, one(ranges[name])])) as Record<K, number>,
  );
}
