import { join } from 'node:path';
import type { TensorFlow } from './device-matrix.js';
import { findPackage, firstLine, importFile, loadPackage, resolved } from './load-package.js';
import type { Opened } from './open-tensorflow.js';
import { quieten } from './quieten.js';
import { registerSparseOps } from './sparse-ops.js';
import { tensorFlowEngine } from './tensorflow-engine.js';
import { webGpuKernels, type WebGpuBackend, type WebGpuUtilities } from './webgpu-kernels.js';

/** What we use of Dawn's bindings. */
interface Dawn {
  readonly create: (flags: readonly string[]) => {
    requestAdapter(options: object): Promise<Adapter | null>;
  };
  readonly globals: object;
}

interface Adapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
}

const BACKEND = '@tensorflow/tfjs-backend-webgpu';
/** The whole of it: its core alone knows no gradients in Node. */
const LIBRARY = '@tensorflow/tfjs';

/**
 * Opens a graphics card through Dawn; an adapter of software counts as no `isGpu`.
 *
 * @param cardOnly whether an adapter of software is as good as none: then nothing of TensorFlow.js is loaded for it
 */
export async function openWebGpu(folder: string, cardOnly: boolean): Promise<Opened> {
  const own = join(folder, 'webgpu');
  const dawn = await loadPackage<Dawn>('webgpu', own);
  if (dawn.kind === 'absent') return dawn;
  const backend = findPackage(BACKEND, own);
  // The same copy as the backend's: what is registered in another would not be seen.
  const library = backend === null ? null : resolved(LIBRARY, backend);
  if (backend === null || library === null) return { kind: 'absent', reason: `${BACKEND} is not installed` };
  try {
    const { create, globals } = dawn.value;
    const gpu = create([]);
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null)
      return { kind: 'absent', reason: 'webgpu finds no adapter: is there a Vulkan driver?' };
    const isGpu = isCard(adapter);
    if (cardOnly && !isGpu) return { kind: 'absent', reason: 'webgpu finds an adapter of software only' };
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
    // The backend looks for `navigator.gpu` when it is loaded, and not again.
    const { webgpu_util: utilities } = await importFile<{ webgpu_util: WebGpuUtilities }>(backend);
    const tf = await importFile<TensorFlow>(library);
    quieten(tf);
    if (!(await tf.setBackend('webgpu'))) throw new Error('its backend does not start');
    // Answers on the processor would be of another order of sums; and tables are large.
    tf.env().set('WEBGPU_CPU_FORWARD', false);
    registerSparseOps(
      tf,
      'webgpu',
      webGpuKernels(tf, () => tf.backend() as unknown as WebGpuBackend, utilities),
    );
    const { architecture, description } = adapter.info;
    const device = description === '' ? architecture : description;
    return { kind: 'open', engine: tensorFlowEngine(tf, 'webgpu', device), tf, isGpu };
  } catch (error) {
    return { kind: 'absent', reason: `webgpu does not start: ${firstLine(error)}` };
  }
}

function isCard({ info: { architecture, description, isFallbackAdapter } }: Adapter): boolean {
  return (
    isFallbackAdapter !== true && !/swiftshader|llvmpipe|lavapipe/i.test(`${architecture} ${description}`)
  );
}
