/**
 * How soon an act is in the actor's open list, with many lists open, and what an idle subscriber costs:
 * `node dist/bench/live.js [--subscribers 5000] [--rates 50,100,150,200] [--seconds 20] [--items 5000] [--shop DIR] [--feeds]`.
 * `--shop` keeps the shop and its first model, which takes minutes to learn, for further runs; `--rates ''` only makes them.
 * Beside it a bare graphql-ws server, in the same run; with `--feeds` what an open feed costs, too.
 */
import 'reflect-metadata';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { randomOf } from '../graph-models/neural/random.js';
import { readConfig } from '../src/config.js';
import { globalId } from '../src/graphql/global-id.js';
import { LiveSocket } from './live-socket.js';
import { liveShop } from './live-shop.js';
import { cpuMsOf, startServer, type StartedServer } from './started-server.js';

const { values } = parseArgs({
  options: {
    subscribers: { type: 'string', default: '5000' },
    rates: { type: 'string', default: '50,100,150,200' },
    seconds: { type: 'string', default: '20' },
    items: { type: 'string', default: '5000' },
    shop: { type: 'string' },
    feeds: { type: 'boolean', default: false },
  },
});
const [subscribers, seconds, items] = [
  Number(values.subscribers),
  Number(values.seconds),
  Number(values.items),
];
const rates = values.rates.split(',').filter(Boolean).map(Number);
const PATIENCE_MS = 10_000;
/** Between two rates everything comes to rest. */
const REST_MS = 3000;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

const dataDir = values.shop ?? mkdtempSync(join(tmpdir(), 'grapevine-bench-live-'));
mkdirSync(dataDir, { recursive: true });
const environment = {
  ...process.env,
  DATA_DIR: dataDir,
  SEED_DEMO: 'false',
  PORT: '0',
  HOST: '127.0.0.1',
  RATE_LIMIT_COST_PER_MINUTE: '100000000',
};
process.stderr.write(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}\n`);
const shop = await liveShop(readConfig(environment), { people: subscribers, items, seed: 1 });

if (rates.length === 0) {
  const learning = await start('dist/src/main.js');
  learning.server.kill();
  await once(learning.server, 'exit');
  process.exit();
}

process.stdout.write(
  '| server | subscribers | memory before | with idle subscribers | a subscriber |\n|---|---|---|---|---|\n',
);
const bare = await start('dist/bench/bare-live-server.js');
const bareEach = await idle('graphql-ws alone', bare, 'subscription { tick }', () => undefined);
bare.sockets.forEach((socket) => socket.close());
bare.server.kill();

if (values.feeds) {
  const feeds = await start('dist/src/main.js');
  const feed = readFileSync('schema/operations/FeedUpdates.graphql', 'utf8');
  await idle('Grapevine, open feeds', feeds, feed, (n) => shop.tokens[n]);
  feeds.sockets.forEach((socket) => socket.close());
  feeds.server.kill();
  await once(feeds.server, 'exit');
}

const ours = await start('dist/src/main.js');
const query = `subscription { recommendationUpdates(first: 20) {
  position patches { op index id edge { score node { title } } } } }`;
const oursEach = await idle('Grapevine, open lists', ours, query, (n) => shop.tokens[n]);
process.stdout.write(
  `\nA subscriber costs ${(oursEach / bareEach).toFixed(1)} times the memory of a bare one.\n\n`,
);
process.stdout.write(
  '| acts/s sent | done | CPU ms an act | act → acknowledged p50 / p95 / p99 ms | acknowledged → patch p50 / p95 / p99 ms | act → patch p50 / p95 / p99 ms | no patch in time |\n|---|---|---|---|---|---|---|\n',
);
for (const rate of rates) {
  await acts(rate);
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
}
ours.sockets.forEach((socket) => socket.close());
ours.server.kill();

/** Over connections that stay, so that none is refused: what waits, waits here. */
async function post(token: string, body: object): Promise<{ errors?: unknown }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const asking = request(`${ours.address}/graphql`, { method: 'POST', agent, headers });
  asking.end(JSON.stringify(body));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return (await json(response)) as { errors?: unknown };
}

interface Started extends StartedServer {
  readonly sockets: LiveSocket[];
}

async function start(script: string): Promise<Started> {
  const startedAt = performance.now();
  const started = await startServer(script, environment);
  const took = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stderr.write(`${script} answers after ${took} s, a first model included where it learns one\n`);
  return { ...started, sockets: [] };
}

/** Opens a subscription each, waits until every first payload is there, and says what that took. */
async function idle(
  name: string,
  { server, address, sockets }: Started,
  subscription: string,
  tokenOf: (n: number) => string | undefined,
): Promise<number> {
  const before = residentOf(server);
  for (let n = 0; n < subscribers; n += 100) {
    const opened = Array.from({ length: Math.min(100, subscribers - n) }, (_, i) =>
      LiveSocket.open(address, subscription, tokenOf(n + i)),
    );
    sockets.push(...(await Promise.all(opened)));
  }
  await Promise.all(sockets.map((socket) => socket.first));
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const after = residentOf(server);
  const each = (after - before) / subscribers;
  const mebi = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  process.stdout.write(
    `| ${name} | ${subscribers} | ${mebi(before)} | ${mebi(after)} | ${(each / 1024).toFixed(1)} KiB |\n`,
  );
  return each;
}

/** Bytes of memory that the process has, by the kernel. */
function residentOf({ pid }: ChildProcess): number {
  const [, kibi] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibi) * 1024;
}

/** Acts at a steady rate, each of another subscriber; how long after its answer the actor's list moved. */
async function acts(rate: number): Promise<void> {
  // Another choice each time: in a shop that is kept, a thing liked again moves nothing.
  const random = randomOf(rate + Date.now());
  const [acknowledged, delivered, both]: [number[], number[], number[]] = [[], [], []];
  let [silent, lastAt] = [0, 0];
  const running: Promise<void>[] = [];
  const cpuBefore = cpuMsOf(ours.server);
  const startedAt = performance.now();
  for (let n = 0; n < rate * seconds; n++) {
    const due = startedAt + (n * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const who = (n * 7919) % subscribers;
    running.push(act(who, shop.items[Math.floor(items * random() ** 2)]!));
  }
  await Promise.all(running);
  const done = acknowledged.length / ((lastAt - startedAt) / 1000);
  const cpuEach = (cpuMsOf(ours.server) - cpuBefore) / acknowledged.length;
  const times = [acknowledged, delivered, both].map(quantiles);
  const row = [rate, done.toFixed(0), cpuEach.toFixed(1), ...times, silent];
  process.stdout.write(`| ${row.join(' | ')} |\n`);

  async function act(who: number, item: string): Promise<void> {
    const socket = ours.sockets[who]!;
    const sentAt = performance.now();
    const moved = socket.next(sentAt + PATIENCE_MS);
    const { errors } = await post(shop.tokens[who]!, {
      query: 'mutation ($input: ItemActInput!) { likeItem(input: $input) { __typename } }',
      variables: { input: { itemId: globalId(item as `itm_${string}`) } },
    });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    const at = performance.now();
    lastAt = Math.max(lastAt, at);
    acknowledged.push(at - sentAt);
    const movedAt = await moved;
    if (movedAt === null) silent++;
    else {
      delivered.push(Math.max(0, movedAt - at));
      both.push(movedAt - sentAt);
    }
  }
}

function quantiles(times: number[]): string {
  times.sort((a, b) => a - b);
  return [0.5, 0.95, 0.99]
    .map((share) => (times[Math.floor(times.length * share)] ?? NaN).toFixed(0))
    .join(' / ');
}
