import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomOf } from '../../graph-models/neural/random.js';
import { importBundle } from '../../src/importing/import-bundle.js';
import { full } from '../support/full.js';
import { listenTo, type Ear } from '../support/live-client.js';
import { patched, type PatchOf } from '../support/patched-list.js';
import { startShop, type RunningShop } from '../support/running-shop.js';
import type { ListEdge } from './watched-shop.js';

const [ACTS, CLIENTS] = full ? [100_000, 1000] : [10_000, 100];
const PEOPLE = 10;
const PATIENCE_MS = full ? 900_000 : 120_000;

describe('a burst', () => {
  let shop: RunningShop;
  let folder: string;
  const tokens: string[] = [];
  const clients: { ear: Ear; token: string; list: readonly ListEdge[]; payloads: number }[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'burst-'));
    const random = randomOf(3);
    const acts = Array.from(
      { length: ACTS },
      () => `${Math.floor(random() * ACTS * 0.05)}\t${Math.floor(random() ** 2 * 500)}`,
    );
    writeFileSync(join(folder, 'interactions.tsv'), `user\titem\n${acts.join('\n')}\n`);
    shop = await startShop({
      SEED_DEMO: 'false',
      RATE_LIMIT_COST_PER_MINUTE: '100000000',
      SUBSCRIPTIONS_PER_PERSON: String(CLIENTS),
    });
    for (let n = 0; n < PEOPLE; n++) {
      const input = { handle: `reader-${n}`, name: 'R', email: `r${n}@example.org`, password: 'grapevine' };
      const { data } = await shop.send<{ signUp: { accessToken: string } }>('SignUp', { input });
      tokens.push(data.signUp.accessToken);
    }
    for (let n = 0; n < CLIENTS; n++) {
      const token = tokens[n % PEOPLE]!;
      const ear = listenTo(shop.address, 'WebSocket', 'RecommendationUpdates', {}, token);
      const client = { ear, token, list: [], payloads: 0 };
      clients.push(client);
      await take(client);
    }
  }, PATIENCE_MS);
  afterAll(async () => {
    for (const { ear } of clients) ear.close();
    await shop?.close();
    rmSync(folder, { recursive: true });
  });

  async function take(client: (typeof clients)[number]): Promise<void> {
    const { patches } = await client.ear.next();
    client.list = patched(client.list, patches as readonly PatchOf<ListEdge>[], ({ node }) => node.id);
    client.payloads++;
  }

  /** As soon as the imported things are there. */
  async function listOf(token: string): Promise<string> {
    for (;;) {
      const { data } = await shop.send<{
        viewer: { recommendations: { edges: ListEdge[] } };
      }>('Recommendations', { first: 20 }, token);
      const { edges } = data.viewer.recommendations;
      if (edges.length === 20) return idsOf(edges);
    }
  }

  it(
    `of ${ACTS} imported acts comes to ${CLIENTS} open lists as a few patches each, and nobody is cut off`,
    async () => {
      await importBundle(shop.app.shop.store, { folder, name: 'burst' });

      const fresh = new Map<string, string>();
      for (const token of tokens) fresh.set(token, await listOf(token));
      for (const client of clients) {
        while (idsOf(client.list) !== fresh.get(client.token)) await take(client);
        expect(client.list).toHaveLength(20);
        expect(client.payloads).toBeLessThan(20);
      }
    },
    PATIENCE_MS,
  );
});

function idsOf(list: readonly ListEdge[]): string {
  return list.map(({ node }) => node.id).join();
}
