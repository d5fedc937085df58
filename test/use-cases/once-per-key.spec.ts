import { beforeEach, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { makeId } from '../../graph-models/domain/ids.js';
import { randomOf } from '../../graph-models/neural/random.js';
import type { Store } from '../../src/store/graph-store.js';
import { IdempotencyKeyReusedError, perform } from '../../src/use-cases/perform.js';
import { idFactory, type Shop } from '../../src/use-cases/shop.js';
import { item } from '../contracts/graph-store/town.js';
import { full } from '../support/full.js';
import { describeOnEachStore } from '../support/stores.js';

const COUNTER = makeId('Item', '0'.repeat(26));
const BATCH = 100;
const RETRIED = 0.3;

describeOnEachStore('a mutation with an idempotency key', (openEmptyStore) => {
  let shop: Shop;
  let store: Store;
  beforeEach(async () => {
    store = await openEmptyStore();
    await store.commit({ changes: [item(COUNTER, 'counter')] });
    shop = {
      store,
      now: () => 1,
      newId: idFactory(() => 1),
      digest: (text) => text,
      settled: () => Promise.resolve(),
    };
  });

  /** Adds one to the counter; answers an id of its own, which a retry must not change. */
  const count = (idempotencyKey: string, of: Shop = shop, input: unknown = 1): Promise<unknown> =>
    perform(of, { mutation: 'count', by: null, idempotencyKey, input }, () =>
      Promise.resolve({
        changes: [{ kind: 'increment', id: COUNTER, property: 'rated5', by: 1 }],
        result: { id: of.newId('Act') },
      }),
    );
  const counted = async (): Promise<number> => (await store.nodes('Item', [COUNTER]))[0]?.props.rated5 ?? 0;
  const announced = async (): Promise<number> => (await store.eventsAfter(0, 1_000_000)).length;

  const isLocal = async (): Promise<boolean> => (await store.identity()).startsWith('memory:');

  it('has one effect, one event and one answer, of a hundred at once', async () => {
    const racers = full || (await isLocal()) ? 100 : 30;
    const answers = await Promise.all(Array.from({ length: racers }, () => count('k')));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await counted()).toBe(1);
    expect(await announced()).toBe(1);
  }, 120_000);

  it('has its effect once when the answer is lost after the commit, and the retry is told the answer', async () => {
    const lost: Shop = { ...shop, settled: () => Promise.reject(new Error('the process died')) };
    await expect(count('k', lost)).rejects.toThrow('the process died');

    expect(await count('k')).toEqual(await count('k'));
    expect(await counted()).toBe(1);
  });

  it('is an error with another input', async () => {
    await count('k', shop, 'a');

    await expect(count('k', shop, 'b')).rejects.toThrow(IdempotencyKeyReusedError);
    expect(await counted()).toBe(1);
  });

  it('has one effect each, many at a time of which three in ten are sent again', async () => {
    const [most, least] = (await isLocal()) ? [100_000, 3000] : [2000, 200];
    const mutations = full ? most : least;
    const random = randomOf(3);
    let keys = 0;
    let sent: string[] = [];
    for (let done = 0; done < mutations; done += BATCH) {
      const before = sent;
      sent = Array.from({ length: BATCH }, () => {
        const again = random() < RETRIED && before.length > 0;
        return again ? before[Math.floor(random() * before.length)]! : `key ${keys++}`;
      });
      await Promise.all(sent.map((key) => count(key)));
    }

    expect(await counted()).toBe(keys);
    expect(await announced()).toBe(keys);
  }, 1_200_000);
});
