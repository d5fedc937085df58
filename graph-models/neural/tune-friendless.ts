import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { letThreadsGo } from '../kernels/collect.js';
import type { Question } from './blend-cases.js';
import { stepsOf, type FitTelling, type FriendlessParts, type FriendlessSettings } from './fit-parts.js';
import { GraphTaste } from './graph-taste.js';
import { ItemNeighbours } from './item-neighbours.js';
import { LARGEST_LIKE_MINDED, LikeMinded } from './like-minded.js';
import { liveParts, spanDays, tuneLive } from './live-parts.js';
import type { Part } from './part.js';
import { TasteMatrix } from './taste-matrix.js';
import { tuneFactors } from './tune-factors.js';
import { tuneGraph, tuneItemGraph, tuneSession, type LearntTuning } from './tune-learnt.js';
import {
  tuneItemItem,
  tuneLikeMinded,
  tuneNearestMinded,
  tuneSequence,
  type Fitted,
  type Tuned,
} from './tune-parts.js';
import type { Allowance } from './tuning-budget.js';

/** How options were looked for. */
export interface Search {
  /** How many fits, short ones as well, each part's options were chosen from. */
  readonly fits: Readonly<Record<string, number>>;
  /** Whether the clock ended it, so that the choice hangs on the machine; see `TuningBudget`. */
  readonly wasCutShort: boolean;
  /** Whether the blend was no better for what was found, so that what is chosen without a budget stayed. */
  readonly wasInVain: boolean;
}

interface Chosen extends Omit<FriendlessParts, 'seconds'> {
  readonly settings: FriendlessSettings;
}

export interface TunedFriendless extends Chosen, FriendlessParts {
  readonly search: Search;
  /** What would have been chosen without a budget, where that is anything else. */
  readonly plain: Chosen | null;
}

/** In the order in which they are tuned. */
const TUNED = ['likeMinded', 'itemItem', 'factors', 'graph', 'sequence', 'itemGraph', 'session'] as const;
type TunedName = (typeof TUNED)[number];

/** Fits on a graph without its validation set, and chooses the options of each part by the questions. */
export async function tuneFriendless(
  graph: InteractionGraph,
  questions: readonly Question[],
  without: ReadonlySet<string>,
  seed: number,
  telling: FitTelling,
): Promise<TunedFriendless> {
  const { progress, budget } = telling;
  const startedAt = performance.now();
  const tastes = TasteMatrix.of(graph);
  const fits: Record<string, number> = {};
  const found = new Map<TunedName, FoundOptions>();
  const isInOrder = spanDays(graph) > 0;
  const isAnything = tastes.rowItems.length > 0;
  const canBe: Record<TunedName, boolean> = {
    likeMinded: isAnything,
    itemItem: isAnything,
    factors: isAnything,
    graph: isAnything,
    sequence: isInOrder,
    itemGraph: isInOrder,
    session: isInOrder && !without.has('itemGraph'),
  };
  const toTune = new Set(TUNED.filter((name) => canBe[name] && !without.has(name)));
  const tuned = async <N extends TunedName, P extends Part>(
    name: N,
    stretch: string,
    tune: (
      allowance: Allowance | null,
    ) => Tuned<P, FriendlessSettings[N]> | Promise<Tuned<P, FriendlessSettings[N]>>,
  ): Promise<Tuned<P, FriendlessSettings[N]> | null> => {
    if (!toTune.has(name)) return null;
    progress(stretch);
    const done = await tune(budget?.allowanceAmong(toTune.size) ?? null);
    await letThreadsGo();
    toTune.delete(name);
    budget?.spend(done.work);
    fits[name] = done.tried;
    found.set(name, done);
    return done;
  };
  const by = (name: string, allowance: Allowance | null): LearntTuning => {
    return { graph, tastes, questions, seed, allowance, telling: stepsOf(name, telling) };
  };
  progress('item neighbours');
  const neighbours = without.has('itemKnn') ? [] : [ItemNeighbours.fit(tastes)];
  if (tastes.rowCount <= LARGEST_LIKE_MINDED)
    await tuned('likeMinded', 'like-minded people', (allowance) =>
      tuneLikeMinded(tastes, questions, allowance),
    );
  else await tuned('likeMinded', 'the most like-minded people', () => tuneNearestMinded(tastes, questions));
  await tuned('itemItem', 'item-item', (allowance) => tuneItemItem(tastes, questions, allowance));
  await tuned('factors', 'factors', (allowance) => tuneFactors(tastes, questions, seed, allowance));
  await tuned('graph', 'tastes in the graph', (allowance) => tuneGraph(by('graph', allowance)));
  await tuned('sequence', 'what follows what', () => tuneSequence(tastes, questions));
  const itemGraph = await tuned('itemGraph', 'what follows, in a graph of items', (allowance) =>
    tuneItemGraph(by('itemGraph', allowance)),
  );
  if (itemGraph !== null)
    await tuned('session', 'sessions', async (allowance) => {
      const session = await tuneSession(by('session', allowance), itemGraph.part);
      if (itemGraph.plain.part === itemGraph.part) return session;
      return { ...session, plain: await tuneSession(by('session', null), itemGraph.plain.part) };
    });
  const live = tuneLive(graph, questions);
  const chosen = (which: (one: FoundOptions) => Fitted<Part, object>): Chosen => {
    const fitted = new Map([...found].map(([name, one]) => [name, which(one)]));
    const options = Object.fromEntries(TUNED.map((name) => [name, fitted.get(name)?.options ?? {}]));
    const learnt = [...fitted.values()].map(({ part }) => part);
    return {
      tastes,
      likeMinded: learnt.find((part) => part instanceof LikeMinded) ?? null,
      graphTaste: learnt.find((part) => part instanceof GraphTaste) ?? null,
      settings: { ...(options as Pick<FriendlessSettings, TunedName>), ...live },
      parts: [...neighbours, ...learnt, ...liveParts(graph, live)].filter(({ name }) => !without.has(name)),
    };
  };
  const isPlain = [...found.values()].every(({ part, plain }) => part === plain.part);
  return {
    ...chosen((one) => one),
    plain: isPlain ? null : chosen((one) => one.plain),
    search: { fits, wasCutShort: budget?.wasCutShort ?? false, wasInVain: false },
    seconds: (performance.now() - startedAt) / 1000,
  };
}

type FoundOptions = Tuned<Part, object>;
