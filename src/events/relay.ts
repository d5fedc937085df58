import type { Logger } from 'pino';
import type { GraphStore } from '../store/graph-store.js';
import { inProcessBus, type EventBus } from './bus.js';
import { ConsumerPosition } from './consumer-position.js';
import { uncounted, type Once } from './once.js';
import { Subscription, type Consumer, type Position } from './subscription.js';
import { everyonesTurn, type Turns } from './turns.js';

export interface RelayOptions {
  readonly bus?: EventBus;
  /** How long a commit can go unannounced and unnoticed; default 250, and 1,000 while other processes are heard. */
  readonly pollMs?: number;
  /** The pause before attempt 1, 2, …; default doubles from 50 ms to 5 s. */
  readonly retryMs?: (attempt: number) => number;
  readonly log?: Logger;
}

/** How far a durable consumer's kept position may be behind, where no other process reads it. */
const KEEP_MS = 250;

/** Brings the outbox to its consumers, each at its own pace. */
export class Relay {
  readonly #subscriptions = new Set<Subscription>();
  readonly #bus: EventBus;
  readonly #stopListening: () => void;

  constructor(
    private readonly store: GraphStore,
    private readonly options: RelayOptions = {},
  ) {
    this.#bus = options.bus ?? inProcessBus();
    this.#stopListening = this.#bus.listen(() => {
      for (const subscription of this.#subscriptions) subscription.poke();
    });
  }

  /** Delivers what comes after `seq`; the position lives as long as this process. */
  attach(consumer: Consumer, seq: number): Subscription {
    return this.#subscribe(consumer, new HereOnly(seq), everyonesTurn);
  }

  /** Delivers on from the position kept under the consumer's name, which starts at `from` the first time. */
  async attachDurable(consumer: Consumer, from = 0): Promise<Subscription> {
    const position = await ConsumerPosition.open(this.store, consumer.name, from);
    return this.#subscribe(consumer, position, this.#bus.turns(consumer.name));
  }

  /** Looks at the outbox now, here and in every process on the same bus; call it after a commit. */
  poke(seq = 0): void {
    this.#bus.announce(seq);
  }

  /** Stops after the deliveries that are under way. */
  async close(): Promise<void> {
    this.#stopListening();
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    await this.#bus.close();
  }

  #subscribe(consumer: Consumer, position: Position, turns: Turns): Subscription {
    const { pollMs, retryMs = doubling, log } = this.options;
    const pace = {
      pollMs: () => pollMs ?? (this.#bus.hearsOthers() ? 1000 : 250),
      // What another process reads of the position saves it work that was done.
      keepMs: () => (this.#bus.hearsOthers() ? 0 : KEEP_MS),
      ...{ retryMs, log },
    };
    const subscription = new Subscription(this.store, consumer, position, turns, pace);
    this.#subscriptions.add(subscription);
    void subscription.closed.then(() => this.#subscriptions.delete(subscription));
    return subscription;
  }
}

class HereOnly implements Position {
  constructor(public seq: number) {}

  readonly once: Once = uncounted;

  refresh(): Promise<void> {
    return Promise.resolve();
  }

  moveTo(seq: number): Promise<void> {
    this.seq = seq;
    return Promise.resolve();
  }
}

function doubling(attempt: number): number {
  return Math.min(5000, 50 * 2 ** (attempt - 1));
}
