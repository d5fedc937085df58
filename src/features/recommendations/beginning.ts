import { bestFirst } from '../../pipeline/pipeline.js';
import { isSpread, spread } from './spread.js';
import type { Query } from './stages.js';

/** How many of the best are looked at; a taste that is broad fills a page with few. */
const [FEW, MOST] = [64, 256];
/** Between the score by which the best are found and the one that orders them, relative to the best: both are rounded. */
const ROUNDING = 1e-4;

/**
 * The first `count` places of a new list, without making the rest of it; null when that takes more than the best few.
 *
 * What is placed here scores clearly more than all that was not looked at, and nobody was placed for want of others, so the
 * whole list begins the same.
 */
export function beginningOf(query: Query, count: number): readonly string[] | null {
  const { ranking, excluded, scenario } = query;
  const { graph } = query.state;
  const best = ranking
    .best(MOST, excluded)
    .map((item) => ({ item, id: graph.items.idOf(item), score: ranking.scoreOf(item) }));
  const top = Math.max(...best.map(({ score }) => Math.abs(score)));
  for (const most of [FEW, MOST]) {
    const last = best[most - 1];
    if (last === undefined) return null;
    const clear = best
      .slice(0, most)
      .filter(({ score }) => score > last.score + ROUNDING * top)
      .sort(bestFirst);
    const places = scenario === 'ITEM' ? clear.slice(0, count) : spread(graph, clear, count);
    if (places.length < count || (scenario !== 'ITEM' && !isSpread(graph, places))) continue;
    ranking.keep(places.map(({ item }) => item));
    return places.map(({ id }) => id);
  }
  return null;
}
