import type { InteractionGraph } from '../interactions/interaction-graph.js';
import type { Question } from './blend-cases.js';
import { stepsOf, type FitTelling, type FriendlessParts, type FriendlessSettings } from './fit-parts.js';
import { ItemNeighbours } from './item-neighbours.js';
import { LARGEST_LIKE_MINDED, type LikeMinded } from './like-minded.js';
import { liveParts, spanDays, tuneLive } from './live-parts.js';
import type { Part } from './part.js';
import { TasteMatrix } from './taste-matrix.js';
import { tuneGraph, tuneItemGraph, tuneSession, type LearntTuning } from './tune-learnt.js';
import { tuneItemItem, tuneLikeMinded, tuneNearestMinded, tuneSequence, type Tuned } from './tune-parts.js';
import type { Allowance } from './tuning-budget.js';

/** How options were looked for. */
export interface Search {
  /** How many fits, short ones as well, each part's options were chosen from. */
  readonly fits: Readonly<Record<string, number>>;
  /** Whether the clock ended it, so that the choice hangs on the machine; see `TuningBudget`. */
  readonly wasCutShort: boolean;
}

export interface TunedFriendless extends FriendlessParts {
  readonly settings: FriendlessSettings;
  readonly search: Search;
}

/** In the order in which they are tuned. */
const TUNED = ['likeMinded', 'itemItem', 'graph', 'sequence', 'itemGraph', 'session'] as const;
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
  const parts: Part[] = [];
  const settings: Pick<FriendlessSettings, TunedName> = {
    itemItem: {},
    likeMinded: {},
    graph: {},
    sequence: {},
    itemGraph: {},
    session: {},
  };
  const fits: Record<string, number> = {};
  const isInOrder = spanDays(graph) > 0;
  const isAnything = tastes.rowItems.length > 0;
  const canBe: Record<TunedName, boolean> = {
    likeMinded: isAnything,
    itemItem: isAnything,
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
  ): Promise<P | null> => {
    if (!toTune.has(name)) return null;
    progress(stretch);
    const done = await tune(budget?.allowanceAmong(toTune.size) ?? null);
    toTune.delete(name);
    budget?.spend(done.work);
    settings[name] = done.options;
    fits[name] = done.tried;
    parts.push(done.part);
    return done.part;
  };
  const by = (name: string, allowance: Allowance | null): LearntTuning => {
    return { graph, tastes, questions, seed, allowance, telling: stepsOf(name, telling) };
  };
  progress('item neighbours');
  if (!without.has('itemKnn')) parts.push(ItemNeighbours.fit(tastes));
  let likeMinded: LikeMinded | null = null;
  if (tastes.rowCount <= LARGEST_LIKE_MINDED)
    likeMinded = await tuned('likeMinded', 'like-minded people', (allowance) =>
      tuneLikeMinded(tastes, questions, allowance),
    );
  else
    await tuned('likeMinded', 'the most like-minded people', (allowance) =>
      tuneNearestMinded(tastes, questions, allowance?.hasTime),
    );
  await tuned('itemItem', 'item-item', (allowance) => tuneItemItem(tastes, questions, allowance));
  const graphTaste = await tuned('graph', 'tastes in the graph', (allowance) =>
    tuneGraph(by('graph', allowance)),
  );
  await tuned('sequence', 'what follows what', (allowance) =>
    tuneSequence(tastes, questions, allowance?.hasTime),
  );
  const itemGraph = await tuned('itemGraph', 'what follows, in a graph of items', (allowance) =>
    tuneItemGraph(by('itemGraph', allowance)),
  );
  if (itemGraph !== null)
    await tuned('session', 'sessions', (allowance) => tuneSession(by('session', allowance), itemGraph));
  const live = tuneLive(graph, questions);
  parts.push(...liveParts(graph, live));
  return {
    tastes,
    likeMinded,
    graphTaste,
    search: { fits, wasCutShort: budget?.wasCutShort ?? false },
    settings: { ...settings, ...live },
    parts: parts.filter((part) => !without.has(part.name)),
    seconds: (performance.now() - startedAt) / 1000,
  };
}
