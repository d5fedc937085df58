import { join } from 'node:path';
import util from 'node:util';
import type { Engine } from '../neural/engine.js';
import type { TensorFlow } from './device-matrix.js';
import { firstLine, loadPackage } from './load-package.js';
import { quieten } from './quieten.js';
import { registerSparseOps, segmentKernels } from './sparse-ops.js';
import { tensorFlowEngine } from './tensorflow-engine.js';

/** An engine that is there, or why it is not. */
export type Opened =
  | {
      readonly kind: 'open';
      readonly engine: Engine;
      readonly tf: TensorFlow | null;
      readonly isGpu: boolean;
    }
  | { readonly kind: 'absent'; readonly reason: string };

const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** Opens libtensorflow: on a graphics card where it was built for one and finds one, else on the processor. */
export async function openTensorFlow(folder: string): Promise<Opened> {
  // libtensorflow reads them as it is loaded: warnings of its own are no news for a user, and cards are shared.
  /* eslint-disable no-restricted-properties */
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  /* eslint-enable no-restricted-properties */
  // tfjs-node calls a function that Node 24 no longer has.
  if (!('isNullOrUndefined' in util))
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  const reasons: string[] = [];
  for (const name of PACKAGES) {
    const loaded = await loadPackage<TensorFlow>(name, join(folder, 'tensorflow'));
    if (loaded.kind === 'absent') {
      reasons.push(loaded.reason);
      continue;
    }
    try {
      const tf = loaded.value;
      quieten(tf);
      if (!(await tf.setBackend('tensorflow'))) throw new Error('its backend does not start');
      registerSparseOps(tf, 'tensorflow', segmentKernels(tf));
      const backend = tf.backend() as { readonly isUsingGpuDevice?: boolean };
      const isGpu = backend.isUsingGpuDevice === true;
      const device = isGpu ? 'a CUDA device' : 'the processor';
      return { kind: 'open', engine: tensorFlowEngine(tf, 'tensorflow', device), tf, isGpu };
    } catch (error) {
      reasons.push(`${name} does not start: ${firstLine(error)}`);
    }
  }
  return { kind: 'absent', reason: reasons.at(-1)! };
}
