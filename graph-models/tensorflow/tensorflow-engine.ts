import type { Engine, EngineName } from '../neural/engine.js';
import { towerBatches } from '../neural/tower-batches.js';
import type { TensorFlow } from './device-matrix.js';
import { SessionTrainer } from './session-trainer.js';
import { TowerTrainer } from './tower-trainer.js';

/** Trains on a backend of TensorFlow.js that knows our operations, see `registerSparseOps`. */
export function tensorFlowEngine(tf: TensorFlow, name: EngineName, device: string): Engine {
  return {
    name,
    device,
    trainTowers: async (_numerics, towers, examples, itemCounts, options) => {
      const trainer = new TowerTrainer(tf, towers.plan);
      try {
        for (const batch of towerBatches(examples, itemCounts, options)) {
          const loss = await trainer.step(batch);
          options.onStep?.(batch.step, loss);
        }
        await trainer.writeBack();
      } finally {
        trainer.dispose();
      }
    },
    trainSession: async (training, batches, onStep = () => undefined) => {
      const trainer = new SessionTrainer(tf, training);
      try {
        for (const batch of batches()) onStep(batch.step, await trainer.step(batch));
        await trainer.writeBack();
      } finally {
        trainer.dispose();
      }
    },
  };
}
