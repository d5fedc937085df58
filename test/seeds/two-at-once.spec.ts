import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedState } from '../../seeds/small-town/perform/seed-progress.js';
import { deskOf } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { CopyMarker } from '../../src/copying/copy-marker.js';
import { seedDemo } from '../../src/seeding.js';
import type { Store } from '../../src/store/graph-store.js';
import type { Steps } from '../../src/steps.js';
import { openStore } from '../../src/store/open.js';
import { describeOnEachStore } from '../support/stores.js';

const HAMLET = { seed: 3, people: 40, items: 120, acts: 600, endsAt: Date.UTC(2026, 9, 31, 20) };
const PATIENCE_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'two-first-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Meanwhile {
  readonly stalledMs?: number;
  /** Comes between the town's steps and the copy. */
  readonly performed?: () => Promise<void>;
}

/** A first process; its data folder is its own. */
async function first(
  name: string,
  databaseUrl: string,
  store: Store,
  { stalledMs = 20_000, performed = async () => undefined }: Meanwhile = {},
): Promise<boolean> {
  const dataDir = join(folder, name);
  const config = readConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    GRAPEVINE_SECRET: 'one secret for every process of a shop',
  });
  const steps: Steps = async (name, run) => {
    const outcome = await run(() => undefined);
    if (name === 'Seeding the demo town') await performed();
    return outcome;
  };
  return seedDemo(config, deskOf(config), store, steps, { town: HAMLET, stalledMs });
}

async function expectWholeTown(store: Store): Promise<void> {
  expect(await seedState(store)).toEqual({ kind: 'seeded' });
  expect(await CopyMarker.find(store)).toBeNull();
  let people = 0;
  for await (const nodes of store.scanNodes('User')) people += nodes.length;
  expect(people).toBe(HAMLET.people);
  const events = await store.eventsAfter(0, 1_000_000);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
}

describe('two first processes on one file', () => {
  it(
    'seed one town: one of them does it, and the other waits',
    async () => {
      const url = `file:${join(folder, 'shop.db')}`;
      const stores = [await openStore(url), await openStore(url)];

      const wrote = await Promise.all(stores.map((store, n) => first(`file-${n}`, url, store)));

      expect(wrote.filter((one) => one)).toHaveLength(1);
      await expectWholeTown(stores[0]!);
      for (const store of stores) await store.close();
    },
    PATIENCE_MS,
  );
});

describeOnEachStore('two first processes on one store over a network', (openEmptyStore) => {
  const URL = 'neo4j://somebody@somewhere';

  it(
    'seed one town: one of them does it, and the other waits',
    async () => {
      const store = await openEmptyStore();

      const wrote = await Promise.all(['a', 'b'].map((name) => first(name, URL, store)));

      expect(wrote.filter((one) => one)).toHaveLength(1);
      await expectWholeTown(store);
    },
    PATIENCE_MS,
  );

  it(
    'leave the town alone that another one has put there while they made theirs',
    async () => {
      const store = await openEmptyStore();
      const performed = async (): Promise<void> => {
        expect(await first('quick', URL, store)).toBe(true);
      };

      expect(await first('slow', URL, store, { performed })).toBe(false);
      await expectWholeTown(store);
    },
    PATIENCE_MS,
  );

  it(
    'say so when what another one began stands still and is not theirs to finish',
    async () => {
      const store = await openEmptyStore();
      await CopyMarker.put(store, { place: '0'.repeat(16), content: '0'.repeat(16) });

      await expect(first('c', URL, store, { stalledMs: 500 })).rejects.toThrow(
        'holds a begun copy of another store',
      );
    },
    PATIENCE_MS,
  );
});
