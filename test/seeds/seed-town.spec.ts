import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { seedState } from '../../seeds/small-town/perform/seed-progress.js';
import { seedTown } from '../../seeds/small-town/perform/seed-town.js';
import { accountDesk, keysOf } from '../../src/features/accounts/index.js';
import type { Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { full } from '../support/full.js';
import { alice, person } from '../contracts/graph-store/town.js';

const HAMLET = { seed: 3, people: 40, items: 120, acts: 600, endsAt: Date.UTC(2026, 9, 31, 20) };
const desk = accountDesk({
  keys: keysOf('a secret of a test'),
  accessTokenMinutes: 15,
  refreshTokenDays: 30,
});
const digest = (text: string): string => text;

const seed = (store: Store) => seedTown({ store, desk, digest }, HAMLET);

/** Everything but what is salted: accounts, and the marker. */
async function contentsOf(store: Store): Promise<unknown> {
  const contents: unknown[] = [];
  for (const label of ['User', 'Item', 'Review', 'Post', 'Comment', 'Order', 'Circle'] as const)
    for await (const nodes of store.scanNodes(label)) contents.push(...nodes);
  for (const type of ['FRIEND', 'PURCHASED', 'LIKED', 'RATED', 'MEMBER_OF', 'REACTED', 'VIEWED'] as const)
    for await (const edges of store.scanEdges(type)) contents.push(...edges);
  return contents;
}

/** The store, whose power goes after some commits. */
function cutShort(store: Store, commits: number): Store {
  let left = commits;
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (name === 'commit' && left-- === 0) throw new Error('the power went');
        return Reflect.apply(value, target, given);
      };
    },
  });
}

describe('seeding a town', () => {
  it('gives the same store whether or not it is cut short on the way', async () => {
    const whole = await openStore('memory:');
    const outcome = await seed(whole);
    if (outcome.kind !== 'seeded') throw new Error(outcome.kind);
    const expected = await contentsOf(whole);

    const points = full ? 50 : 5;
    for (let point = 0; point < points; point++) {
      const store = await openStore('memory:');
      const commits = Math.floor(((point + 0.5) * outcome.steps) / points);
      await expect(seed(cutShort(store, commits))).rejects.toThrow('the power went');
      expect(await seedState(store)).toMatchObject({ kind: 'begun', of: outcome.steps });

      expect(await seed(store)).toMatchObject({ kind: 'seeded', resumedAt: expect.any(Number) });
      expect(await contentsOf(store)).toEqual(expected);
      expect(await seed(store)).toEqual({ kind: 'there' });
    }
  }, 600_000);

  it('does not finish the town of another plan', async () => {
    const store = await openStore('memory:');
    await expect(seed(cutShort(store, 100))).rejects.toThrow('the power went');

    expect(await seedTown({ store, desk, digest }, { ...HAMLET, seed: 4 })).toMatchObject({
      kind: 'refused',
      sentence: expect.stringMatching(/^The store holds .* of another demo town/),
    });
  });

  it('leaves a store alone that somebody uses', async () => {
    const store = await openStore('memory:');
    await store.commit({ changes: [person(alice, 'alice')] });

    expect(await seed(store)).toMatchObject({ kind: 'refused' });
    expect(await store.lookup('Item', 'sku', ['ANY'])).toEqual([null]);
  });

  it('lets one of two that seed at once finish', async () => {
    const store = await openStore('memory:');
    const outcomes = await Promise.allSettled([seed(store), seed(store)]);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { message: 'Another process is seeding this store.' },
    });
    expect(await seedState(store)).toEqual({ kind: 'seeded' });
  });
});
