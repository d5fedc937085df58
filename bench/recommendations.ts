/**
 * How long `recommendations(first: 20)` with items, parts and reasons takes over HTTP in a large shop:
 * `node dist/bench/recommendations.js [--people 100000] [--items 20000] [--acts 800000] [--friendships 200000] [--data DIR]`.
 * The shop is made up, imported, learned from and served as any other; DIR keeps it for another run.
 */
import 'reflect-metadata';
import autocannon, { type Result } from 'autocannon';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomOf } from '../graph-models/neural/random.js';
import { deskOf, shopOf } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { hashPassword, planSetRole, planSignUp } from '../src/features/accounts/index.js';
import { openStore } from '../src/store/open.js';
import { perform } from '../src/use-cases/perform.js';
import { importLargeShop, NAME, row, serve, TABLE_HEAD } from './large-shop.js';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    items: { type: 'string', default: '20000' },
    acts: { type: 'string', default: '800000' },
    friendships: { type: 'string', default: '200000' },
    data: { type: 'string' },
  },
});
const [people, items, acts, friendships] = [
  Number(values.people),
  Number(values.items),
  Number(values.acts),
  Number(values.friendships),
];
const ANALYST = {
  email: 'analyst@example.org',
  password: 'grapevine',
  handle: 'bench-analyst',
  name: 'A',
  locale: 'en',
};
const QUERIES = 5000;
const SECONDS = 30;

const dataDir = values.data ?? mkdtempSync(join(tmpdir(), 'grapevine-bench-recommendations-'));
const environment = { ...process.env, DATA_DIR: dataDir, SEED_DEMO: 'false', PORT: '0', HOST: '127.0.0.1' };
const config = readConfig(environment);
if (!existsSync(join(dataDir, 'models'))) await fill();
const { address, stop } = await serve(environment);
const token = await signIn(address);
process.stdout.write(TABLE_HEAD);
await measure(1, 5);
for (const connections of [1, 2, 4])
  process.stdout.write(row(connections, await measure(connections, SECONDS)));
await stop();

async function fill(): Promise<void> {
  await importLargeShop(dataDir, environment, { people, items, acts, friendships });
  const store = await openStore(config.databaseUrl);
  const desk = deskOf(config);
  const shop = shopOf(store, desk, () => Promise.resolve());
  const hash = await hashPassword(ANALYST.password);
  await perform(shop, { mutation: 'signUp', by: null, input: {} }, () =>
    planSignUp(shop, desk, ANALYST, hash),
  );
  await perform(shop, { mutation: 'setRole', by: null, input: {} }, () =>
    planSetRole(shop, ANALYST.handle, 'ANALYST', true),
  );
  await store.close();
}

async function signIn(at: string): Promise<string> {
  const query = readFileSync('schema/operations/SignIn.graphql', 'utf8');
  const { email, password } = ANALYST;
  const response = await fetch(`${at}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input: { email, password } } }),
  });
  const { data } = (await response.json()) as { data: { signIn: { accessToken: string } } };
  return data.signIn.accessToken;
}

function measure(connections: number, duration: number): Promise<Result> {
  const random = randomOf(connections);
  const query = `query ($handle: String!) { user(handle: $handle) { recommendations(first: 20) {
    edges { cursor node { id title price { amountMinor currency } } score parts { name value }
      reasons { __typename contribution path { type from to } ... on FriendReason { friend { name } } } }
    asOf modelVersion basedOn } } }`;
  return autocannon({
    url: `${address}/graphql`,
    connections,
    duration,
    verifyBody: (body) => String(body).includes('"score"'),
    requests: Array.from({ length: QUERIES }, () => ({
      method: 'POST' as const,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query,
        variables: { handle: `${NAME}-${Math.floor(people * random() ** 1.5)}` },
      }),
    })),
  });
}

process.stderr.write(`${cpus().length} cores, ${cpus()[0]?.model ?? ''}; the shop is in ${dataDir}\n`);
