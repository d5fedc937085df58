import type { Engine } from '../graph-models/neural/engine.js';
import { chooseEngine, type EngineWish } from '../graph-models/tensorflow/choose-engine.js';
import { enginesFolder } from './config.js';
import { OperatorError } from './failure.js';

/**
 * The engine that was wished for; `note` is told which it is and why, and later if it gives way to our own kernels.
 * @throws OperatorError when one was asked for by name that is not there
 */
export async function engineFor(wish: EngineWish, note: (text: string) => void): Promise<Engine> {
  const choice = await chooseEngine(wish, enginesFolder(), note);
  if (choice.kind === 'absent')
    throw new OperatorError(`There is no engine ${wish}: ${choice.reason}; see docs/operations/gpu.md.`);
  const { engine, because } = choice;
  note(`Computing with ${engine.name} on ${engine.device}: ${because}.`);
  return engine;
}
