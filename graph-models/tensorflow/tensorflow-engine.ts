import type { Engine, EngineName } from '../neural/engine.js';
import { towerBatches } from '../neural/tower-batches.js';
import type { TensorFlow } from './device-matrix.js';
import type { DeviceTrainer } from './device-trainer.js';
import { SessionTrainer } from './session-trainer.js';
import { TowerTrainer } from './tower-trainer.js';

/** Trains on a backend of TensorFlow.js that knows our operations, see `registerSparseOps`. */
export function tensorFlowEngine(tf: TensorFlow, name: EngineName, device: string): Engine {
  return {
    name,
    device,
    trainTowers: (_numerics, towers, examples, itemCounts, options) =>
      trained(
        () => new TowerTrainer(tf, towers.plan),
        towerBatches(examples, itemCounts, options),
        options.onStep,
      ),
    trainSession: (training, batches, onStep) =>
      trained(() => new SessionTrainer(tf, training), batches(), onStep),
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
