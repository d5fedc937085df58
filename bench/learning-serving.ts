/**
 * How long one answer takes, and a fit, in a large shop: `node dist/bench/learning-serving.js [people] [items] [acts]`.
 * The shop is made up: people of 40 tastes with 8 friends each, mostly of their own taste; items with 6 words out of 5,000.
 */
import { InteractionGraph } from '../graph-models/interactions/interaction-graph.js';
import { fitRanker } from '../graph-models/neural/fit-ranker.js';
import { holderOf } from '../graph-models/neural/item-scenarios.js';
import { viewerOf, type Viewer } from '../graph-models/neural/part.js';
import { randomOf } from '../graph-models/neural/random.js';
import { PopularityPart } from '../graph-models/neural/popularity.js';
import { Ranker } from '../graph-models/neural/ranker.js';
import { SequenceNeighbours } from '../graph-models/neural/sequence-neighbours.js';

const TASTES = 40;
const DAY_MS = 86_400_000;
const REQUESTS = 400;

const [people = 100_000, items = 20_000, acts = 1_000_000] = process.argv.slice(2).map(Number);

const graph = await timed(`a shop of ${people} people, ${items} items, ${acts} acts`, () => madeUpShop());
const fitted = await timed('the whole fit', () =>
  fitRanker(graph, { seed: 1, onProgress: (step) => say(`  ${step}`) }),
);
say(JSON.stringify(fitted.tuned.blend.weights.warm));

const random = randomOf(7);
const someone = (): Viewer => viewerOf(graph, Math.floor(random() * people));
const something = (count: number): Viewer =>
  holderOf(Array.from({ length: count }, () => Math.floor(random() * items)));

say('\none answer of 20 items with parts and evidence, ms        p50     p95     p99     max');
measure('home', fitted.ranker, someone);
measure('home, every part of equal weight', everyPart(), someone);
measure('home, an act of this moment before it', fitted.ranker, () => {
  const person = Math.floor(random() * people);
  graph.addAct(person, Math.floor(random() * items), 'LIKED', 366 * DAY_MS);
  return viewerOf(graph, person);
});
measure('beside an item', fitted.item, () => something(1));
measure('for a cart of 5', fitted.cart, () => something(5));
say(`\n${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most`);

function everyPart(): Ranker {
  const parts = [
    ...new Set([
      ...fitted.ranker.parts,
      ...fitted.item.parts.filter(({ name }) => name !== 'boughtTogether'),
    ]),
    new PopularityPart(graph, { halfLifeDays: 30 }),
    SequenceNeighbours.fit(fitted.tastes),
  ];
  const byName = new Map(parts.map((part) => [part.name, part]));
  const equal = Object.fromEntries([...byName.keys()].map((name) => [name, 1]));
  say(`  every part: ${[...byName.keys()].join(', ')}`);
  const weights = { none: equal, cold: equal, warm: equal, hot: equal, timeless: equal };
  return new Ranker([...byName.values()], weights, () => graph.itemCount);
}

function measure(name: string, ranker: Ranker, viewerNow: () => Viewer): void {
  const times: number[] = [];
  for (let request = 0; request < REQUESTS; request++) {
    const startedAt = performance.now();
    const viewer = viewerNow();
    ranker.answer(viewer, { k: 20, exclude: viewer.items });
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor((times.length - 1) * share)]!.toFixed(2).padStart(8);
  say(`${name.padEnd(52)}${at(0.5)}${at(0.95)}${at(0.99)}${at(1)}`);
}

function madeUpShop(): InteractionGraph {
  const shop = new InteractionGraph();
  const chance = randomOf(1);
  const upTo = (count: number): number => Math.floor(chance() * count);
  for (let item = 0; item < items; item++) {
    shop.addItem(`item ${item}`);
    const words = Array.from({ length: 6 }, () => `word:${Math.floor(chance() ** 3 * 5000)}`);
    const category = `category ${item % TASTES}`;
    shop.setItem(item, { attributes: [...words, `category:${category}`], category });
  }
  for (let person = 0; person < people; person++) shop.addPerson(`person ${person}`);
  for (let person = 0; person < people; person++)
    for (let nth = 0; nth < 4; nth++) {
      const alike = (upTo(people / TASTES) * TASTES + (person % TASTES)) % people;
      shop.addFriend(person, chance() < 0.8 ? alike : upTo(people));
    }
  for (let act = 0; act < acts; act++) {
    const person = Math.floor(chance() ** 1.5 * people);
    const taste = chance() < 0.8 ? person % TASTES : upTo(TASTES);
    const friends = chance() < 0.2 ? shop.friendsOf(person) : [];
    const told = friends.length === 0 ? null : shop.actsOf(friends[upTo(friends.length)]!).others;
    const own = Math.min(items - 1, Math.floor(chance() ** 2 * (items / TASTES)) * TASTES + taste);
    const item = told === null || told.length === 0 ? own : told[upTo(told.length)]!;
    shop.addAct(person, item, chance() < 0.5 ? 'PURCHASED' : 'LIKED', (act / acts) * 365 * DAY_MS);
  }
  return shop;
}

async function timed<T>(name: string, run: () => T | Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await run();
  say(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s  ${name}`);
  return result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
