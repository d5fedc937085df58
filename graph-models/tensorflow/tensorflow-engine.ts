import type { Engine, EngineName } from '../neural/engine.js';
import { towerBatches } from '../neural/tower-batches.js';
import type { TensorFlow } from './device-matrix.js';
import type { DeviceTrainer } from './device-trainer.js';
import { SessionTrainer } from './session-trainer.js';
import { TowerTrainer } from './tower-trainer.js';

/**
 * Trains on a backend of TensorFlow.js that knows our operations, see `registerSparseOps`. All copies of the library in a
 * process have one active backend between them, so that it is made this one's again before every training.
 */
export function tensorFlowEngine(tf: TensorFlow, name: EngineName, device: string): Engine {
  const active = async (): Promise<void> => {
    if (!(await tf.setBackend(name))) throw new Error(`the backend ${name} does not start again`);
  };
  return {
    name,
    device,
    trainTowers: async (_numerics, towers, examples, itemCounts, options) => {
      await active();
      const batches = towerBatches(examples, itemCounts, options);
      await trained(() => new TowerTrainer(tf, towers.plan), batches, options.onStep);
    },
    trainSession: async (training, batches, onStep) => {
      await active();
      await trained(() => new SessionTrainer(tf, training), batches(), onStep);
    },
  };
}

async function trained<B extends { readonly step: number; readonly learningRate: number }>(
  begun: () => DeviceTrainer<B>,
  batches: Iterable<B>,
  onStep: (step: number, loss: number) => void = () => undefined,
): Promise<void> {
  const trainer = begun();
  try {
    for (const batch of batches) onStep(batch.step, await trainer.step(batch));
    await trainer.writeBack();
  } finally {
    trainer.dispose();
  }
}
