/**
 * What an epoch takes on each engine: our graph convolution at the size of Yelp2018 (31,668 people, 38,048 items, 1.2 M
 * acts, width 64), and the session GRU (2,048 sequences of 50 acts, H 64): `npm run bench:gpu [-- --engines cpu,tensorflow]`.
 * Each engine has a process of its own. An epoch is reckoned from four steps; the first step, in which things are put on the
 * device, does not count.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { InteractionGraph } from '../graph-models/interactions/interaction-graph.js';
import { ENGINE_NAMES, type EngineName } from '../graph-models/neural/engine.js';
import { fitGraphTaste } from '../graph-models/neural/fit-graph-taste.js';
import { fitSessionGru } from '../graph-models/neural/fit-session-gru.js';
import { ItemGraph } from '../graph-models/neural/item-graph.js';
import { fillGaussian, randomOf } from '../graph-models/neural/random.js';
import { TasteMatrix } from '../graph-models/neural/taste-matrix.js';
import { enginesFolder } from '../graph-models/tensorflow/load-package.js';
import { openEngine } from '../graph-models/tensorflow/open-engine.js';

const GRAPH = { people: 31_668, items: 38_048, acts: 1_200_000, batch: 2048 };
const SESSIONS = { people: 2048, items: 20_000, acts: 2048 * 50, batch: 128 * 50 };
const DIM = 64;
const STEPS = 4;

interface Measured {
  readonly seconds: number;
  readonly loss: number;
  /** What tensors take between steps, MiB; null where there are none. */
  readonly tensorMiB: number | null;
}
type Answer =
  | { readonly absent: string }
  | {
      readonly device: string;
      readonly graph: Measured;
      readonly sessions: Measured;
      readonly peakMiB: number;
    };

const { values } = parseArgs({
  options: { engines: { type: 'string', default: ENGINE_NAMES.join() }, only: { type: 'string' } },
});
if (values.only === undefined) await compare(named(values.engines));
else process.stdout.write(JSON.stringify(await measured(named(values.only)[0]!)), () => process.exit(0));

async function compare(engines: readonly EngineName[]): Promise<void> {
  console.log('| engine | on | an epoch | s | to our kernels | loss | MiB in tensors | peak MiB |');
  console.log('|---|---|---|---:|---:|---:|---:|---:|');
  let own: Answer | null = null;
  for (const engine of engines) {
    const answer = await asked(engine);
    if (engine === 'cpu') own = answer;
    if ('absent' in answer) {
      console.log(`| ${engine} | ${answer.absent} | | | | | | |`);
      continue;
    }
    for (const task of ['graph', 'sessions'] as const) {
      const { seconds, loss, tensorMiB } = answer[task];
      const ratio = own === null || 'absent' in own ? '' : (seconds / own[task].seconds).toFixed(2);
      const cells = [seconds.toFixed(1), ratio, loss.toFixed(4), tensorMiB?.toFixed(0) ?? '–'];
      console.log(`| ${[engine, answer.device, task, ...cells, answer.peakMiB.toFixed(0)].join(' | ')} |`);
    }
  }
}

async function asked(engine: EngineName): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fileURLToPath(import.meta.url), '--only', engine],
    { maxBuffer: 2 ** 24 },
  );
  return JSON.parse(stdout) as Answer;
}

async function measured(name: EngineName): Promise<Answer> {
  const opened = await openEngine(name, enginesFolder(process.env));
  if (opened.kind === 'absent') return { absent: opened.reason };
  const { engine, tf } = opened;
  const bytes = (): number | null => (tf === null ? null : tf.memory().numBytes / 2 ** 20);
  const graph = await epoch(GRAPH, bytes, (shop, steps, onStep) =>
    fitGraphTaste(shop, TasteMatrix.of(shop), 1, { engine, dim: DIM, batch: GRAPH.batch, steps, onStep }),
  );
  const sessions = await epoch(SESSIONS, bytes, (shop, steps, onStep) =>
    fitSessionGru(shop, TasteMatrix.of(shop), randomVectors(shop.itemCount), 1, {
      ...{ engine, batch: SESSIONS.batch, steps, onStep },
    }),
  );
  return { device: engine.device, graph, sessions, peakMiB: process.resourceUsage().maxRSS / 1024 };
}

/** A pass over everybody, from a few steps of it after a first one. */
async function epoch(
  size: typeof GRAPH,
  bytes: () => number | null,
  fit: (
    shop: InteractionGraph,
    steps: number,
    onStep: (step: number, loss: number) => void,
  ) => Promise<unknown>,
): Promise<Measured> {
  const perStep = size === GRAPH ? size.batch : size.batch / (size.acts / size.people);
  const ends: number[] = [];
  let last = { loss: 0, tensorMiB: bytes() };
  await fit(shopOf(size), 1 + STEPS, (_, loss) => {
    ends.push(performance.now());
    last = { loss, tensorMiB: bytes() };
  });
  const stepSeconds = (ends.at(-1)! - ends[0]!) / 1000 / STEPS;
  return { seconds: stepSeconds * Math.ceil(size.people / perStep), ...last };
}

/** Everybody has about as many acts, a minute apart, on items of which some are far more popular. */
function shopOf({ people, items, acts }: typeof GRAPH): InteractionGraph {
  const random = randomOf(1);
  const shop = new InteractionGraph();
  for (let item = 0; item < items; item++) shop.addItem(`item ${item}`);
  for (let person = 0; person < people; person++) shop.addPerson(`person ${person}`);
  for (let act = 0; act < acts; act++)
    shop.addAct(act % people, Math.floor(items * random() ** 2), 'USED', 60_000 * act);
  return shop;
}

function randomVectors(items: number): ItemGraph {
  const random = randomOf(2);
  const [sent, found] = [new Float32Array(items * DIM), new Float32Array(items * DIM)];
  for (const table of [sent, found]) fillGaussian(table, DIM ** -0.5, random);
  return new ItemGraph({ dim: DIM, sent, found }, 0.7);
}

function named(names: string): EngineName[] {
  return names.split(',').map((name) => {
    const known = ENGINE_NAMES.find((one) => one === name.trim());
    if (known === undefined) throw new RangeError(`there is no engine ${name}`);
    return known;
  });
}
