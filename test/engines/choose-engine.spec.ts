import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CPU_ENGINE, type Engine } from '../../graph-models/neural/engine.js';
import { fitGraphTaste } from '../../graph-models/neural/fit-graph-taste.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { chooseEngine, type EngineWish } from '../../graph-models/tensorflow/choose-engine.js';
import { probeSessions, probeTowers } from '../../graph-models/tensorflow/engine-probe.js';
import { FallingBack } from '../../graph-models/tensorflow/falling-back.js';
import type { Opened } from '../../graph-models/tensorflow/open-tensorflow.js';
import { engineFor } from '../../src/engine-for.js';
import { OperatorError } from '../../src/failure.js';
import { plantedTown } from '../learning/small-town.js';

const nowhere = mkdtempSync(join(tmpdir(), 'grapevine-engines-'));
const silent = (): void => undefined;

describe('the choice of an engine', () => {
  it('is our own kernels where nothing else is installed, and says what is not', async () => {
    const choice = await chooseEngine('auto', nowhere, silent);

    expect(choice).toMatchObject({ kind: 'chosen', engine: CPU_ENGINE });
    expect(choice).toHaveProperty(
      'because',
      '@tensorflow/tfjs-node is not installed; webgpu is not installed',
    );
  });

  it('is never another than the one asked for by name', async () => {
    expect(await chooseEngine('webgpu', nowhere, silent)).toEqual({
      kind: 'absent',
      reason: 'webgpu is not installed',
    });
    expect(await chooseEngine('cpu', nowhere, silent)).toMatchObject({ engine: CPU_ENGINE });
  });
});

/** An engine that notes what it is given, and trains with our kernels. */
function engineNamed(name: string, device: string) {
  const given: string[] = [];
  const engine: Engine = {
    ...{ name, device },
    trainTowers: (...args) => {
      given.push('towers');
      return CPU_ENGINE.trainTowers(...args);
    },
    trainSession: (...args) => {
      given.push('sessions');
      return CPU_ENGINE.trainSession(...args);
    },
  };
  return { engine, given };
}

describe('the choice of the fastest', () => {
  const tensorflow = engineNamed('tensorflow', 'the processor').engine;
  const onCuda = engineNamed('tensorflow', 'a CUDA device').engine;
  const webgpu = engineNamed('webgpu', 'NVIDIA H100').engine;
  const open = (engine: Engine, isGpu: boolean): Opened => ({ kind: 'open', engine, tf: null, isGpu });
  const absent: Opened = { kind: 'absent', reason: 'webgpu is not installed' };
  const softwareOnly: Opened = { kind: 'absent', reason: 'webgpu finds an adapter of software only' };

  /** What is chosen where these open, and a probe takes so long on TensorFlow when it takes us 100 ms. */
  async function chosen(
    there: { readonly tensorflow: Opened; readonly webgpu: Opened },
    { towersMs = 100, sessionsMs = 100 } = {},
    wish: EngineWish = 'auto',
  ) {
    const probed: string[] = [];
    const probe = (ms: number) => (engine: Engine) => {
      probed.push(engine.name);
      return Promise.resolve(engine.name === 'cpu' ? 100 : ms);
    };
    const choice = await chooseEngine(wish, nowhere, silent, {
      open: (name, _folder, cardOnly = false) => {
        if (name === 'tensorflow') return Promise.resolve(there.tensorflow);
        const isNone = cardOnly && there.webgpu.kind === 'open' && !there.webgpu.isGpu;
        return Promise.resolve(isNone ? softwareOnly : there.webgpu);
      },
      towers: probe(towersMs),
      sessions: probe(sessionsMs),
    });
    if (choice.kind === 'absent') throw new Error(choice.reason);
    return { ...choice, name: choice.engine.name, device: choice.engine.device, probed };
  }

  it('is a graphics card, whichever library finds it, without a probe', async () => {
    const software = open(engineNamed('webgpu', 'SwiftShader').engine, false);

    expect(await chosen({ tensorflow: open(onCuda, true), webgpu: software })).toMatchObject({
      ...{ name: 'tensorflow', device: 'a CUDA device', because: 'a graphics card', probed: [] },
    });
    expect(await chosen({ tensorflow: open(tensorflow, false), webgpu: open(webgpu, true) })).toMatchObject({
      ...{ name: 'webgpu', device: 'NVIDIA H100', because: 'a graphics card', probed: [] },
    });
  });

  it('is never WebGPU in software', async () => {
    const software = open(engineNamed('webgpu', 'SwiftShader').engine, false);

    expect(await chosen({ tensorflow: open(tensorflow, false), webgpu: software })).toMatchObject({
      name: 'cpu',
      probed: ['tensorflow', 'cpu', 'tensorflow', 'cpu'],
    });
    expect(await chosen({ tensorflow: absent, webgpu: software })).toMatchObject({
      name: 'cpu',
      because: 'webgpu is not installed; webgpu finds an adapter of software only',
    });
  });

  it.each([
    ['both kinds of work', 50, 50, 'tensorflow'],
    ['graphs', 50, 100, 'tensorflow, sessions cpu'],
    ['sessions', 100, 50, 'cpu, sessions tensorflow'],
    ['nothing', 200, 100, 'cpu'],
    ['nothing by more than a tenth', 91, 91, 'cpu'],
  ])(
    'without a card is TensorFlow for %s, where a probe finds it faster',
    async (_, towersMs, sessionsMs, name) => {
      const there = { tensorflow: open(tensorflow, false), webgpu: absent };

      const choice = await chosen(there, { towersMs, sessionsMs });

      expect(choice.name).toBe(name);
      expect(choice.because).toBe(
        `no graphics card; a probe of graphs took tensorflow ${towersMs} ms and our kernels 100 ms, ` +
          `one of sessions took tensorflow ${sessionsMs} ms and our kernels 100 ms`,
      );
    },
  );

  it('gives each kind of work to the engine that is faster at it', async () => {
    const { engine, given } = engineNamed('tensorflow', 'the processor');
    const there = { tensorflow: open(engine, false), webgpu: absent };
    const { engine: both } = await chosen(there, { sessionsMs: 50 });

    expect(await probeTowers(both)).toBeGreaterThan(0);
    expect(given).toEqual([]);
    expect(await probeSessions(both)).toBeGreaterThan(0);
    // Some steps before the clock runs, and those that it times.
    expect(given).toEqual(['sessions', 'sessions']);
  });

  it('is asked nothing where an engine is asked for by name', async () => {
    const there = { tensorflow: open(onCuda, true), webgpu: open(webgpu, true) };

    expect(await chosen(there, {}, 'webgpu')).toMatchObject({
      engine: webgpu,
      because: 'asked for',
      probed: [],
    });
  });
});

