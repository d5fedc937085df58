import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileRegistry } from '../../src/models/file-registry.js';
import { filesOnDisk, type ModelFiles } from '../../src/models/model-files.js';
import { loadLatest, saveFitted } from '../../src/models/ranker-model.js';
import { plantedTown } from '../learning/small-town.js';
import { full } from '../support/full.js';
import { popularityModel } from '../training/small-model.js';
import { publishUntilKilled } from './publishing-killed.js';

const MONDAY = Date.UTC(2026, 10, 16, 12);
const graph = plantedTown({ people: 30 });
const model = await popularityModel(graph);
/** What publishing does to the disk where there is one version already. */
const OPERATIONS = 8;

class Dead extends Error {}

/** Does `alive` operations; of the next one, a write leaves half of its content. */
function dyingAfter(alive: number): { readonly files: ModelFiles; readonly done: () => number } {
  let done = 0;
  const doing =
    <A extends unknown[]>(work: (...args: A) => Promise<void>, halfway?: (...args: A) => void) =>
    async (...args: A): Promise<void> => {
      if (done === alive) {
        halfway?.(...args);
        throw new Dead('the process died');
      }
      done++;
      await work(...args);
    };
  const files: ModelFiles = {
    makeFolder: doing(filesOnDisk.makeFolder),
    rename: doing(filesOnDisk.rename),
    remove: doing(filesOnDisk.remove),
    write: doing(filesOnDisk.write, (path: string, content: string | Uint8Array) =>
      writeFileSync(path, content.slice(0, content.length >> 1)),
    ),
  };
  return { files, done: () => done };
}

describe('publishing that is cut short', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'models-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const publish = (files: ModelFiles, at: number): Promise<string> =>
    saveFitted(new FileRegistry(folder, files), model, graph, at);
  const served = async (): Promise<string> => (await loadLatest(new FileRegistry(folder), graph))!.version;

  it.each(Array.from({ length: OPERATIONS }, (_, alive) => alive))(
    'leaves the old model serving after %i operations, and the next publisher succeeds',
    async (alive) => {
      const monday = await publish(filesOnDisk, MONDAY);

      await expect(publish(dyingAfter(alive).files, MONDAY + 60_000)).rejects.toThrow(Dead);

      expect(await served()).toBe(monday);
      const after = await publish(filesOnDisk, MONDAY + 60_000);
      expect(await served()).toBe(after);
    },
  );

  it.each(['tensors.safetensors', 'manifest.json'])(
    'leaves the old model serving, and nothing half written, when the disk is full at its %s',
    async (name) => {
      const monday = await publish(filesOnDisk, MONDAY);
      const full: ModelFiles = {
        ...filesOnDisk,
        write: (path, content) => {
          if (!path.endsWith(name)) return filesOnDisk.write(path, content);
          writeFileSync(path, content.slice(0, content.length >> 1));
          return Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
        },
      };

      await expect(publish(full, MONDAY + 60_000)).rejects.toThrow('ENOSPC');

      expect(readdirSync(folder).sort()).toEqual([monday, 'current']);
      expect(await served()).toBe(monday);
    },
  );

  it('has no other operations', async () => {
    await publish(filesOnDisk, MONDAY);
    const { files, done } = dyingAfter(Infinity);

    await publish(files, MONDAY + 60_000);

    expect(done()).toBe(OPERATIONS);
  });

  it.each([0, 1, 2, 3, 4])('serves some whole model after %i operations of going back', async (alive) => {
    const versions: string[] = [];
    for (let nth = 0; nth < 3; nth++) versions.push(await publish(filesOnDisk, MONDAY + nth * 60_000));
    const [monday] = versions as [string];

    const dying = new FileRegistry(folder, dyingAfter(alive).files);
    await expect(dying.rollBack(monday, MONDAY)).rejects.toThrow(Dead);

    expect(versions).toContain(await served());
    await new FileRegistry(folder).rollBack(monday, MONDAY);
    expect(await served()).toBe(monday);
    expect(await new FileRegistry(folder).versions()).toEqual([monday]);
  });

  it(
    'leaves a whole model serving wherever a process is killed',
    async () => {
      const kills = full ? 60 : 6;
      for (let kill = 0; kill < kills; kill++) {
        const acknowledged = await publishUntilKilled(folder, 1 + (kill % 3));

        const loaded = (await loadLatest(new FileRegistry(folder), graph))!;
        expect(loaded.version >= acknowledged).toBe(true);
        expect(loaded.refused).toEqual([]);
      }
    },
    full ? 900_000 : 120_000,
  );
});
