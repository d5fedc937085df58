import type { InteractionGraph } from '../interactions/interaction-graph.js';
import type { Question } from './blend-cases.js';
import { ContentPart, type ContentOptions } from './content.js';
import type { Part } from './part.js';
import { CategoryTrendPart, PopularityPart, type PopularityOptions } from './popularity.js';
import { best } from './tune-parts.js';

/** What validation chose for the parts that read the graph of now. */
export interface LiveSettings {
  readonly popularity: PopularityOptions;
  readonly categoryTrend: PopularityOptions;
  readonly content: ContentOptions;
}

const HALF_LIVES_DAYS = [0, 365, 120, 30, 7];
/** Whether a taste is all of somebody's history or what they looked for last. */
const CONTENT_DECAYS: readonly ContentOptions[] = [{ decay: 1 }, { decay: 0.7 }, { decay: 0.4 }];
const DAY_MS = 86_400_000;

/** How fast what is wanted and liked grows old, by the questions. */
export function tuneLive(graph: InteractionGraph, questions: readonly Question[]): LiveSettings {
  const halfLives = halfLivesFor(graph).map((halfLifeDays) => ({ halfLifeDays }));
  const chosen = <P extends Part, O>(options: readonly O[], fit: (options: O) => P): O =>
    best(options, graph.itemCount, questions, fit).options;
  return {
    popularity: chosen(halfLives, (options) => new PopularityPart(graph, options)),
    categoryTrend: hasCategories(graph)
      ? chosen(halfLives, (options) => new CategoryTrendPart(graph, options))
      : {},
    content:
      hasAttributes(graph) && spanDays(graph) > 0
        ? chosen(CONTENT_DECAYS, (options) => new ContentPart(graph, options))
        : {},
  };
}

/** Parts that need no fit: they read the graph. */
export function liveParts(graph: InteractionGraph, settings: LiveSettings): Part[] {
  const parts: Part[] = [new PopularityPart(graph, settings.popularity)];
  if (hasCategories(graph)) parts.push(new CategoryTrendPart(graph, settings.categoryTrend));
  if (hasAttributes(graph)) parts.push(new ContentPart(graph, settings.content));
  return parts;
}

function hasCategories(graph: InteractionGraph): boolean {
  return graph.categories.size > 1;
}

function hasAttributes(graph: InteractionGraph): boolean {
  return graph.attributes.size > 0;
}

/** Half-lives that the graph is old enough to tell apart; 0 for never. */
export function halfLivesFor(graph: InteractionGraph): number[] {
  const span = spanDays(graph);
  return HALF_LIVES_DAYS.filter((days) => days === 0 || days < span);
}

/** Days between the first and the last act; 0 where acts have no times. */
export function spanDays(graph: InteractionGraph): number {
  let first = Infinity;
  let last = -Infinity;
  graph.forEachAct((_person, _item, _kind, _weight, at) => {
    first = Math.min(first, at);
    last = Math.max(last, at);
  });
  return last > first ? (last - first) / DAY_MS : 0;
}
