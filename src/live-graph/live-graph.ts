import type { Logger } from 'pino';
import { GRAPH_CHANGED, GRAPH_IMPORTED, type GraphChanged } from '../events/graph-changed.js';
import type { Relay } from '../events/relay.js';
import type { Consumer, Subscription } from '../events/subscription.js';
import { StoreUnavailableError, type GraphStore, type StoredEvent } from '../store/graph-store.js';
import { applyChange } from './apply.js';
import { digestOf } from './digest.js';
import type { LiveState } from './live-state.js';
import { loadState, outboxEnd, type LoadProgress } from './load.js';

export interface LiveGraphOptions {
  readonly onProgress?: LoadProgress;
  readonly log?: Logger;
  readonly now?: () => number;
  /** How often the checksum is compared with a fresh load; 0 or left out: never by itself. */
  readonly verifyEveryMs?: number;
}

/** Readies itself for a state that is about to take over, for example by fitting a model to its indices. */
export type Prepare = (next: LiveState) => Promise<void> | void;

const BATCH = 500;

/** The store's graph in memory, kept current by the outbox and rebuilt when it disagrees with the store. */
export class LiveGraph implements Consumer {
  readonly name = 'live-graph';
  readonly #preparing: Prepare[] = [];
  readonly #subscription: Subscription;
  #freshAt: number;
  readonly #verifying: NodeJS.Timeout | undefined;

  private constructor(
    private readonly store: GraphStore,
    relay: Relay,
    private readonly options: LiveGraphOptions,
    private loaded: LiveState,
    private readonly now: () => number,
  ) {
    this.#freshAt = now();
    this.#subscription = relay.attach(this, loaded.seq);
    const every = options.verifyEveryMs ?? 0;
    if (every > 0) {
      this.#verifying = setInterval(() => void this.#verifyOrSay(), every);
      this.#verifying.unref();
    }
  }

  /** Loads the whole store, then follows the outbox. */
  static async start(store: GraphStore, relay: Relay, options: LiveGraphOptions = {}): Promise<LiveGraph> {
    const { now = Date.now } = options;
    const live = new LiveGraph(store, relay, options, await loadState(store, options.onProgress), now);
    await live.#subscription.drain();
    return live;
  }

  /** The graph as it is now. After a rebuild it is another object: ask every time, keep it for one answer. */
  get state(): LiveState {
    return this.loaded;
  }

  /** Calls `prepare` with every state that will replace the present one, before it does. */
  beforeRebuild(prepare: Prepare): void {
    this.#preparing.push(prepare);
  }

  /** Resolves true once every event up to `seq` is in the graph; false when that takes longer than `timeoutMs`. */
  catchUp(seq: number, timeoutMs = 2000): Promise<boolean> {
    if (this.loaded.seq >= seq) return Promise.resolve(true);
    return within(timeoutMs, this.#subscription.reach(seq));
  }

  /** Resolves true once everything committed before this call, by any process, is in the graph; false after `timeoutMs`. */
  async refresh(timeoutMs: number): Promise<boolean> {
    const askedAt = this.now();
    const isFresh = await within(timeoutMs, this.#subscription.drain());
    if (isFresh) this.#freshAt = Math.max(this.#freshAt, askedAt);
    return isFresh;
  }

  /** Milliseconds since 1970: everything committed before it is in the graph. */
  get freshAt(): number {
    return this.#freshAt;
  }

  /** Called by the relay. */
  async deliver(event: StoredEvent): Promise<void> {
    if (event.seq <= this.loaded.seq) return;
    if (event.kind === GRAPH_IMPORTED) return this.rebuild();
    try {
      for (let state = null; state !== this.loaded && event.seq > this.loaded.seq;) {
        state = this.loaded;
        await this.#apply(state, event);
      }
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      this.options.log?.error({ err: error, seq: event.seq }, 'an event could not be applied: loading anew');
      await this.rebuild();
    }
  }

  /** Loads anew beside the present state, and takes its place. */
  async rebuild(): Promise<void> {
    await this.#takeOver(await loadState(this.store, this.options.onProgress));
  }

  /**
   * Compares with a fresh load of the store, which takes over when they disagree. True when they agreed, or when
   * writers left no moment in which the two could be compared.
   */
  async verify(attempts = 5): Promise<boolean> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const fresh = await loadState(this.store);
      await this.#subscription.drain();
      await this.#follow(fresh);
      if (digestOf(fresh) === digestOf(this.loaded)) return true;
      const isQuiet = (await outboxEnd(this.store)) === fresh.seq && fresh.seq === this.loaded.seq;
      if (!isQuiet) continue;
      this.options.log?.error({ seq: fresh.seq }, 'the live graph disagrees with the store: it is replaced');
      await this.#takeOver(fresh);
      return false;
    }
    return true;
  }

  async close(): Promise<void> {
    clearInterval(this.#verifying);
    await this.#subscription.close();
  }

  async #verifyOrSay(): Promise<void> {
    try {
      await this.verify();
    } catch (error) {
      this.options.log?.warn({ err: error }, 'the live graph could not be compared with the store');
    }
  }

  async #takeOver(next: LiveState): Promise<void> {
    for (const prepare of this.#preparing) await prepare(next);
    while (next.seq < this.loaded.seq) await this.#follow(next);
    this.loaded = next;
  }

  /** Brings a state that the relay does not feed to where the present one is. */
  async #follow(next: LiveState): Promise<void> {
    while (next.seq < this.loaded.seq) {
      const events = await this.store.eventsAfter(next.seq, BATCH);
      for (const event of events) if (event.seq <= this.loaded.seq) await this.#apply(next, event);
    }
  }

  async #apply(state: LiveState, event: StoredEvent): Promise<void> {
    if (event.kind === GRAPH_CHANGED)
      await applyChange(this.store, state, event.payload as unknown as GraphChanged, event.seq);
    else state.seq = event.seq;
  }
}

async function within(timeoutMs: number, done: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  try {
    return await Promise.race([done.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
