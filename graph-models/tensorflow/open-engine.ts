import { CPU_ENGINE, type EngineName } from '../neural/engine.js';
import { openTensorFlow, type Opened } from './open-tensorflow.js';
import { openWebGpu } from './open-webgpu.js';

/**
 * Opens an engine by name; packages are looked for in the project and in `folder`, see `enginesFolder`.
 *
 * @param cardOnly whether WebGPU in software is as good as none
 */
export async function openEngine(name: EngineName, folder: string, cardOnly = false): Promise<Opened> {
  switch (name) {
    case 'cpu':
      return { kind: 'open', engine: CPU_ENGINE, tf: null, isGpu: false };
    case 'tensorflow':
      return openTensorFlow(folder);
    case 'webgpu':
      return openWebGpu(folder, cardOnly);
  }
}
