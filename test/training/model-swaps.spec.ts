import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileRegistry } from '../../src/models/file-registry.js';
import { full } from '../support/full.js';
import { startShop, type RunningShop } from '../support/running-shop.js';

const SWAPS = full ? 100 : 10;
const READERS = 4;
const LIST = `{ viewer { recommendations(first: 10) { modelVersion degraded basedOn edges { parts { name } } } } }`;

interface Answer {
  readonly viewer: {
    readonly recommendations: {
      readonly modelVersion: string | null;
      readonly degraded: boolean;
      readonly edges: readonly { readonly parts: readonly { readonly name: string }[] }[];
    };
  };
}

/** Two models that alternate, each of one part, so that every edge of an answer tells by which it was ranked. */
describe('swapping models under load', () => {
  let folder: string;
  let shop: RunningShop;
  let registry: FileRegistry;
  beforeAll(
    async () => {
      folder = mkdtempSync(join(tmpdir(), 'swaps-'));
      shop = await startShop({
        SEED_DEMO: 'true',
        DATA_DIR: folder,
        RATE_LIMIT_COST_PER_MINUTE: '100000000',
      });
      registry = new FileRegistry(join(folder, 'models'));
    },
    full ? 1_200_000 : 300_000,
  );
  afterAll(async () => {
    await shop?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    `answers without an error, each answer by one model, through ${SWAPS} swaps`,
    async () => {
      const { manifest, tensors } = await registry.read((await registry.current())!);
      const fitted = Object.keys(manifest.ranker['parts'] as object);
      const own = ['graph', 'itemItem', 'itemKnn', 'likeMinded', 'itemGraph'].find((one) =>
        fitted.includes(one),
      );
      const parts = ['popularity', own!];
      expect(fitted).toEqual(expect.arrayContaining(parts));
      const rankedBy = new Map<string, string>();
      const publish = async (nth: number): Promise<string> => {
        const part = parts[nth % 2]!;
        const one = { [part]: 1 };
        const weights = { none: one, cold: one, warm: one, hot: one, timeless: one };
        const version = await registry.publish({
          manifest: {
            ...manifest,
            fittedAt: manifest.fittedAt + (nth + 1) * 1000,
            ranker: { ...manifest.ranker, weights },
          },
          tensors,
        });
        rankedBy.set(version, part);
        return version;
      };
      const tokens = await Promise.all(['alice', 'bob'].map((handle) => shop.signIn(handle)));
      let isOver = false;
      let asked = 0;
      const served = new Set<string>();
      const problems: unknown[] = [];
      const read = async (reader: number): Promise<void> => {
        while (!isOver) {
          const { data, errors } = await shop.ask<Answer>(LIST, {}, tokens[reader % 2]);
          asked++;
          const list = data.viewer.recommendations;
          const by = rankedBy.get(list.modelVersion ?? '');
          if (by !== undefined) served.add(list.modelVersion!);
          const names = new Set(
            list.edges.flatMap((edge) => edge.parts.map(({ name }) => name.toLowerCase())),
          );
          const isMixed = by !== undefined && [...names].some((name) => name !== by.toLowerCase());
          if (errors.length > 0 || list.degraded || list.edges.length === 0 || isMixed)
            problems.push({ errors, list: { ...list, edges: list.edges.length }, by, names: [...names] });
        }
      };
      const readers = Array.from({ length: READERS }, (_, reader) => read(reader));

      for (let swap = 0; swap < SWAPS; swap++) {
        const version = await publish(swap);
        const deadline = Date.now() + 60_000;
        while (!served.has(version) && Date.now() < deadline)
          await new Promise((resolve) => setTimeout(resolve, 5));
        expect(served).toContain(version);
      }
      isOver = true;
      await Promise.all(readers);

      expect(problems).toEqual([]);
      expect(served.size).toBe(SWAPS);
      expect(asked).toBeGreaterThan(SWAPS);
      if (full) process.stderr.write(`${asked} answers through ${served.size} swaps\n`);
    },
    full ? 900_000 : 240_000,
  );
});
