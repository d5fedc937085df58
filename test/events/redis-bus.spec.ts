import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisBus } from '../../src/events/redis/redis-bus.js';
import { canRunRedis, redisProcess, type RedisProcess } from '../support/redis-process.js';

const describeWithRedis = canRunRedis() ? describe : describe.skip;

describeWithRedis('a bus over Redis', () => {
  let redis: RedisProcess;
  const buses: RedisBus[] = [];
  let shop = 0;

  beforeAll(async () => {
    redis = await redisProcess();
    await redis.start();
  });
  afterEach(async () => {
    shop++;
    for (const bus of buses.splice(0)) await bus.close();
  });
  afterAll(() => redis.kill());

  /** A process of the present shop, as the bus of it sees the others. */
  async function process(name: string, outbox = Number.MAX_SAFE_INTEGER): Promise<RedisBus> {
    const bus = await RedisBus.open({
      url: redis.url,
      shop: `shop ${shop}`,
      process: name,
      outboxEnd: () => Promise.resolve(outbox),
      staleMs: 200,
    });
    buses.push(bus);
    return bus;
  }

  const heardBy = (bus: RedisBus, from: number): Promise<number> =>
    new Promise((resolve) => bus.listen((seq) => seq >= from && resolve(seq)));

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const giveUpAt = Date.now() + 10_000;
    while (!(await holds())) {
      if (Date.now() > giveUpAt) throw new Error('it never came to hold');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('tells every process of the shop how far the outbox has come, and no other shop', async () => {
    const [here, there] = [await process('here'), await process('there')];
    shop++;
    const elsewhere = await process('elsewhere');
    const strayed: number[] = [];
    elsewhere.listen((seq) => strayed.push(seq));
    const heard = heardBy(there, 7);

    here.announce(7);

    expect(await heard).toBe(7);
    expect(strayed.filter((seq) => seq > 0)).toEqual([]);
  });

  it('gives the turn at a consumer to one process at a time', async () => {
    const [one, two] = [(await process('one')).turns('diary'), (await process('two')).turns('diary')];

    expect(await one.take(5)).toBe(true);
    expect(await two.take(5)).toBe(false);
    await one.done(5);
    expect(await two.take(6)).toBe(true);
  });

  it('gives the turn of a process that does not stir any more to another', async () => {
    const [gone, next] = [await process('gone'), (await process('next')).turns('diary')];
    expect(await gone.turns('diary').take(5)).toBe(true);

    await gone.close();

    await until(() => next.take(5));
  });

  it('does without Redis while it is away, and goes on with an empty one', async () => {
    const [here, there] = [await process('here'), await process('there')];
    here.announce(3);

    await redis.kill();
    await until(() => !here.hearsOthers() && !there.hearsOthers());
    const ownEar = heardBy(here, 4);
    here.announce(4);
    expect(await ownEar).toBe(4);
    expect(await here.turns('diary').take(4)).toBe(true);

    await redis.start();
    await until(() => here.hearsOthers() && there.hearsOthers());
    const heard = heardBy(there, 5);
    here.announce(5);
    expect(await heard).toBe(5);
  });

  it('does without a Redis that hangs', async () => {
    const bus = await process('here');

    redis.hang();
    try {
      await until(() => !bus.hearsOthers());
      expect(await bus.turns('diary').take(1)).toBe(true);
    } finally {
      redis.goOn();
    }
    await until(() => bus.hearsOthers());
  });

  it('begins anew where the stream knows more than the store, as after a restored backup', async () => {
    (await process('before')).announce(90);
    await until(async () => (await process('look')).hearsOthers());

    const restored = await process('restored', 10);
    const other = await process('other', 10);
    const heard = heardBy(other, 11);
    restored.announce(11);

    expect(await heard).toBe(11);
  });

  it('counts limits over all processes, and by itself while Redis is away', async () => {
    const [here, there] = [await process('here'), await process('there')];
    const limits = [here, there].map((bus) => bus.limiter('asks', 2, 60));

    await limits[0]!.consume('alice');
    await limits[1]!.consume('alice');
    await expect(limits[0]!.consume('alice')).rejects.toMatchObject({ remainingPoints: 0 });

    await redis.kill();
    await limits[0]!.consume('alice');
    await redis.start();
  });
});
