/**
 * Times every verb of the store and the same by the raw driver, on one database and in one process:
 * `node dist/bench/store/run.js [--edges 1000000] [--url URL] [--rounds 40] [--only VERB]`. The store at URL must be
 * empty, or hold what an earlier run put there; without one, a SQLite file is made and taken away.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore, pathOf } from '../../src/store/open.js';
import { holdsShop, loadShop, sizeOf } from './made-up-shop.js';
import { measure } from './measure.js';
import { oursOf } from './ours.js';
import { tasksOf } from './tasks.js';
import type { Verbs } from './verbs.js';

const { values } = parseArgs({
  options: {
    edges: { type: 'string', default: '1000000' },
    url: { type: 'string' },
    rounds: { type: 'string', default: '40' },
    only: { type: 'string' },
  },
});
const size = sizeOf(Number(values.edges));
if (!Number.isInteger(size.items) || size.items < 1000) {
  throw new RangeError(`--edges is a multiple of 50 from 50,000 on, not ${values.edges}`);
}
const folder = values.url === undefined ? mkdtempSync(join(tmpdir(), 'grapevine-bench-store-')) : null;
const url = values.url ?? `file:${join(folder ?? '', 'shop.db')}`;
try {
  await fill();
  await report();
} finally {
  if (folder !== null) rmSync(folder, { recursive: true });
}

async function fill(): Promise<void> {
  const store = await openStore(url, { synced: 'atCheckpoints' });
  try {
    if (await holdsShop(store, size)) return;
    const started = performance.now();
    await loadShop(store, size);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(`${size.people} people, ${size.items} items, ${size.edges} relationships: ${seconds} s\n`);
  } finally {
    await store.close();
  }
}

async function report(): Promise<void> {
  const sides = { raw: await rawOf(), ours: oursOf(await openStore(url)) };
  try {
    console.log('| verb | batch | raw ms | ours ms | ours / raw |\n|---|---|---:|---:|---:|');
    for (const task of tasksOf(size)) {
      if (values.only !== undefined && values.only !== task.verb) continue;
      const { raw, ours, ratio } = await measure(task, sides, Number(values.rounds));
      const cells = [task.verb, task.batch, raw.toFixed(3), ours.toFixed(3), ratio.toFixed(2)];
      console.log(`| ${cells.join(' | ')} |`);
    }
  } finally {
    await sides.raw.close();
    await sides.ours.close();
  }
}

async function rawOf(): Promise<Verbs> {
  if (url.startsWith('file:')) return new (await import('./raw-sqlite.js')).RawSqlite(pathOf(url));
  return new (await import('./raw-neo4j.js')).RawNeo4j(url);
}
