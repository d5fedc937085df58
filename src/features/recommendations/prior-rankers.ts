import type { InteractionGraph } from '../../../graph-models/interactions/interaction-graph.js';
import { BoughtTogetherPart } from '../../../graph-models/neural/bought-together.js';
import { ContentPart } from '../../../graph-models/neural/content.js';
import type { Rankers } from '../../../graph-models/neural/fit-ranker.js';
import { FriendsPart } from '../../../graph-models/neural/friends.js';
import { forEveryGroup } from '../../../graph-models/neural/item-scenarios.js';
import { PopularityPart } from '../../../graph-models/neural/popularity.js';
import { Ranker } from '../../../graph-models/neural/ranker.js';

/** Word of mouth first, likeness next, the crowd where neither speaks. */
const FOR_A_PERSON = { friends: 1, content: 0.5, popularity: 0.3 };
/** What people have beside it, then what is like it, then the crowd. */
const FOR_THINGS = { boughtTogether: 1, content: 0.5, popularity: 0.1 };

const HALF_LIFE_DAYS = 60;

/** The rankers of a shop that has learned nothing yet: parts that need no fit, weights that no data chose. */
export function priorRankers(graph: InteractionGraph): Rankers {
  const popularity = new PopularityPart(graph, { halfLifeDays: HALF_LIFE_DAYS });
  const content = new ContentPart(graph);
  const itemCount = (): number => graph.itemCount;
  const person = [new FriendsPart(graph), content, popularity];
  const things = [new BoughtTogetherPart(graph), content, popularity];
  const beside = new Ranker(things, forEveryGroup(FOR_THINGS), itemCount);
  return {
    ranker: new Ranker(person, forEveryGroup(FOR_A_PERSON), itemCount),
    item: beside,
    cart: beside,
    session: null,
  };
}
