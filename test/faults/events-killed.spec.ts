import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../src/store/open.js';
import { full } from '../support/full.js';
import { canRunRedis, redisProcess, type RedisProcess } from '../support/redis-process.js';
import { balance, openLedger, type Care } from './event-ledger.js';

const LOADER = fileURLToPath(new URL('../support/typescript.mjs', import.meta.url));
const CHILD = fileURLToPath(new URL('./delivering-process.ts', import.meta.url));
/** Of each way of running. */
const KILLS = full ? 250 : 25;
/** Between opening the store and leaving, a process with this many events asks it about 50 questions. */
const EVENTS = 8;
const QUESTIONS = 50;

describe('a consumer of the outbox under kill -9', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-events-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Kills one process after another in the middle of its work, lets a last one finish, and takes the balance. */
  async function balanceAfter(
    name: string,
    kills: number,
    redis = '',
    {
      care = 'careful',
      together = 1,
      before = () => Promise.resolve(),
    }: { care?: Care; together?: number; before?: () => Promise<void> } = {},
  ): Promise<{ events: number; effects: number }> {
    const url = `file:${join(folder, `${name}.db`)}`;
    const store = await openStore(url);
    await openLedger(store);
    let killed = 0;
    for (let n = 0; killed < kills; n += together) {
      await before();
      const lives = Array.from({ length: together }, (_, which) =>
        live(url, redis, 1 + (((n + which) * 37) % QUESTIONS), EVENTS, care),
      );
      for (const signal of await Promise.all(lives)) if (signal === 'SIGKILL') killed++;
    }
    expect(await live(url, redis, 0, 1, care)).toBe(null);
    const whole = await balance(store);
    await store.close();
    return whole;
  }

  it(
    `misses no event, and has the effect of each once, over ${KILLS} kills in one process`,
    async () => {
      const { events, effects } = await balanceAfter('one', KILLS);

      expect(events).toBeGreaterThan(KILLS);
      expect(effects).toBe(events);
    },
    KILLS * 10_000,
  );

  it('is caught when it does not say for which event an effect is', async () => {
    const { events, effects } = await balanceAfter('careless', 20, '', { care: 'careless' });

    expect(effects).toBeGreaterThan(events);
  }, 200_000);

  const describeWithRedis = canRunRedis() ? describe : describe.skip;
  describeWithRedis('in two processes at a time, with Redis', () => {
    let redis: RedisProcess;
    beforeAll(async () => {
      redis = await redisProcess();
      await redis.start();
    });
    afterAll(() => redis.kill());

    it(
      `misses no event, and has the effect of each once, over ${KILLS} kills, Redis killed and empty now and then`,
      async () => {
        let lives = 0;
        const before = async (): Promise<void> => {
          if (++lives % 5 !== 0) return;
          await redis.kill();
          if (lives % 10 === 0) await redis.start();
          else setTimeout(() => void redis.start(), 300);
        };
        const { events, effects } = await balanceAfter('two', KILLS, redis.url, {
          together: 2,
          before,
        });

        expect(events).toBeGreaterThan(KILLS);
        expect(effects).toBe(events);
      },
      KILLS * 10_000,
    );
  });
});

/** Runs a process until it dies or is done; answers the signal that killed it. */
async function live(
  url: string,
  redis: string,
  dies: number,
  events: number,
  care: Care,
): Promise<NodeJS.Signals | null> {
  const args = ['--no-warnings', '--import', LOADER, CHILD, url, redis, String(dies), String(events), care];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (signal === null && code !== 0) throw new Error(`the process ended with ${code}`);
  return signal;
}
