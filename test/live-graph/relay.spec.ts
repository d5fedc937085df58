import { afterEach, describe, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { makeId } from '../../graph-models/domain/ids.js';
import { inProcessBus } from '../../src/events/bus.js';
import { ConsumerMovedError, ConsumerPosition } from '../../src/events/consumer-position.js';
import { Relay, type RelayOptions } from '../../src/events/relay.js';
import type { Consumer } from '../../src/events/subscription.js';
import type { Store, StoredEvent } from '../../src/store/graph-store.js';
import { describeOnEachStore } from '../support/stores.js';

/** Never polls by itself within a test, and retries at once. */
const quiet: RelayOptions = { pollMs: 3_600_000, retryMs: () => 0 };

async function announce(store: Store, ...kinds: string[]): Promise<number> {
  const events = kinds.map((kind) => ({ id: makeId('Act', ulid()), kind, at: 1, payload: {} }));
  const done = await store.commit({ changes: [], events });
  if (done.kind !== 'committed') throw new Error('not announced');
  return done.seq;
}

/** Notes what it is given; `troubles` are thrown first, one a delivery. */
function notebook(name = 'notebook', troubles: Error[] = []): Consumer & { readonly heard: string[] } {
  const heard: string[] = [];
  return {
    name,
    heard,
    deliver({ kind }: StoredEvent) {
      const trouble = troubles.shift();
      if (trouble !== undefined) throw trouble;
      heard.push(kind);
    },
  };
}

describeOnEachStore('the relay', (openEmptyStore) => {
  const relays: Relay[] = [];
  const relayOf = (store: Store, options: RelayOptions = {}): Relay => {
    const relay = new Relay(store, { ...quiet, ...options });
    relays.push(relay);
    return relay;
  };
  afterEach(async () => {
    for (const relay of relays.splice(0)) await relay.close();
  });

  it('delivers every event in the order of commit, those before the start included', async () => {
    const store = await openEmptyStore();
    await announce(store, 'one', 'two');
    const reader = notebook();

    const subscription = relayOf(store).attach(reader, 0);
    await subscription.reach(await announce(store, 'three'));

    expect(reader.heard).toEqual(['one', 'two', 'three']);
  });

  it('begins behind the position it is given', async () => {
    const store = await openEmptyStore();
    const seq = await announce(store, 'before');
    const reader = notebook();

    await relayOf(store)
      .attach(reader, seq)
      .reach(await announce(store, 'after'));

    expect(reader.heard).toEqual(['after']);
  });

  it('wakes up when a commit pokes it', async () => {
    const store = await openEmptyStore();
    const relay = relayOf(store);
    const heard = new Promise<string>((resolve) => {
      relay.attach({ name: 'ear', deliver: ({ kind }) => resolve(kind) }, 0);
    });
    await relay.attach(notebook(), 0).drain();

    relay.poke(await announce(store, 'knock'));

    expect(await heard).toBe('knock');
  });

  it('sees the commits of other processes by itself', async () => {
    const store = await openEmptyStore();
    const heard = new Promise<string>((resolve) => {
      relayOf(store, { pollMs: 5 }).attach({ name: 'ear', deliver: ({ kind }) => resolve(kind) }, 0);
    });

    await announce(store, 'from elsewhere');

    expect(await heard).toBe('from elsewhere');
  });

  it('hands everything over that was committed before it is asked to drain', async () => {
    const store = await openEmptyStore();
    const reader = notebook();
    const subscription = relayOf(store).attach(reader, 0);
    const kinds = Array.from({ length: 1200 }, (_, n) => `event ${n}`);
    await announce(store, ...kinds);

    await subscription.drain();

    expect(reader.heard).toEqual(kinds);
  });

  it('brings an event again until it is taken, and none behind it before', async () => {
    const store = await openEmptyStore();
    const pauses: number[] = [];
    const reader = notebook('stubborn', [new Error('not now'), new Error('not yet'), new Error('almost')]);
    const relay = relayOf(store, { retryMs: (attempt) => (pauses.push(attempt), 0) });

    await relay.attach(reader, 0).reach(await announce(store, 'one', 'two'));

    expect(reader.heard).toEqual(['one', 'two']);
    expect(pauses).toEqual([1, 2, 3]);
  });

  it('lets a slow consumer hold up nobody else', async () => {
    const store = await openEmptyStore();
    const relay = relayOf(store);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const quick = notebook('quick');
    relay.attach({ name: 'slow', deliver: () => gate }, 0);

    await relay.attach(quick, 0).reach(await announce(store, 'one'));

    expect(quick.heard).toEqual(['one']);
    release();
  });

  it('remembers a durable consumer’s position, and goes on there after a restart', async () => {
    const store = await openEmptyStore();
    const first = relayOf(store);
    const before = notebook('diary');
    const subscription = await first.attachDurable(before);
    await subscription.reach(await announce(store, 'one', 'two'));
    await first.close();
    await announce(store, 'three');

    const after = notebook('diary');
    await (await relayOf(store).attachDurable(after)).drain();

    expect(before.heard).toEqual(['one', 'two']);
    expect(after.heard).toEqual(['three']);
  });

  it('keeps a durable position now and then instead of with each event, and when it closes', async () => {
    const store = await openEmptyStore();
    let moves = 0;
    const counting = new Proxy(store, {
      get: (target, name) => {
        if (name === 'commit') moves++;
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    await ConsumerPosition.open(store, 'diary');
    const relay = relayOf(counting);
    const reader = await relay.attachDurable(notebook('diary'));
    const startedAt = performance.now();
    let last = 0;
    for (let n = 0; n < 50; n++) await reader.reach((last = await announce(store, `${n}`)));
    const most = 1 + (performance.now() - startedAt) / 250;

    expect(moves).toBeLessThanOrEqual(most);
    await relay.close();
    expect((await ConsumerPosition.open(store, 'diary')).seq).toBe(last);
  });

  it('delivers again what was delivered right before a crash, under the same id', async () => {
    const store = await openEmptyStore();
    const told: StoredEvent[] = [];
    const diary = { name: 'diary', deliver: (event: StoredEvent) => void told.push(event) };
    const crashing = new Proxy(store, {
      get: (target, name) => {
        if (name === 'commit') return () => new Promise(() => undefined);
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    await ConsumerPosition.open(store, 'diary');
    const seq = await announce(store, 'one');

    const died = await new Relay(crashing, quiet).attachDurable(diary);
    await died.reach(seq);
    await (await relayOf(store).attachDurable(diary)).drain();

    expect(told.map(({ seq: at, kind }) => [at, kind])).toEqual([
      [seq, 'one'],
      [seq, 'one'],
    ]);
    expect(told[0]!.id).toBe(told[1]!.id);
  });

  it('keeps the position of what was taken when a later event of the batch is refused', async () => {
    const store = await openEmptyStore();
    const heard: string[] = [];
    let refusals = 0;
    const picky = {
      name: 'picky',
      deliver: ({ kind }: StoredEvent) => {
        if (kind === 'two' && refusals++ < 1) throw new Error('not two');
        heard.push(kind);
      },
    };
    const pauses: number[] = [];
    const relay = relayOf(store, { retryMs: () => pauses.push(1) && 0 });
    const subscription = await relay.attachDurable(picky);

    await subscription.reach(await announce(store, 'one', 'two', 'three'));

    expect(heard).toEqual(['one', 'two', 'three']);
  });

  it('says so when another process moves the same consumer', async () => {
    const store = await openEmptyStore();
    const here = await ConsumerPosition.open(store, 'shared');
    const there = await ConsumerPosition.open(store, 'shared');
    await there.moveTo(7);

    await expect(here.moveTo(5)).rejects.toThrow(ConsumerMovedError);

    expect(here.seq).toBe(7);
    await here.moveTo(9);
    expect((await ConsumerPosition.open(store, 'shared')).seq).toBe(9);
  });

  it('gives one position to a consumer that is opened many times at once', async () => {
    const store = await openEmptyStore();

    const opened = await Promise.all(
      Array.from({ length: 10 }, () => ConsumerPosition.open(store, 'new', 3)),
    );

    expect(opened.map(({ seq }) => seq)).toEqual(Array(10).fill(3));
    await opened[0]!.moveTo(4);
    await expect(opened[1]!.moveTo(5)).rejects.toThrow('was moved to 4');
  });

  it('lets go of whoever waits when it closes', async () => {
    const store = await openEmptyStore();
    const relay = relayOf(store);
    const subscription = relay.attach(notebook(), 0);
    const waiting = Promise.all([subscription.reach(99), subscription.drain()]);

    await relay.close();

    await expect(waiting).resolves.toBeDefined();
  });
});

describe('the bus of one process', () => {
  it('wakes every relay on it, and none that left', () => {
    const bus = inProcessBus();
    const woken: string[] = [];
    bus.listen((seq) => woken.push(`a ${seq}`));
    const leave = bus.listen((seq) => woken.push(`b ${seq}`));

    bus.announce(1);
    leave();
    bus.announce(2);

    expect(woken).toEqual(['a 1', 'b 1', 'a 2']);
  });
});
