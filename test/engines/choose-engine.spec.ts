import { describe, expect, it } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CPU_ENGINE, type Engine } from '../../graph-models/neural/engine.js';
import { fitGraphTaste } from '../../graph-models/neural/fit-graph-taste.js';
import { TasteMatrix } from '../../graph-models/neural/taste-matrix.js';
import { chooseEngine } from '../../graph-models/tensorflow/choose-engine.js';
import { FallingBack } from '../../graph-models/tensorflow/falling-back.js';
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
