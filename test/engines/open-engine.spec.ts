import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CPU_ENGINE } from '../../graph-models/neural/engine.js';
import { chooseEngine } from '../../graph-models/tensorflow/choose-engine.js';

const silent = (): void => undefined;

describe('a package that is there and does not work', () => {
  /** A folder of engines in which packages are this code. */
  function folderWith(engine: string, packages: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'grapevine-engines-'));
    for (const [name, code] of Object.entries(packages)) {
      const place = join(folder, engine, 'node_modules', name);
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
      writeFileSync(join(place, 'index.js'), code);
    }
    return folder;
  }

  it.each([
    [
      'that does not load',
      `throw new Error('libtensorflow.so.2: no such file\\nand much more')`,
      '@tensorflow/tfjs-node does not load: libtensorflow.so.2: no such file',
    ],
    [
      'whose backend does not start',
      `module.exports = { env: () => ({ set() {} }), setBackend: () => Promise.resolve(false) }`,
      '@tensorflow/tfjs-node does not start: its backend does not start',
    ],
  ])('is told in one line, and our kernels are taken: TensorFlow %s', async (_, code, reason) => {
    const folder = folderWith('tensorflow', { '@tensorflow/tfjs-node': code });

    expect(await chooseEngine('tensorflow', folder, silent)).toEqual({ kind: 'absent', reason });
    expect(await chooseEngine('auto', folder, silent)).toEqual({
      ...{ kind: 'chosen', engine: CPU_ENGINE, because: `${reason}; webgpu is not installed` },
    });
  });

  const library = { '@tensorflow/tfjs': '', '@tensorflow/tfjs-backend-webgpu': '' };
  it.each([
    ['no backend beside it', {}, 'null', '@tensorflow/tfjs-backend-webgpu is not installed'],
    ['no adapter', library, 'null', 'webgpu finds no adapter: is there a Vulkan driver?'],
    [
      'a driver that fails',
      library,
      `Promise.reject(new Error('the device is lost\\nand more'))`,
      'webgpu does not start: the device is lost',
    ],
  ])('is told in one line: WebGPU with %s', async (_, beside, adapter, reason) => {
    const webgpu = `exports.create = () => ({ requestAdapter: async () => ${adapter} })`;

    expect(await chooseEngine('webgpu', folderWith('webgpu', { webgpu, ...beside }), silent)).toEqual({
      ...{ kind: 'absent', reason },
    });
  });

  it('is WebGPU in software for auto: nothing of the library is loaded for it', async () => {
    const info = `{ vendor: '', architecture: 'swiftshader', description: 'SwiftShader driver' }`;
    const folder = folderWith('webgpu', {
      webgpu: `exports.create = () => ({ requestAdapter: async () => ({ info: ${info} }) })`,
      '@tensorflow/tfjs': `throw new Error('it was loaded')`,
      '@tensorflow/tfjs-backend-webgpu': `throw new Error('it was loaded')`,
    });

    expect(await chooseEngine('auto', folder, silent)).toHaveProperty(
      'because',
      '@tensorflow/tfjs-node is not installed; webgpu finds an adapter of software only',
    );
    expect(await chooseEngine('webgpu', folder, silent)).toEqual({
      ...{ kind: 'absent', reason: 'webgpu does not start: it was loaded' },
    });
  });
});
