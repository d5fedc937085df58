import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ulid } from 'ulid';
import { makeId, type Id } from '../../graph-models/domain/ids.js';
import { graphChanged, GRAPH_IMPORTED } from '../../src/events/graph-changed.js';
import { Relay } from '../../src/events/relay.js';
import { LiveEvents, type LiveOptions } from '../../src/live/live-events.js';
import type { Heard, Interest, Listening } from '../../src/live/listening.js';
import { readPosition, signPosition } from '../../src/live/positions.js';
import type { Store } from '../../src/store/graph-store.js';
import { openStore } from '../../src/store/open.js';
import { full } from '../support/full.js';
import { describeOnEachStore } from '../support/stores.js';

const [alice, bob] = ['0', '1'].map((n) => makeId('User', `${'0'.repeat(25)}${n}`)) as [
  Id<'User'>,
  Id<'User'>,
];

/** Announces that somebody's profile changed; the seq of the event. */
async function changed(store: Store, who: Id<'User'>): Promise<number> {
  const update = { kind: 'updateNode', id: who, props: {} } as const;
  return commit(store, graphChanged(makeId('Act', ulid()), 1, 'updateProfile', who, [update]));
}
async function commit(store: Store, event: ReturnType<typeof graphChanged>): Promise<number> {
  const done = await store.commit({ changes: [], events: [event] });
  if (done.kind !== 'committed') throw new Error('not announced');
  return done.seq;
}

interface Shop {
  readonly store: Store;
  readonly live: LiveEvents;
  readonly follow: (who: Id<'User'>) => Promise<number>;
}

const closing: (() => Promise<void>)[] = [];
/** Subscribers over a store; nothing polls by itself. */
function shopOver(store: Store, from: number, options: LiveOptions = {}): Shop {
  const relay = new Relay(store, { pollMs: 3_600_000, retryMs: () => 0 });
  const graph = { state: { seq: from }, catchUp: () => Promise.resolve(true) };
  const live = new LiveEvents(store, relay, graph, options);
  closing.push(
    () => live.close(),
    () => relay.close(),
  );
  return {
    store,
    live,
    async follow(who) {
      const seq = await changed(store, who);
      await live.reach(seq);
      return seq;
    },
  };
}
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const heardOf = async (listening: Listening): Promise<Heard> => {
  const result: IteratorResult<Heard, undefined> = await listening.next();
  if (result.done === true) throw new Error('the listening ended');
  return result.value;
};
const seqsOf = (heard: Heard): number[] =>
  heard.kind === 'events' ? heard.events.map(({ seq }) => seq) : [];

describeOnEachStore('live events', (openEmptyStore) => {
  it('follow from now on, and tell only what touches a topic', async () => {
    const shop = shopOver(await openEmptyStore(), 0);
    await shop.follow(alice);
    const listening = shop.live.listen({ topics: [alice] });
    expect(await heardOf(listening)).toEqual({ kind: 'following', seq: 1 });

    await shop.follow(bob);
    const seq = await shop.follow(alice);

    expect(seqsOf(await heardOf(listening))).toEqual([seq]);
  });

  it('tell what was missed from memory, or from the outbox when that is longer ago', async () => {
    const store = await openEmptyStore();
    const shop = shopOver(store, 0, { ringSize: 3 });
    for (let i = 0; i < 10; i++) await shop.follow(alice);

    for (const after of [8, 0]) {
      const listening = shop.live.listen({ topics: [alice], after, together: true });
      expect(seqsOf(await heardOf(listening))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].slice(after));
      expect(await heardOf(listening)).toEqual({ kind: 'following', seq: 10 });
    }
  });

  it('say to load anew when more was missed than is told again', async () => {
    const shop = shopOver(await openEmptyStore(), 0, { replayLimit: 4 });
    for (let i = 0; i < 5; i++) await shop.follow(alice);

    const listening = shop.live.listen({ topics: [alice], after: 0 });

    expect(await heardOf(listening)).toEqual({ kind: 'resync', seq: 5, reason: 'TOO_LONG_AGO' });
    expect(await listening.next()).toEqual({ done: true, value: undefined });
  });

  it('say to load anew after a position that the outbox never had', async () => {
    const shop = shopOver(await openEmptyStore(), 0);

    const listening = shop.live.listen({ topics: null, after: 99 });

    expect(await heardOf(listening)).toEqual({ kind: 'resync', seq: 0, reason: 'UNKNOWN_POSITION' });
  });

  it('wait for what another process committed when a client is ahead of this one', async () => {
    const store = await openEmptyStore();
    const shop = shopOver(store, 0);
    const seen = await changed(store, alice);

    const listening = shop.live.listen({ topics: [alice], after: seen });

    expect(await heardOf(listening)).toEqual({ kind: 'following', seq: seen });
    expect(seqsOf(await heardAfter(listening, () => shop.follow(alice)))).toEqual([seen + 1]);
  });

  it('end a subscriber that reads too slowly, with the position to load from', async () => {
    const shop = shopOver(await openEmptyStore(), 0, { queueLimit: 3 });
    const slow = shop.live.listen({ topics: [alice] });
    const quick = shop.live.listen({ topics: [alice] });
    await Promise.all([heardOf(slow), heardOf(quick)]);

    for (let i = 1; i <= 5; i++) {
      await shop.follow(alice);
      expect(seqsOf(await heardOf(quick))).toEqual([i]);
    }

    expect(slow.waiting).toBe(0);
    expect(await heardOf(slow)).toEqual({ kind: 'resync', seq: 4, reason: 'TOO_SLOW' });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    expect(shop.live.listeners).toBe(1);
  });

  it('let 256 events wait for a subscriber and end it with one more, where nothing else is said', async () => {
    const shop = shopOver(await openEmptyStore(), 0);
    const slow = shop.live.listen({ topics: [alice] });
    await heardOf(slow);

    for (let i = 0; i < 256; i++) await shop.follow(alice);
    expect(slow.waiting).toBe(256);
    const last = await shop.follow(alice);

    expect(slow.waiting).toBe(0);
    expect(await heardOf(slow)).toEqual({ kind: 'resync', seq: last, reason: 'TOO_SLOW' });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
  });

  it('tell everybody of a bulk import, which has no list of what changed', async () => {
    const shop = shopOver(await openEmptyStore(), 0);
    const listening = shop.live.listen({ topics: [alice], matching: () => false });
    await heardOf(listening);

    const imported = { id: makeId('Act', ulid()), kind: GRAPH_IMPORTED, at: 1, payload: { name: 'town' } };
    await shop.live.reach(await commit(shop.store, imported));

    expect(await heardOf(listening)).toMatchObject({ kind: 'events', events: [{ seq: 1, change: null }] });
  });

  it('let a quiet subscriber know how far it has come', async () => {
    const shop = shopOver(await openEmptyStore(), 0);
    const listening = shop.live.listen({ topics: [alice] });
    await heardOf(listening);
    const next = heardOf(listening);

    const many = Array.from({ length: 1000 }, () => graphChanged(makeId('Act', ulid()), 1, 'x', bob, []));
    await shop.store.commit({ changes: [], events: many });
    await shop.live.reach(1000);

    expect(await next).toEqual({ kind: 'following', seq: 1000 });
  });

  it('let go at once of a subscriber that leaves while it waits', async () => {
    const shop = shopOver(await openEmptyStore(), 0);
    const listening = shop.live.listen({ topics: null });
    await heardOf(listening);
    const waiting = listening.next();

    await listening.return();

    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(shop.live.listeners).toBe(0);
  });
});

