import { CPU_ENGINE, type EngineName } from '../neural/engine.js';
import { openTensorFlow, type Opened } from './open-tensorflow.js';
import { openWebGpu } from './open-webgpu.js';

/** Opens an engine by name; packages are looked for in the project and in `folder`, see `enginesFolder`. */
export async function openEngine(name: EngineName, folder: string): Promise<Opened> {
  switch (name) {
    case 'cpu':
      return { kind: 'open', engine: CPU_ENGINE, tf: null, isGpu: false };
    case 'tensorflow':
      return openTensorFlow(folder);
    case 'webgpu':
      return openWebGpu(folder);
  }
}
