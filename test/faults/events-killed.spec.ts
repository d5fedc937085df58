import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomOf } from '../../graph-models/neural/random.js';
import { openStore } from '../../src/store/open.js';
import { full } from '../support/full.js';
import { canRunRedis, redisProcess, type RedisProcess } from '../support/redis-process.js';
import { balance, openLedger, type Care } from './event-ledger.js';
import { live } from './life.js';
import type { Death } from './mortal.js';

/** The same `SEED` kills at the same points. */
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const [KILLS, KILLS_WITH_REDIS] = full ? [250, 500] : [25, 50];
const EVENTS = 8;
const NEVER = { at: { name: '', nth: 0 } };
const PATIENCE_MS = 10_000;

interface Shop {
  readonly name: string;
  readonly kills: number;
  readonly care?: Care;
  /** Two processes at a time with it; now and then it is killed in the place of one of them, and comes back empty. */
  readonly redis?: RedisProcess;
}

describe(`a consumer of the outbox under kill -9 (seed ${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-events-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /**
   * Kills one process after another in the middle of its work, lets a last one finish, and takes the balance. Every kind
   * of point has its turn, in an order and at an occurrence that are drawn.
   */
  async function balanceAfter({ name, kills, care = 'careful', redis }: Shop) {
    const random = randomOf(SEED);
    const draw = (below: number): number => Math.floor(random() * below);
    const url = `file:${join(folder, `${name}.db`)}`;
    const store = await openStore(url);
    await openLedger(store);
    const life = { url, redis: redis?.url ?? null, events: EVENTS, care };
    const points = Object.entries((await live({ ...life, dies: NEVER })).passed);
    let left: typeof points = [];
    const nextDeath = (): Death => {
      if (left.length === 0) left = [...points];
      const [[point, times] = ['', 0]] = left.splice(draw(left.length), 1);
      return { name: point, nth: 1 + draw(times) };
    };

    const died: string[] = [];
    while (died.length < kills) {
      const lives = [live({ ...life, dies: { at: nextDeath() } })];
      let restarted: Promise<void> | undefined;
      if (redis !== undefined) {
        const dies = { at: nextDeath(), ...(draw(4) === 0 && { redisPid: redis.pid() }) };
        const restart = (): void => void (restarted ??= startAgain(redis, draw(300)));
        lives.push(live({ ...life, dies }, 'redisPid' in dies ? restart : undefined));
      }
      for (const { died: at } of await Promise.all(lives)) if (at !== null) died.push(at);
      await restarted;
    }
    await live({ ...life, events: 1, dies: NEVER });
    const whole = await balance(store);
    await store.close();
    return { ...whole, died };
  }

  it(
    `misses no event, and has the effect of each once, over ${KILLS} kills in one process`,
    async () => {
      const { events, effects, died } = await balanceAfter({ name: 'one', kills: KILLS });

      expect(events).toBeGreaterThan(KILLS);
      expect(effects).toBe(events);
      const wanted = full ? ['after commit', 'before relay', 'before delivery', 'after delivery'] : [];
      expect(died).toEqual(expect.arrayContaining(wanted));
    },
    KILLS * PATIENCE_MS,
  );

  it('is caught when it does not say for which event an effect is', async () => {
    const { events, effects } = await balanceAfter({ name: 'careless', kills: 15, care: 'careless' });

    expect(effects).toBeGreaterThan(events);
  }, 200_000);

  const describeWithRedis = canRunRedis() ? describe : describe.skip;
  describeWithRedis('in two processes at a time, with Redis', () => {
    let redis: RedisProcess;
    beforeAll(async () => {
      redis = await redisProcess({ 'stream-node-max-entries': '10' });
      await redis.start();
    });
    afterAll(() => redis.kill());

    it(
      `misses no event, and has the effect of each once, over ${KILLS_WITH_REDIS} kills of a process or of Redis`,
      async () => {
        const { events, effects, died } = await balanceAfter({ name: 'two', kills: KILLS_WITH_REDIS, redis });

        expect(events).toBeGreaterThan(KILLS_WITH_REDIS);
        expect(effects).toBe(events);
        // A point that is drawn may not be reached; over all kills each is.
        expect(died.some((point) => / X[A-Z]+/.test(point))).toBe(true);
        for (const command of full ? ['XADD', 'XREADGROUP', 'XAUTOCLAIM', 'XACK', 'XREAD'] : [])
          for (const when of ['before', 'sent', 'answered'])
            expect(died).toContainEqual(expect.stringMatching(new RegExp(`^${when} .*\\b${command}\\b`)));
      },
      KILLS_WITH_REDIS * PATIENCE_MS,
    );
  });
});

/** Redis was killed, and comes back empty after a while. */
async function startAgain(redis: RedisProcess, afterMs: number): Promise<void> {
  await redis.kill();
  await pause(afterMs);
  await redis.start();
}