describe('a subscriber with a connection that breaks', () => {
  const Step = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('alice', 'bob') },
    { weight: 4, arbitrary: fc.constant('read') },
    { weight: 1, arbitrary: fc.constant('reconnect') },
  );
  const runs = full ? 2000 : 200;

  it(`hears every event once and in order, or is told to load anew (${runs} runs)`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Step, { maxLength: 60 }), fc.boolean(), async (steps, together) => {
        const store = await openStore('memory:');
        const shop = shopOver(store, 0, { ringSize: 4, queueLimit: 5, replayLimit: 12 });
        const of = (after?: number): Interest => ({
          topics: [alice],
          together,
          ...(after !== undefined && { after }),
        });
        const truth: number[] = [];
        /** What a client knows: what it heard, and everything before the position it loaded at. */
        const known: number[] = [];
        let position = 0;
        let listening = shop.live.listen(of(0));
        const take = (heard: Heard): void => {
          if (heard.kind === 'resync')
            known.push(...truth.filter((seq) => seq > position && seq <= heard.seq));
          else known.push(...seqsOf(heard));
          position = heard.kind === 'events' ? (heard.events.at(-1)?.seq ?? position) : heard.seq;
          if (heard.kind === 'resync') listening = shop.live.listen(of(position));
        };
        const upToDate = (): boolean => position >= (truth.at(-1) ?? 0);

        for (const step of steps) {
          if (step === 'alice') truth.push(await shop.follow(alice));
          else if (step === 'bob') await shop.follow(bob);
          else if (step === 'read') {
            if (!upToDate()) take(await heardOf(listening));
          } else {
            await listening.return();
            listening = shop.live.listen(of(position));
          }
        }
        while (!upToDate()) take(await heardOf(listening));

        expect(known).toEqual(truth);
        for (const close of closing.splice(0)) await close();
        await store.close();
      }),
      { numRuns: runs },
    );
  }, 300_000);
});

describe('a position', () => {
  const digest = (text: string): string => Buffer.from(text).toString('base64url').padEnd(22, 'x').slice(-22);
  const stream = { name: 'commentAdded pst_1', viewer: alice };

  it('is read back by the same viewer in the same stream', () => {
    for (const seq of [0, 1, 35, 36, 2 ** 40]) {
      expect(readPosition(digest, stream, signPosition(digest, stream, seq))).toBe(seq);
    }
  });

  it('is nothing to anybody else, anywhere else, or when it was touched', () => {
    const position = signPosition(digest, stream, 7);

    for (const other of [
      { ...stream, viewer: bob },
      { ...stream, viewer: null },
      { ...stream, name: 'other' },
    ]) {
      expect(readPosition(digest, other, position)).toBeNull();
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readPosition(digest, stream, text)).toBeNull();
      }),
    );
  });
});

async function heardAfter(listening: Listening, act: () => Promise<unknown>): Promise<Heard> {
  await act();
  return heardOf(listening);
}
