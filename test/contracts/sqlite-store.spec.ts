import { afterAll, afterEach } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { describeGraphStore } from './graph-store.contract.js';

const folder = mkdtempSync(join(tmpdir(), 'grapevine-contract-'));
let files = 0;
let opened: Store[] = [];

afterEach(async () => {
  for (const store of opened) await store.close();
  opened = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const openAgain = async () => {
  const store = await openStore(`file:${join(folder, `${files}.db`)}`);
  opened.push(store);
  return store;
};

describeGraphStore(
  'SQLite',
  () => {
    files += 1;
    return openAgain();
  },
  { openAgain },
);