describe('an engine for training', () => {
  const before = process.env['GRAPEVINE_ENGINES'];
  beforeAll(() => {
    process.env['GRAPEVINE_ENGINES'] = nowhere;
  });
  afterAll(() => {
    if (before === undefined) delete process.env['GRAPEVINE_ENGINES'];
    else process.env['GRAPEVINE_ENGINES'] = before;
  });

  it('is told, with where it runs and why', async () => {
    const notes: string[] = [];
    const note = (text: string) => notes.push(text);

    expect(await engineFor('cpu', note)).toBe(CPU_ENGINE);
    expect(await engineFor('auto', note)).toBe(CPU_ENGINE);

    expect(notes).toEqual([
      'Computing with cpu on the processor: asked for.',
      'Computing with cpu on the processor: @tensorflow/tfjs-node is not installed; webgpu is not installed.',
    ]);
  });

  it.each(['tensorflow', 'webgpu'] as const)(
    'that was asked for by name and is not there is an error in one sentence: %s',
    async (wish) => {
      const asked = engineFor(wish, silent);

      await expect(asked).rejects.toThrow(OperatorError);
      await expect(asked).rejects.toThrow(
        /^There is no engine \w+: .* is not installed; see docs\/operations\/gpu\.md\.$/,
      );
    },
  );
});

describe('an engine that nobody asked for by name', () => {
  it('gives way to our own kernels when it fails, says so, and is called by their name from then on', async () => {
    const graph = plantedTown();
    const tastes = TasteMatrix.of(graph);
    let tries = 0;
    const broken: Engine = {
      name: 'webgpu',
      device: 'a card that was pulled out',
      trainTowers: () => {
        tries++;
        return Promise.reject(new Error('the device is lost\nwith much to say'));
      },
      trainSession: () => Promise.reject(new Error('nobody comes so far')),
    };
    const told: string[] = [];
    const engine = new FallingBack(broken, (text) => told.push(text));
    const small = { dim: 16, steps: 5 };
    expect(engine.name).toBe('webgpu');

    const fitted = await fitGraphTaste(graph, tastes, 1, { ...small, engine });
    await fitGraphTaste(graph, tastes, 1, { ...small, engine });

    expect(told).toEqual(['webgpu failed, and our own kernels take its place: the device is lost']);
    expect(tries).toBe(1);
    expect(engine.name).toBe('cpu');
    const own = await fitGraphTaste(graph, tastes, 1, small);
    expect(fitted.save().tensors['sent']).toEqual(own.save().tensors['sent']);
  });
});
