import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';

/** A random number generator with a seed: mulberry32. */
export function randomOf(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A town where taste is planted: people and items have a colour, and four of five acts stay inside it.
 * Friends are of the same colour. Item `i` has colour i % colours, and so has person `p`.
 */
export function plantedTown({
  people = 60,
  items = 40,
  acts = 12,
  colours = 4,
  friends = 3,
  seed = 1,
} = {}): InteractionGraph {
  const graph = new InteractionGraph();
  const random = randomOf(seed);
  for (let item = 0; item < items; item++) {
    graph.addItem(`item ${item}`);
    graph.setItem(item, { attributes: [`colour:${item % colours}`, `word:${Math.floor(item / 3)}`] });
  }
  for (let person = 0; person < people; person++) graph.addPerson(`person ${person}`);
  for (let person = 0; person < people; person++) {
    for (let act = 0; act < acts; act++) {
      const colour = random() < 0.8 ? person % colours : Math.floor(random() * colours);
      const item = colour + colours * Math.floor((random() ** 2 * items) / colours);
      graph.addAct(person, Math.min(item, items - 1), 'USED', act * 86_400_000 + person);
    }
    for (let friend = 0; friend < friends; friend++) {
      const other = (person + colours * (1 + Math.floor(random() * 10))) % people;
      graph.addFriend(person, other);
    }
  }
  return graph;
}

/**
 * A town of tastes as above in which a friend's item becomes mine with probability `influence`. Friends are drawn at
 * random, so that without influence they say nothing. People come one after the other, with friends among those before.
 */
export function influencedTown({
  people = 240,
  items = 200,
  acts = 14,
  colours = 4,
  influence = 0.5,
  seed = 2,
} = {}): InteractionGraph {
  const graph = new InteractionGraph();
  const random = randomOf(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  for (let item = 0; item < items; item++) graph.addItem(`item ${item}`);
  for (let person = 0; person < people; person++) graph.addPerson(`person ${person}`);
  for (let person = 1; person < people; person++)
    for (let nth = 0; nth < 2; nth++) graph.addFriend(person, upTo(person));
  for (let act = 0; act < acts; act++) {
    for (let person = 0; person < people; person++) {
      const friends = graph.friendsOf(person);
      const theirs = friends.length === 0 ? [] : [...graph.actsOf(friends[upTo(friends.length)]!).others];
      const told = random() < influence ? theirs[upTo(theirs.length)] : undefined;
      const own = (person % colours) + colours * upTo(items / colours);
      graph.addAct(person, told ?? own, 'USED', 0);
    }
  }
  return graph;
}
