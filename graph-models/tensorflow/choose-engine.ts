import { InteractionGraph } from '../interactions/interaction-graph.js';
import { CPU_ENGINE, ENGINE_NAMES, type Engine } from '../neural/engine.js';
import { fitGraphTaste } from '../neural/fit-graph-taste.js';
import { fitItemGraph } from '../neural/fit-item-graph.js';
import { fitSessionGru } from '../neural/fit-session-gru.js';
import { randomOf } from '../neural/random.js';
import { TasteMatrix } from '../neural/taste-matrix.js';
import { FallingBack } from './falling-back.js';
import { openEngine } from './open-engine.js';

/** What may be asked for: an engine, or `auto`, the fastest there is. */
export const ENGINE_WISHES = ['auto', ...ENGINE_NAMES] as const;
export type EngineWish = (typeof ENGINE_WISHES)[number];

export type EngineChoice =
  | { readonly kind: 'chosen'; readonly engine: Engine; readonly because: string }
  | { readonly kind: 'absent'; readonly reason: string };

/**
 * Chooses what training is computed with. `auto` takes a graphics card where there is one, TensorFlow on the processor where it
 * is installed and takes the steps of a small probe in clearly less time than our kernels, else our kernels, for graphs and for sessions
 * each; what fails later is told to `note`, and our kernels go on. An engine asked for by name is that engine or none.
 *
 * @param folder see `enginesFolder`
 */
export async function chooseEngine(
  wish: EngineWish,
  folder: string,
  note: (text: string) => void,
): Promise<EngineChoice> {
  if (wish !== 'auto') {
    const opened = await openEngine(wish, folder);
    return opened.kind === 'absent' ? opened : { ...opened, kind: 'chosen', because: 'asked for' };
  }
  const tensorflow = await openEngine('tensorflow', folder);
  const card =
    tensorflow.kind === 'open' && tensorflow.isGpu ? tensorflow : await openEngine('webgpu', folder);
  if (card.kind === 'open' && card.isGpu)
    return { kind: 'chosen', engine: new FallingBack(card.engine, note), because: 'a graphics card' };
  const noCard = card.kind === 'absent' ? card.reason : 'webgpu finds an adapter of software only';
  if (tensorflow.kind === 'absent')
    return { kind: 'chosen', engine: CPU_ENGINE, because: `${tensorflow.reason}; ${noCard}` };
  const theirs = new FallingBack(tensorflow.engine, note);
  const [towers, sessions] = [
    await faster(theirs, (engine) => towersMs(engine)),
    await faster(theirs, (engine) => sessionsMs(engine)),
  ];
  const told = ({ theirMs, ownMs }: Race): string =>
    `took tensorflow ${theirMs.toFixed(0)} ms and our kernels ${ownMs.toFixed(0)} ms`;
  return {
    kind: 'chosen',
    engine: engineOfTwo(towers.engine, sessions.engine),
    because: `no graphics card; a probe of graphs ${told(towers)}, one of sessions ${told(sessions)}`,
  };
}

/** TensorFlow takes four times the memory, and other machines round otherwise: not for a tie. */
const WORTH_IT = 0.9;

interface Race {
  readonly engine: Engine;
  readonly theirMs: number;
  readonly ownMs: number;
}

async function faster(theirs: Engine, probeMs: (engine: Engine) => Promise<number>): Promise<Race> {
  const [theirMs, ownMs] = [await probeMs(theirs), await probeMs(CPU_ENGINE)];
  return { engine: theirMs < WORTH_IT * ownMs ? theirs : CPU_ENGINE, theirMs, ownMs };
}

/** Graph convolutions on one engine, the recurrent unit on another, which may be the same. */
function engineOfTwo(towers: Engine, sessions: Engine): Engine {
  if (towers === sessions) return towers;
  return {
    get name() {
      return towers.name === sessions.name ? towers.name : `${towers.name}, sessions ${sessions.name}`;
    },
    get device() {
      return towers.device;
    },
    trainTowers: (...given) => towers.trainTowers(...given),
    trainSession: (...given) => sessions.trainSession(...given),
  };
}

const PROBE = { people: 1000, items: 1000, actsEach: 20, steps: 6 };

/** How long some steps of the graph convolution take in a made-up shop, after a first few. */
async function towersMs(engine: Engine): Promise<number> {
  const graph = probeShop();
  const tastes = TasteMatrix.of(graph);
  await fitGraphTaste(graph, tastes, 1, { engine, steps: 2 });
  return msOf(() => fitGraphTaste(graph, tastes, 1, { engine, steps: PROBE.steps }));
}

/** The same of steps of the recurrent unit. */
async function sessionsMs(engine: Engine): Promise<number> {
  const graph = probeShop();
  const tastes = TasteMatrix.of(graph);
  const itemGraph = await fitItemGraph(graph, tastes, 1, { steps: 1 });
  await fitSessionGru(graph, tastes, itemGraph, 1, { engine, steps: 2 });
  return msOf(() => fitSessionGru(graph, tastes, itemGraph, 1, { engine, steps: PROBE.steps }));
}

function probeShop(): InteractionGraph {
  const graph = new InteractionGraph();
  const random = randomOf(1);
  for (let item = 0; item < PROBE.items; item++) graph.addItem(`item ${item}`);
  for (let person = 0; person < PROBE.people; person++) {
    graph.addPerson(`person ${person}`);
    for (let act = 0; act < PROBE.actsEach; act++)
      graph.addAct(person, Math.floor(random() * PROBE.items), 'USED', act);
  }
  return graph;
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
