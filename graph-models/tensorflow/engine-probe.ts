import { InteractionGraph } from '../interactions/interaction-graph.js';
import type { Engine } from '../neural/engine.js';
import { fitGraphTaste } from '../neural/fit-graph-taste.js';
import { fitItemGraph } from '../neural/fit-item-graph.js';
import { fitSessionGru } from '../neural/fit-session-gru.js';
import { randomOf } from '../neural/random.js';
import { TasteMatrix } from '../neural/taste-matrix.js';

/** How long an engine takes for some steps of a kind of work, milliseconds. */
export type Probe = (engine: Engine) => Promise<number>;

const SHOP = { people: 1000, items: 1000, actsEach: 20 };
const STEPS = 6;
/** Before the clock runs: things are compiled, and put on a device. */
const STEPS_BEFORE = 2;

/** Steps of the graph convolution in a made-up shop. */
export const probeTowers: Probe = async (engine) => {
  const graph = shop();
  const tastes = TasteMatrix.of(graph);
  return msOf((steps) => fitGraphTaste(graph, tastes, 1, { engine, steps }));
};

/** Steps of the recurrent unit in the same shop. */
export const probeSessions: Probe = async (engine) => {
  const graph = shop();
  const tastes = TasteMatrix.of(graph);
  const itemGraph = await fitItemGraph(graph, tastes, 1, { steps: 1 });
  return msOf((steps) => fitSessionGru(graph, tastes, itemGraph, 1, { engine, steps }));
};

async function msOf(fit: (steps: number) => Promise<unknown>): Promise<number> {
  await fit(STEPS_BEFORE);
  const startedAt = performance.now();
  await fit(STEPS);
  return performance.now() - startedAt;
}

function shop(): InteractionGraph {
  const graph = new InteractionGraph();
  const random = randomOf(1);
  for (let item = 0; item < SHOP.items; item++) graph.addItem(`item ${item}`);
  for (let person = 0; person < SHOP.people; person++) {
    graph.addPerson(`person ${person}`);
    for (let act = 0; act < SHOP.actsEach; act++)
      graph.addAct(person, Math.floor(random() * SHOP.items), 'USED', act);
  }
  return graph;
}
