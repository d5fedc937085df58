import { setImmediate as nextTurn } from 'node:timers/promises';
import type { InteractionGraph } from '../interactions/interaction-graph.js';
import { BoughtTogetherPart } from './bought-together.js';
import { ContentPart } from './content.js';
import { Factors } from './factors.js';
import { GraphTaste } from './graph-taste.js';
import { FriendsPart, FriendsResidualPart } from './friends.js';
import { FriendsTastePart } from './friends-taste.js';
import { ItemGraph } from './item-graph.js';
import { loadItemItem } from './item-item.js';
import { ItemNeighbours } from './item-neighbours.js';
import { LikeMinded } from './like-minded.js';
import { NearestMinded } from './nearest-minded.js';
import type { Part, SavedPart } from './part.js';
import { CategoryTrendPart, PopularityPart } from './popularity.js';
import { loadTastes } from './saved-tastes.js';
import { SequenceNeighbours } from './sequence-neighbours.js';
import { SessionGru } from './session-gru.js';
import type { TasteMatrix } from './taste-matrix.js';

/** Every part by name, as a model keeps it; `likeMinded` is kept for `friendsResidual` too, `graph` for `friendsTaste`, `itemGraph` for `session`. */
export type SavedParts = Readonly<Record<string, SavedPart>>;

/** Whom and what the rows and columns of a saved model are: index in the graph it is loaded beside, -1 for gone. */
export interface Whereabouts {
  readonly personOf: Int32Array;
  readonly itemOf: Int32Array;
}

/**
 * The saved parts, bound to a graph of other indices, that may have grown and shrunk since the fit. Whoever serves meanwhile
 * waits for one part at a time.
 * @throws TypeError when a part is unknown or lacks what it needs
 */
export async function loadParts(
  saved: SavedParts,
  savedTastes: SavedPart | null,
  whereabouts: Whereabouts,
  graph: InteractionGraph,
): Promise<Part[]> {
  const { personOf, itemOf } = whereabouts;
  const tastes = savedTastes === null ? null : loadTastes(savedTastes, personOf, itemOf, graph);
  await nextTurn();
  const tastesFor = (name: string): TasteMatrix => {
    if (tastes === null) throw new TypeError(`${name} needs the taste matrix`);
    return tastes;
  };
  const likeMindedSaved = saved['likeMinded'];
  const isNearest = likeMindedSaved?.manifest['form'] === 'nearest';
  const likeMinded =
    likeMindedSaved === undefined || isNearest
      ? null
      : LikeMinded.load(likeMindedSaved, tastesFor('likeMinded'));
  await nextTurn();
  const graphSaved = saved['graph'];
  const graphTaste = graphSaved === undefined ? null : GraphTaste.load(graphSaved, whereabouts, graph);
  await nextTurn();
  const itemGraphSaved = saved['itemGraph'];
  const itemGraph =
    itemGraphSaved === undefined ? null : ItemGraph.load(itemGraphSaved, itemOf, graph.itemCount);
  const load = (name: string, part: SavedPart): Part => {
    switch (name) {
      case 'itemItem':
        return loadItemItem(part, tastesFor(name), itemOf);
      case 'itemKnn':
        return ItemNeighbours.load(part, itemOf, graph.itemCount);
      case 'factors':
        return Factors.load(part, itemOf, graph.itemCount);
      case 'sequence':
        return SequenceNeighbours.load(part, itemOf, graph.itemCount);
      case 'itemGraph':
        return itemGraph!;
      case 'session':
        if (itemGraph === null) throw new TypeError('session needs itemGraph');
        return SessionGru.load(part, itemGraph);
      case 'likeMinded':
        return likeMinded ?? NearestMinded.load(part, tastesFor(name));
      case 'graph':
        return graphTaste!;
      case 'friends':
        return FriendsPart.load(part, graph);
      case 'friendsResidual':
        if (likeMinded === null) throw new TypeError('friendsResidual needs likeMinded');
        return new FriendsResidualPart(graph, likeMinded);
      case 'friendsTaste':
        if (graphTaste === null) throw new TypeError('friendsTaste needs graph');
        return new FriendsTastePart(graph, graphTaste);
      case 'content':
        return ContentPart.load(part, graph);
      case 'categoryTrend':
        return CategoryTrendPart.load(part, graph);
      case 'popularity':
        return PopularityPart.load(part, graph);
      case 'boughtTogether':
        return new BoughtTogetherPart(graph);
      default:
        throw new TypeError(`there is no part ${name}`);
    }
  };
  const parts: Part[] = [];
  for (const [name, part] of Object.entries(saved)) {
    await nextTurn();
    parts.push(load(name, part));
  }
  return parts;
}
