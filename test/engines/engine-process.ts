// Asks one engine, in a process of its own: native code that crashes takes nobody along.
// node --import ./test/support/typescript.mjs test/engines/engine-process.ts tensorflow|webgpu
import type { EngineName } from '../../graph-models/neural/engine.js';
import { enginesFolder } from '../../graph-models/tensorflow/load-package.js';
import { openEngine } from '../../graph-models/tensorflow/open-engine.js';
import { SessionTrainer } from '../../graph-models/tensorflow/session-trainer.js';
import { TowerTrainer } from '../../graph-models/tensorflow/tower-trainer.js';
import { engineAnswers, type Answers } from './answers.js';
import { operationAnswers, type Operations } from './operations.js';

const opened = await openEngine(process.argv[2] as EngineName, enginesFolder(process.env));
if (opened.kind === 'absent') answer(opened);
else {
  const { tf, engine } = opened;
  if (tf === null) throw new Error('our own kernels need no process');
  const operations = await operationAnswers(tf);
  const before = tf.memory().numTensors;
  const read = ({ loss, gradients }: { loss: number; gradients: readonly Float32Array[] }) => {
    return { loss, gradients: gradients.map((each) => [...each]) };
  };
  const answers = await engineAnswers(engine, {
    towers: async (plan, batch) => {
      const trainer = new TowerTrainer(tf, plan);
      const answered = await trainer.lossAndGradients(batch);
      trainer.dispose();
      return read(answered);
    },
    session: async (training, batch) => {
      const trainer = new SessionTrainer(tf, training);
      const answered = await trainer.lossAndGradients(batch);
      trainer.dispose();
      return read(answered);
    },
  });
  answer({ kind: 'open', answers, operations, leaked: tf.memory().numTensors - before });
}

function answer(of: EngineReport): void {
  // Dawn keeps a process alive for as long as it has a device.
  process.stdout.write(JSON.stringify(of), () => process.exit(0));
}

export type EngineReport =
  | { readonly kind: 'absent'; readonly reason: string }
  | {
      readonly kind: 'open';
      readonly answers: Answers;
      readonly operations: Operations;
      /** Tensors that are left when everything has been let go. */
      readonly leaked: number;
    };
