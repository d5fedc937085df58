import type { Logger } from 'pino';
import type { GraphStore, StoredEvent } from '../store/graph-store.js';
import { ConsumerMovedError } from './consumer-position.js';
import type { CountedOnce, Once } from './once.js';
import type { Turns } from './turns.js';

/** Reads the outbox in order. An event can come twice (same id, same seq) after a crash, never out of order. */
export interface Consumer {
  readonly name: string;
  /**
   * Throwing means "not yet": the event comes again after a pause, and none after it before. An effect in the store
   * that must not be there twice is committed together with what `once` answers.
   */
  deliver(event: StoredEvent, once: Once): Promise<void> | void;
}

/** Where a consumer stands: in memory, or kept in the store. */
export interface Position {
  readonly seq: number;
  refresh(): Promise<void>;
  once(seq: number): Promise<CountedOnce>;
  moveTo(seq: number): Promise<void>;
}

interface Pace {
  readonly pollMs: () => number;
  /** How long the kept position may lag behind what was delivered. */
  readonly keepMs: () => number;
  readonly retryMs: (attempt: number) => number;
  readonly log: Logger | undefined;
}

const BATCH = 500;

/** One consumer's way through the outbox. */
export class Subscription {
  /** Resolves when nothing more will be delivered. */
  readonly closed: Promise<void>;
  #delivered: number;
  /** When the position is to be kept next, by `performance.now()`. */
  #keepAt = 0;
  #closing = false;
  #awake: (() => void) | null = null;
  #poked = false;
  #reached: { readonly seq: number; readonly resolve: () => void }[] = [];
  #drained: (() => void)[] = [];

  constructor(
    private readonly store: GraphStore,
    private readonly consumer: Consumer,
    private readonly position: Position,
    private readonly turns: Turns,
    private readonly pace: Pace,
  ) {
    this.#delivered = position.seq;
    this.closed = this.#run();
  }

  /** The seq of the last event that the consumer took. */
  get delivered(): number {
    return this.#delivered;
  }

  /** Looks at the outbox now instead of at the next poll. */
  poke(): void {
    this.#poked = true;
    this.#awake?.();
  }

  /** Resolves once the consumer took every event up to `seq`. */
  async reach(seq: number): Promise<void> {
    if (this.#delivered >= seq || this.#closing) return;
    const reached = new Promise<void>((resolve) => this.#reached.push({ seq, resolve }));
    this.poke();
    await reached;
  }

  /** Resolves once the consumer took everything that was committed, by anybody, before this call. */
  async drain(): Promise<void> {
    if (this.#closing) return;
    const drained = new Promise<void>((resolve) => this.#drained.push(resolve));
    this.poke();
    await drained;
  }

  /** Stops after the delivery that is under way; whoever waits for more is let go. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#awake?.();
    await this.closed;
    await this.turns.leave();
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#closing;) {
      try {
        const full = await this.#readOnce();
        failures = 0;
        if (!full) await this.#sleep(this.#untilNext(), true);
      } catch (error) {
        if (error instanceof ConsumerMovedError) continue;
        failures++;
        const { consumer, pace } = this;
        pace.log?.warn(
          { err: error, consumer: consumer.name, seq: this.#delivered, failures },
          'delivery is retried',
        );
        await this.#sleep(pace.retryMs(failures), false);
      }
    }
    await this.#keepAtLast();
    for (const { resolve } of this.#reached) resolve();
    for (const resolve of this.#drained) resolve();
  }

  #untilNext(): number {
    const pollMs = this.pace.pollMs();
    if (this.position.seq >= this.#delivered) return pollMs;
    return Math.min(pollMs, Math.max(1, this.#keepAt - performance.now()));
  }

  /** Delivers one batch, when there is one and nobody else is at it; true when there may be more behind it. */
  async #readOnce(): Promise<boolean> {
    this.#poked = false;
    const draining = this.#drained;
    this.#drained = [];
    let isDrained = false;
    try {
      await this.position.refresh();
      this.#delivered = Math.max(this.#delivered, this.position.seq);
      this.#letGo();
      const events = await this.store.eventsAfter(this.#delivered, BATCH);
      const isOurs = events.length === 0 || (await this.turns.take(events.at(-1)!.seq));
      if (events.length === 0) await this.#keep();
      else if (isOurs) await this.#bring(events);
      isDrained = isOurs && events.length < BATCH;
      return isOurs && !isDrained;
    } finally {
      if (!isDrained) this.#drained.push(...draining);
      else for (const resolve of draining) resolve();
    }
  }

  async #bring(events: readonly StoredEvent[]): Promise<void> {
    try {
      await this.#deliver(events);
    } finally {
      await this.#keep();
      await this.turns.done(this.#delivered);
    }
  }

  /**
   * Moves the position when it is time: each move is a durable commit, as dear as an act. After a crash what was delivered
   * since comes again; an effect that must not be there twice moves it in its own commit (`once`).
   */
  async #keep(): Promise<void> {
    const now = performance.now();
    if (now < this.#keepAt && !this.#closing) return;
    this.#keepAt = now + this.pace.keepMs();
    await this.position.refresh();
    if (this.position.seq < this.#delivered) await this.position.moveTo(this.#delivered);
  }

  async #keepAtLast(): Promise<void> {
    try {
      await this.#keep();
    } catch (error) {
      if (error instanceof ConsumerMovedError) return;
      const { consumer, pace } = this;
      pace.log?.warn(
        { err: error, consumer: consumer.name, seq: this.#delivered },
        'the position was not kept',
      );
    }
  }

  async #deliver(events: readonly StoredEvent[]): Promise<void> {
    for (const event of events) {
      if (this.#closing) return;
      await this.consumer.deliver(event, () => this.position.once(event.seq));
      this.#delivered = event.seq;
      this.#letGo();
    }
  }

  #letGo(): void {
    const waiting = this.#reached;
    this.#reached = waiting.filter(({ seq }) => seq > this.#delivered);
    for (const { seq, resolve } of waiting) if (seq <= this.#delivered) resolve();
  }

  /** Until the time is over or, when `wakeable`, somebody pokes; closing always wakes. */
  async #sleep(ms: number, wakeable: boolean): Promise<void> {
    if (this.#closing || (wakeable && this.#poked)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, ms);
      timer.unref();
      const wake = (): void => {
        if (wakeable || this.#closing) done();
      };
      this.#awake = wake;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
    this.#awake = null;
  }
}
