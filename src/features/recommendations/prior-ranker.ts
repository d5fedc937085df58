import type { InteractionGraph } from '../../../graph-models/interactions/interaction-graph.js';
import { ContentPart } from '../../../graph-models/neural/content.js';
import { FriendsPart } from '../../../graph-models/neural/friends.js';
import { PopularityPart } from '../../../graph-models/neural/popularity.js';
import { Ranker } from '../../../graph-models/neural/ranker.js';

/** Word of mouth first, likeness next, the crowd where neither speaks; the order in which parts hold up without tuning. */
const WEIGHTS = { friends: 1, content: 0.5, popularity: 0.3 };

const HALF_LIFE_DAYS = 60;

/** The ranker of a shop that has learned nothing yet: parts that need no fit, weights that no data chose. */
export function priorRanker(graph: InteractionGraph): Ranker {
  const parts = [
    new FriendsPart(graph),
    new ContentPart(graph),
    new PopularityPart(graph, { halfLifeDays: HALF_LIFE_DAYS }),
  ];
  const weights = { none: WEIGHTS, cold: WEIGHTS, warm: WEIGHTS, hot: WEIGHTS };
  return new Ranker(parts, weights, () => graph.itemCount);
}
