/**
 * How soon what one person posts is in the open feeds of all their friends, and the same number of bytes to as many
 * subscribers of graphql-ws alone in the same run: `node dist/bench/deliveries.js [--friends 1000] [--posts 4]`.
 */
import 'reflect-metadata';
import { mkdtempSync, readFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.js';
import { liveShop } from './live-shop.js';
import { LiveSocket } from './live-socket.js';
import { cpuMsOf, startServer, type StartedServer } from './started-server.js';

const { values } = parseArgs({
  options: { friends: { type: 'string', default: '1000' }, posts: { type: 'string', default: '4' } },
});
const [friends, posts] = [Number(values.friends), Number(values.posts)];
const PATIENCE_MS = 60_000;
/** Between two posts everything comes to rest. */
const REST_MS = 2000;

const environment = {
  ...process.env,
  DATA_DIR: mkdtempSync(join(tmpdir(), 'grapevine-bench-deliveries-')),
  SEED_DEMO: 'false',
  PORT: '0',
  HOST: '127.0.0.1',
  RATE_LIMIT_COST_PER_MINUTE: '100000000',
};
process.stderr.write(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}\n`);
const shop = await liveShop(readConfig(environment), {
  ...{ people: friends + 1, items: 1000, seed: 1, star: true },
});
process.stdout.write(
  '| server | deliveries | bytes | p50 ms | p95 ms | p99 ms | last ms, median | CPU ms a delivery |\n|---|---|---|---|---|---|---|---|\n',
);

const ours = await start('dist/src/main.js');
const document = readFileSync('schema/operations/FeedUpdates.graphql', 'utf8');
const oursLast = await deliver('Grapevine', ours, document, shop.tokens.slice(1), (n) =>
  fetch(`${ours.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.tokens[0]}` },
    body: JSON.stringify({
      query: 'mutation ($input: CreatePostInput!) { createPost(input: $input) { __typename } }',
      variables: { input: { text: `Post ${n}`, visibility: 'FRIENDS' } },
    }),
  }),
);
const bytes = Math.max(...ours.sockets.map(({ size }) => size));
stop(ours);

const bare = await start('dist/bench/bare-live-server.js');
const nobody = shop.tokens.slice(1).map(() => undefined);
const bareLast = await deliver('graphql-ws alone', bare, 'subscription { tick }', nobody, () =>
  fetch(`${bare.address.replace('/graphql', '')}/say`, { method: 'POST', body: 'x'.repeat(bytes) }),
);
stop(bare);
process.stdout.write(
  `\nDeliveries a second: ${(bareLast / oursLast).toFixed(2)} times those of graphql-ws alone.\n`,
);

interface Started extends StartedServer {
  sockets: LiveSocket[];
}

async function start(script: string): Promise<Started> {
  return { ...(await startServer(script, environment)), sockets: [] };
}

function stop({ server, sockets }: Started): void {
  for (const socket of sockets) socket.close();
  server.kill();
}

/** Posts one after the other, each once the one before came to everybody; the median of the times to the last of them. */
async function deliver(
  name: string,
  started: Started,
  query: string,
  tokens: readonly (string | undefined)[],
  post: (n: number) => Promise<Response>,
): Promise<number> {
  const { server, address } = started;
  for (let n = 0; n < tokens.length; n += 100)
    started.sockets.push(
      ...(await Promise.all(tokens.slice(n, n + 100).map((token) => LiveSocket.open(address, query, token)))),
    );
  await Promise.all(started.sockets.map(({ first }) => first));
  const [times, lasts]: [number[], number[]] = [[], []];
  let cpuMs = 0;
  for (let n = 0; n < posts; n++) {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const before = cpuMsOf(server);
    const coming = started.sockets.map((socket) => socket.next(performance.now() + PATIENCE_MS));
    const answer = await post(n);
    const said = await answer.text();
    if (!answer.ok || said.includes('"errors"') || said.includes('Refusal')) throw new Error(said);
    const acknowledgedAt = performance.now();
    const came = await Promise.all(coming);
    cpuMs += cpuMsOf(server) - before;
    if (came.includes(null)) throw new Error(`a post did not come to everybody within ${PATIENCE_MS} ms`);
    const took = came.map((at) => Math.max(0, at! - acknowledgedAt));
    times.push(...took);
    lasts.push(Math.max(...took));
  }
  const size = Math.max(...started.sockets.map((socket) => socket.size));
  const last = at(lasts, 0.5);
  const row = [name, times.length, size, ...[0.5, 0.95, 0.99].map((share) => at(times, share).toFixed(0))];
  row.push(last.toFixed(0), (cpuMs / times.length).toFixed(2));
  process.stdout.write(`| ${row.join(' | ')} |\n`);
  return last;
}

function at(times: number[], share: number): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length * share)] ?? NaN;
}
