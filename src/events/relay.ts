import type { Logger } from 'pino';
import type { GraphStore } from '../store/graph-store.js';
import { inProcessBus, type EventBus } from './bus.js';
import { ConsumerPosition } from './consumer-position.js';
import { Subscription, type Consumer } from './subscription.js';

export interface RelayOptions {
  readonly bus?: EventBus;
  /** How long another process's commit can go unnoticed; default 250. */
  readonly pollMs?: number;
  /** The pause before attempt 1, 2, …; default doubles from 50 ms to 5 s. */
  readonly retryMs?: (attempt: number) => number;
  readonly log?: Logger;
}

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
    return this.#subscribe(consumer, new HereOnly(seq));
  }

  /** Delivers on from the position kept under the consumer's name, which starts at `from` the first time. */
  async attachDurable(consumer: Consumer, from = 0): Promise<Subscription> {
    return this.#subscribe(consumer, await ConsumerPosition.open(this.store, consumer.name, from));
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

  #subscribe(
    consumer: Consumer,
    position: { seq: number; moveTo(seq: number): Promise<void> },
  ): Subscription {
    const { pollMs = 250, retryMs = doubling, log } = this.options;
    const subscription = new Subscription(this.store, consumer, position, { pollMs, retryMs, log });
    this.#subscriptions.add(subscription);
    void subscription.closed.then(() => this.#subscriptions.delete(subscription));
    return subscription;
  }
}

class HereOnly {
  constructor(public seq: number) {}

  moveTo(seq: number): Promise<void> {
    this.seq = seq;
    return Promise.resolve();
  }
}

function doubling(attempt: number): number {
  return Math.min(5000, 50 * 2 ** (attempt - 1));
}
