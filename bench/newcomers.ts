/**
 * How long somebody, or something, that came after the fit takes to be embedded by the graph part when it is asked about:
 * `npm run bench:newcomers [-- --people 100000 --items 100000 --acts 1000000 --times 200]`.
 * The shop is made up, and the part fitted in one step, as the time does not depend on how well it was learnt.
 */
import { parseArgs } from 'node:util';
import { InteractionGraph } from '../graph-models/interactions/interaction-graph.js';
import { fitGraphTaste } from '../graph-models/neural/fit-graph-taste.js';
import { GraphTaste } from '../graph-models/neural/graph-taste.js';
import { viewerOf } from '../graph-models/neural/part.js';
import { randomOf } from '../graph-models/neural/random.js';
import { TasteMatrix } from '../graph-models/neural/taste-matrix.js';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    items: { type: 'string', default: '100000' },
    acts: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '200' },
  },
});
const [people, items, acts, times] = [values.people, values.items, values.acts, values.times].map(Number) as [
  number,
  number,
  number,
  number,
];
const ACTS_OF_A_NEWCOMER = 5;
const BUYERS_OF_A_NEW_ITEM = 5;

const random = randomOf(1);
const upTo = (count: number): number => Math.floor(random() * count);
const graph = new InteractionGraph();
for (let item = 0; item < items; item++) graph.addItem(`item ${item}`);
for (let person = 0; person < people; person++) graph.addPerson(`person ${person}`);
for (let act = 0; act < acts; act++)
  graph.addAct(upTo(people), Math.floor(items * random() ** 3), 'PURCHASED', act);
const fitted = await fitGraphTaste(graph, TasteMatrix.of(graph), 1, { steps: 1 });
const everything = {
  personOf: Int32Array.from({ length: people }, (_, person) => person),
  itemOf: Int32Array.from({ length: items }, (_, item) => item),
};
const part = GraphTaste.load(fitted.save(), everything, graph);
const scores = (): Float32Array => new Float32Array(graph.itemCount);

const ofPeople: number[] = [];
const ofItems: number[] = [];
const once = (what: () => void): number => {
  const startedAt = performance.now();
  what();
  return performance.now() - startedAt;
};
for (let time = 0; time < times; time++) {
  const person = graph.addPerson(`newcomer ${time}`);
  for (let act = 0; act < ACTS_OF_A_NEWCOMER; act++)
    graph.addAct(person, upTo(items), 'PURCHASED', acts + time);
  let out = scores();
  ofPeople.push(once(() => part.score(viewerOf(graph, person), out)));
  mustSay(out, `newcomer ${time}`);

  const item = graph.addItem(`new item ${time}`);
  for (let buyer = 0; buyer < BUYERS_OF_A_NEW_ITEM; buyer++)
    graph.addAct(upTo(people), item, 'PURCHASED', acts + time);
  out = scores();
  ofItems.push(once(() => part.score(viewerOf(graph, person), out)));
  mustSay(out.subarray(item), `new item ${time}`);
}
process.stdout.write(`${people} people, ${items} items, ${graph.actCount} acts; ${times} of each\n`);
report(`a new person with ${ACTS_OF_A_NEWCOMER} acts: embedded, and the whole catalogue scored`, ofPeople);
report(`a new item with ${BUYERS_OF_A_NEW_ITEM} buyers: embedded, and the whole catalogue scored`, ofItems);

function mustSay(of: Float32Array, whom: string): void {
  if (of.every((score) => score === 0)) throw new Error(`${whom} was given no score`);
}

function report(what: string, milliseconds: number[]): void {
  const sorted = milliseconds.sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2);
  process.stdout.write(`${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms\n`);
}
