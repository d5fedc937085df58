import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import type { Held } from '../../graph-models/neural/hold-out.js';
import type { Dataset } from './dataset.js';
import type { RatingScale } from './rating-scale.js';
import { USE, type Split } from './split.js';

/** Whose friends: the bundle's, everybody's exchanged with somebody else's, or nobody's. */
export type Friendships = 'real' | 'shuffled' | 'none';

/** The acts of some uses as a graph; people, items and their indices are the dataset's, tested ones included. */
export function graphOf(
  dataset: Dataset,
  scale: RatingScale,
  split: Split,
  uses: readonly number[],
  friends: Int32Array,
): InteractionGraph {
  const graph = new InteractionGraph();
  const { acts } = dataset;
  for (let person = 0; person < dataset.people.size; person++) graph.addPerson(dataset.people.idOf(person));
  for (let item = 0; item < dataset.items.size; item++) {
    graph.addItem(dataset.items.idOf(item));
    const facts = dataset.facts.get(item);
    if (facts !== undefined) graph.setItem(item, facts);
  }
  for (let i = 0; i < friends.length; i += 2) graph.addFriend(friends[i]!, friends[i + 1]!, true);
  for (let row = 0; row < acts.count; row++) {
    if (!uses.includes(split.use[row]!)) continue;
    const rating = acts.rating[row]!;
    const kind = scale.kind === 'fiveStars' || scale.kind === 'tenPoints' ? 'RATED' : 'USED';
    const weight = Number.isNaN(rating) ? 1 : scale.weight(rating);
    graph.addAct(acts.person[row]!, acts.item[row]!, kind, acts.at[row]! || 0, weight);
  }
  return graph;
}

/** By person, the items of one use that they turned out to want. */
export function wantedOf(
  dataset: Dataset,
  scale: RatingScale,
  split: Split,
  use: number,
): Map<number, Set<number>> {
  const wanted = new Map<number, Set<number>>();
  const { acts } = dataset;
  for (let row = 0; row < acts.count; row++) {
    if (split.use[row] !== use) continue;
    if (!Number.isNaN(acts.rating[row]!) && !scale.isWish(acts.rating[row]!)) continue;
    const person = acts.person[row]!;
    const items = wanted.get(person) ?? new Set<number>();
    wanted.set(person, items.add(acts.item[row]!));
  }
  return wanted;
}

/** What the protocol's own validation set asks of a model that has learnt from `train`. */
export function heldOf(dataset: Dataset, scale: RatingScale, split: Split, friends: Int32Array): Held | null {
  const wanted = wantedOf(dataset, scale, split, USE.validation);
  if (wanted.size === 0) return null;
  return { graph: graphOf(dataset, scale, split, [USE.train], friends), wanted };
}
