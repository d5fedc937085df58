import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Copying } from '../../src/copying/copying.js';
import { openStore } from '../../src/store/open.js';
import { listenTo, type Ear } from '../support/live-client.js';
import { canRunRedis, redisProcess, type RedisProcess } from '../support/redis-process.js';
import { startShop, type Person, type RunningShop } from '../support/running-shop.js';

const STARTING_MS = 120_000;
const describeWithRedis = canRunRedis() ? describe : describe.skip;

describeWithRedis('a shop and a copy of it, with one secret and one Redis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'two-shops-'));
  const shops: RunningShop[] = [];
  const ears: Ear[] = [];
  let redis: RedisProcess;
  let asked: Redis;
  let alice: Person;

  const urlOf = (file: string): string => `file:${join(folder, file)}`;
  const start = async (file: string): Promise<RunningShop> => {
    const shop = await startShop({
      SEED_DEMO: 'false',
      DATABASE_URL: urlOf(file),
      REDIS_URL: redis.url,
      GRAPEVINE_SECRET: 'one secret for a shop and its copies',
    });
    shops.push(shop);
    return shop;
  };

  beforeAll(async () => {
    redis = await redisProcess();
    await redis.start();
    asked = new Redis(redis.url);
    const first = await start('shop.db');
    alice = await first.signUp('alice');
    await first.close();
    shops.length = 0;
    await asked.flushall();
    await copied('shop.db', 'copy.db');
  }, STARTING_MS);
  afterAll(async () => {
    for (const ear of ears) ear.close();
    for (const shop of shops) await shop.close();
    asked.disconnect();
    await redis?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function copied(from: string, to: string): Promise<void> {
    const [source, target] = [await openStore(urlOf(from)), await openStore(urlOf(to))];
    const copying = await Copying.begin(
      { shown: from, key: from, store: source },
      { shown: to, key: to, store: target },
      () => undefined,
    );
    await copying.copy(() => undefined);
    await copying.finish(target);
    await source.close();
    await target.close();
  }

  const post = async (shop: RunningShop, text: string): Promise<string> => {
    const { data } = await shop.send<{ createPost: { id: string } }>(
      'CreatePost',
      { input: { text } },
      alice.token,
    );
    return data.createPost.id;
  };
  const streams = async (): Promise<Map<string, number>> => {
    const keys = await asked.keys('*:outbox');
    return new Map(await Promise.all(keys.map(async (key) => [key, await asked.xlen(key)] as const)));
  };
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    const giveUpAt = Date.now() + 10_000;
    while (!(await holds())) {
      if (Date.now() > giveUpAt) throw new Error('it never came to hold');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('have a stream each, and neither begins that of the other anew', async () => {
    const copy = await start('copy.db');
    for (let n = 0; n < 20; n++) await post(copy, `Copied ${n}`);
    await until(async () => Math.max(...(await streams()).values()) > 1);
    const [[key, length] = ['', 0]] = await streams();

    const shop = await start('shop.db');
    const on = await post(shop, 'In the first.');
    const ear = listenTo(shop.address, 'WebSocket', 'CommentAdded', { on }, alice.token);
    ears.push(ear);
    expect((await ear.next()).__typename).toBe('Following');
    await shop.send('Comment', { input: { subjectId: on, text: 'Here.' } }, alice.token);
    expect(await ear.next()).toMatchObject({ comment: { text: 'Here.' } });

    await until(async () => (await streams()).size === 2);
    expect((await streams()).get(key)).toBeGreaterThanOrEqual(length);
  }, 60_000);
});
