/**
 * How long a server answers nobody while it takes up a newer model:
 * `npm run bench:swaps -- --data DIR [--swaps 60] [--asked 10]`. DIR is the data folder of a shop that has a model.
 * The model is published twice into a folder beside it, the pointer moves from one to the other, and the longest pause of
 * the event loop, the collections of garbage and the memory are taken of each swap; between swaps lists are made.
 */
import 'reflect-metadata';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { viewerOf } from '../graph-models/neural/part.js';
import { readConfig } from '../src/config.js';
import { Relay } from '../src/events/relay.js';
import { ModelService } from '../src/features/recommendations/index.js';
import { LiveGraph } from '../src/live-graph/live-graph.js';
import { FileRegistry } from '../src/models/file-registry.js';
import { openStore } from '../src/store/open.js';
import { modelsIn } from '../src/training-job.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    swaps: { type: 'string', default: '60' },
    asked: { type: 'string', default: '10' },
  },
});
if (values.data === undefined) throw new Error('name the data folder of a shop with --data');
const [swaps, asked] = [Number(values.swaps), Number(values.asked)];
const config = readConfig({ ...process.env, DATA_DIR: values.data });
const log = pino({ level: 'error' });
const folder = mkdtempSync(join(tmpdir(), 'grapevine-bench-swaps-'));
const store = await openStore(config.databaseUrl);
const relay = new Relay(store, { log });
try {
  const live = await LiveGraph.start(store, relay, { log });
  const versions = await publishTwice();
  const models = await ModelService.start(live, new FileRegistry(folder), { log, pollMs: 3_600_000 });
  await measure(live, models, versions);
  await models.close();
  await live.close();
} finally {
  await relay.close();
  await store.close();
  rmSync(folder, { recursive: true });
}

async function publishTwice(): Promise<readonly string[]> {
  const { registry } = modelsIn(config.dataDir);
  const current = await registry.current();
  if (current === null) throw new Error(`${config.dataDir} has no model`);
  const { manifest, tensors } = await registry.read(current);
  const beside = new FileRegistry(folder);
  const bytes = Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 0);
  const { people, items, acts } = manifest.watermark;
  console.log(
    `${people} people, ${items} items, ${acts} acts; tensors of ${(bytes / 2 ** 20).toFixed(0)} MiB\n`,
  );
  const published: string[] = [];
  for (const later of [0, 1000])
    published.push(
      await beside.publish({ manifest: { ...manifest, fittedAt: manifest.fittedAt + later }, tensors }),
    );
  return published;
}

async function measure(live: LiveGraph, models: ModelService, versions: readonly string[]): Promise<void> {
  const collections: number[] = [];
  const forced: number[] = [];
  const watching = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { duration } = entry;
      const { flags } = (entry as PerformanceEntry & { detail: { flags: number } }).detail;
      collections.push(duration);
      if (flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) forced.push(duration);
    }
  });
  watching.observe({ entryTypes: ['gc'] });
  const pauses: number[] = [];
  const longestCollections: number[] = [];
  let mostRss = 0;
  for (let swap = 0; swap < swaps; swap++) {
    const version = versions[swap % 2]!;
    writeFileSync(join(folder, 'next'), version);
    renameSync(join(folder, 'next'), join(folder, 'current'));
    await turn();
    collections.length = 0;
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await turn();
    await models.look();
    await turn();
    delay.disable();
    if (models.serving().version !== version) throw new Error(`${version} is not served`);
    pauses.push(delay.max / 1e6);
    longestCollections.push(Math.max(0, ...collections));
    mostRss = Math.max(mostRss, process.memoryUsage.rss());
    makeLists(live, models);
  }
  watching.disconnect();
  const sorted = pauses.toSorted((a, b) => a - b);
  const shown = (ms: number): string => `${ms.toFixed(0)} ms`;
  console.log(
    `${swaps} swaps: the event loop stood still for ${shown(sorted[swaps >> 1]!)} at the median, ` +
      `${shown(sorted[swaps - 1]!)} at most; the longest collection took ${shown(Math.max(...longestCollections))}, ` +
      `${longestCollections.filter((ms) => ms > 20).length} of them above 20 ms; ${forced.length} were asked for by the kernels, at most ${shown(Math.max(0, ...forced))}; ${(mostRss / 2 ** 20).toFixed(0)} MiB at most`,
  );
  console.log(pauses.map((ms) => ms.toFixed(0)).join(' '));
}

function makeLists(live: LiveGraph, models: ModelService): void {
  const { graph } = live.state;
  const { rankers } = models.serving();
  for (let person = 0; person < Math.min(asked, graph.personCount); person++)
    rankers?.ranker.rank(viewerOf(graph, person), { k: 20 });
}

/** Long enough for the delay of this turn to be counted. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
