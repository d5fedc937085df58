import { CPU_ENGINE, ENGINE_NAMES, type Engine } from '../neural/engine.js';
import { probeSessions, probeTowers, type Probe } from './engine-probe.js';
import { FallingBack } from './falling-back.js';
import { openEngine } from './open-engine.js';

/** What may be asked for: an engine, or `auto`, the fastest there is. */
export const ENGINE_WISHES = ['auto', ...ENGINE_NAMES] as const;
export type EngineWish = (typeof ENGINE_WISHES)[number];

export type EngineChoice =
  | { readonly kind: 'chosen'; readonly engine: Engine; readonly because: string }
  | { readonly kind: 'absent'; readonly reason: string };

/** How engines are opened, and how long some of their work takes. */
export interface EngineTrials {
  readonly open: typeof openEngine;
  readonly towers: Probe;
  readonly sessions: Probe;
}

const TRIALS: EngineTrials = { open: openEngine, towers: probeTowers, sessions: probeSessions };

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
  { open, towers: ofTowers, sessions: ofSessions } = TRIALS,
): Promise<EngineChoice> {
  if (wish !== 'auto') {
    const opened = await open(wish, folder);
    return opened.kind === 'absent' ? opened : { ...opened, kind: 'chosen', because: 'asked for' };
  }
  const tensorflow = await open('tensorflow', folder);
  const card =
    tensorflow.kind === 'open' && tensorflow.isGpu ? tensorflow : await open('webgpu', folder, true);
  if (card.kind === 'open')
    return { kind: 'chosen', engine: new FallingBack(card.engine, note), because: 'a graphics card' };
  if (tensorflow.kind === 'absent')
    return { kind: 'chosen', engine: CPU_ENGINE, because: `${tensorflow.reason}; ${card.reason}` };
  const theirs = new FallingBack(tensorflow.engine, note);
  const [towers, sessions] = [await faster(theirs, ofTowers), await faster(theirs, ofSessions)];
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

async function faster(theirs: Engine, probe: Probe): Promise<Race> {
  const [theirMs, ownMs] = [await probe(theirs), await probe(CPU_ENGINE)];
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
