/**
 * How long `feed(first: 20)` with texts, authors, items, parts and reasons takes over HTTP in a large shop:
 * `node dist/bench/feed.js [--people 100000] [--items 20000] [--acts 600000] [--friendships 200000] [--posts 50000] [--data DIR]`.
 * Beside people drawn at random, who all follow the same person, it asks as somebody with 5,000 friends.
 */
import 'reflect-metadata';
import autocannon, { type Result } from 'autocannon';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ItemId, UserId } from '../graph-models/domain/ids.js';
import { friendPair } from '../graph-models/domain/vocabulary.js';
import { randomOf } from '../graph-models/neural/random.js';
import { deskOf, shopOf } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { accessToken } from '../src/features/accounts/tokens.js';
import type { Change, Store } from '../src/store/graph-store.js';
import { openStore } from '../src/store/open.js';
import { importLargeShop, row, serve, TABLE_HEAD } from './large-shop.js';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    items: { type: 'string', default: '20000' },
    acts: { type: 'string', default: '600000' },
    friendships: { type: 'string', default: '200000' },
    posts: { type: 'string', default: '50000' },
    data: { type: 'string' },
  },
});
const VIEWERS = 2000;
const REACTIONS_PER_POST = 2;
const SECONDS = 20;
const HOUR_MS = 3_600_000;

const dataDir = values.data ?? mkdtempSync(join(tmpdir(), 'grapevine-bench-feed-'));
const environment = { ...process.env, DATA_DIR: dataDir, SEED_DEMO: 'false', PORT: '0', HOST: '127.0.0.1' };
const config = readConfig(environment);
const desk = deskOf(config);
const viewersFile = join(dataDir, 'viewers.json');
if (!existsSync(viewersFile)) await fill();
const viewers = JSON.parse(readFileSync(viewersFile, 'utf8')) as Viewers;

const { address, stop } = await serve(environment);
process.stdout.write(TABLE_HEAD);
const many = await Promise.all(viewers.drawn.map(tokenOf));
await measure(many, 1, 5);
for (const connections of [1, 2, 4])
  process.stdout.write(row(connections, await measure(many, connections, SECONDS)));
process.stdout.write(row('1, 5,000 friends', await measure([await tokenOf(viewers.popular)], 1, SECONDS)));
process.stdout.write(row('1, chronological', await measure(many, 1, SECONDS, 'CHRONOLOGICAL')));
await stop();

interface SignedIn {
  readonly userId: string;
  readonly signInId: string;
}

interface Viewers {
  readonly drawn: readonly SignedIn[];
  readonly popular: SignedIn;
}

/** People, items, acts and friends by import; then posts, reactions and sign-ins. */
async function fill(): Promise<void> {
  await importLargeShop(dataDir, environment, {
    people: Number(values.people),
    items: Number(values.items),
    acts: Number(values.acts),
    friendships: Number(values.friendships),
  });
  const store = await openStore(config.databaseUrl);
  const shop = shopOf(store, desk, () => Promise.resolve());
  const random = randomOf(3);
  const upTo = (count: number): number => Math.floor(random() * count);
  const users = await idsOf<UserId>(store, 'User');
  const items = await idsOf<ItemId>(store, 'Item');
  const anybody = (): UserId => users[Math.floor(users.length * random() ** 1.5)]!;
  const [popular, famous] = [users[0]!, users[1]!];
  const changes: Change[] = [];
  const put = (type: string, from: string, to: string, at: number, props: object = {}): unknown =>
    changes.push({ kind: 'putEdge', type, from, to, at, props } as Change);
  for (let n = 0; n < Number(values.posts); n++) {
    const [id, userId, createdAt] = [shop.newId('Post'), anybody(), Date.now() - upTo(60 * 24) * HOUR_MS];
    const props = {
      userId,
      text: `Post ${n}`,
      visibility: 'PUBLIC',
      createdAt,
      reactedLIKE: REACTIONS_PER_POST,
    };
    changes.push({ kind: 'createNode', id, props } as Change);
    put('WROTE', userId, id, createdAt);
    put('TAGS', id, items[Math.floor(items.length * random() ** 3)]!, createdAt);
    for (let reaction = 0; reaction < REACTIONS_PER_POST; reaction++)
      put('REACTED', anybody(), id, createdAt + upTo(48) * HOUR_MS, { kind: 'LIKE' });
  }
  for (let n = 2; n < 5002; n++) {
    const { from, to } = friendPair(popular, users[n]!);
    put('FRIEND', from, to, 1);
  }
  const drawn = Array.from({ length: VIEWERS }, anybody);
  const signIns = [popular, ...drawn].map((userId) => ({ userId, signInId: shop.newId('SignIn') }));
  const [at, expiresAt] = [Date.now(), Date.now() + 30 * 24 * HOUR_MS];
  for (const { userId, signInId } of signIns) {
    const props = {
      accountId: shop.newId('Account'),
      userId,
      generation: 1,
      rotatedAt: at,
      createdAt: at,
      expiresAt,
    };
    changes.push({ kind: 'createNode', id: signInId, props });
    if (userId !== famous) put('FOLLOWS', userId, famous, at);
  }
  for (let from = 0; from < changes.length; from += 1000) {
    const done = await store.commit({ changes: changes.slice(from, from + 1000) });
    if (done.kind === 'conflict') throw new Error(JSON.stringify(done.conflict));
  }
  await store.close();
  writeFileSync(viewersFile, JSON.stringify({ popular: signIns[0], drawn: signIns.slice(1) }));
}

async function idsOf<I>(store: Store, label: 'User' | 'Item'): Promise<I[]> {
  const ids: I[] = [];
  for await (const batch of store.scanNodes(label)) for (const { id } of batch) ids.push(id as I);
  return ids;
}

function tokenOf({ userId, signInId }: SignedIn): Promise<string> {
  const claims = { userId, accountId: `acc_${signInId.slice(4)}`, signInId, roles: ['SHOPPER'] } as const;
  return accessToken(desk.keys, claims as never, Date.now(), Date.now() + HOUR_MS);
}

function measure(
  tokens: readonly string[],
  connections: number,
  duration: number,
  mode = 'RANKED',
): Promise<Result> {
  const query = readFileSync('schema/operations/Feed.graphql', 'utf8');
  return autocannon({
    url: `${address}/graphql`,
    connections,
    duration,
    verifyBody: (body) => String(body).includes('"cursor"'),
    requests: tokens.map((token) => ({
      method: 'POST' as const,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { mode, first: 20 } }),
    })),
  });
}

process.stderr.write(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}; the shop is in ${dataDir}\n`);
