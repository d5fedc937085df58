import type { Id } from '../../graph-models/domain/ids.js';
import type { Relay } from '../events/relay.js';
import type { Consumer, Subscription } from '../events/subscription.js';
import type { GraphStore, StoredEvent } from '../store/graph-store.js';
import { EventRing } from './event-ring.js';
import { liveEvent, type LiveEvent } from './live-event.js';
import { Listening, type Interest, type Replayed, type Source } from './listening.js';

export interface LiveOptions {
  /** Events kept in memory; default 4,096. */
  readonly ringSize?: number;
  /** Events that a subscriber may have missed before it has to load anew; default 10,000. */
  readonly replayLimit?: number;
  /** Events that may wait for one subscriber; default 256. */
  readonly queueLimit?: number;
}

/** The view of the graph that must have an event before subscribers hear of it. */
export interface Followed {
  readonly state: { readonly seq: number };
  /** Resolves true once every event up to `seq` is in the view. */
  readonly catchUp: (seq: number, timeoutMs?: number) => Promise<boolean>;
}

const BATCH = 500;
/** A quiet subscriber learns how far it has come each time so many events went by. */
const MARK_EVERY = 1000;
const SETTLE_MS = 2000;

/** The outbox for subscribers of this process: each event once, in order, after the live graph has it. */
export class LiveEvents implements Consumer, Source {
  readonly name = 'live-events';
  readonly queueLimit: number;
  readonly #replayLimit: number;
  readonly #ring: EventRing;
  readonly #subscription: Subscription;
  readonly #byTopic = new Map<Id, Set<Listening>>();
  readonly #toAll = new Set<Listening>();
  readonly #open = new Set<Listening>();

  constructor(
    private readonly store: GraphStore,
    relay: Relay,
    private readonly graph: Followed,
    options: LiveOptions = {},
  ) {
    const { ringSize = 4096, replayLimit = 10_000, queueLimit = 256 } = options;
    this.queueLimit = queueLimit;
    this.#replayLimit = replayLimit;
    this.#ring = new EventRing(ringSize, graph.state.seq);
    this.#subscription = relay.attach(this, graph.state.seq);
  }

  /** The seq of the latest event that subscribers heard of. */
  get head(): number {
    return this.#ring.head;
  }

  /** How many subscribers are told of what happens. */
  get listeners(): number {
    return this.#open.size;
  }

  /** What happens from now on, or after `interest.after`: no gap and nothing twice. */
  listen(interest: Interest): Listening {
    return new Listening(this, interest);
  }

  /** Resolves once every event up to `seq` was told. */
  reach(seq: number): Promise<void> {
    return this.#subscription.reach(seq);
  }

  /** Called by the relay. */
  async deliver(event: StoredEvent): Promise<void> {
    if (event.seq <= this.head) return;
    while (!(await this.graph.catchUp(event.seq))) {
      if (this.#closing) return;
    }
    const said = liveEvent(event);
    this.#ring.push(event.seq, said);
    if (said !== null) this.#tell(said);
    if (event.seq % MARK_EVERY === 0) {
      for (const listening of this.#open) listening.mark(event.seq, MARK_EVERY);
    }
  }

  replay(seq: number, replayedSoFar: number): Replayed | null | Promise<Replayed | null> {
    const budget = this.#replayLimit - replayedSoFar;
    if (this.head - seq > budget) return null;
    const through = Math.min(this.head, seq + BATCH);
    if (!this.#ring.holdsAfter(seq)) return this.#fromStore(seq, through);
    const events: LiveEvent[] = [];
    for (let at = seq + 1; at <= through; at++) {
      const event = this.#ring.at(at);
      if (event !== null) events.push(event);
    }
    return { events, through };
  }

  async settle(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, SETTLE_MS)));
    await Promise.race([this.#subscription.drain(), late]);
    clearTimeout(timer);
  }

  join(listening: Listening): void {
    this.#open.add(listening);
    const { topics } = listening;
    if (topics === null) this.#toAll.add(listening);
    for (const topic of topics ?? []) {
      const those = this.#byTopic.get(topic) ?? new Set();
      this.#byTopic.set(topic, those.add(listening));
    }
  }

  leave(listening: Listening): void {
    this.#open.delete(listening);
    this.#toAll.delete(listening);
    for (const topic of listening.topics ?? []) {
      const those = this.#byTopic.get(topic);
      those?.delete(listening);
      if (those?.size === 0) this.#byTopic.delete(topic);
    }
  }

  /** Ends every listening; subscribers follow on from their positions elsewhere. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const listening of [...this.#open]) await listening.return();
    await this.#subscription.close();
  }

  #closing = false;

  #tell(event: LiveEvent): void {
    if (event.change === null) {
      for (const listening of [...this.#open]) listening.tell(event);
      return;
    }
    for (const listening of [...this.#toAll]) listening.tell(event);
    for (const topic of event.touches) {
      const those = this.#byTopic.get(topic);
      if (those !== undefined) for (const listening of [...those]) listening.tell(event);
    }
  }

  async #fromStore(seq: number, through: number): Promise<Replayed> {
    const stored = await this.store.eventsAfter(seq, through - seq);
    const events = stored.map(liveEvent).filter((event) => event !== null);
    return { events, through: stored.at(-1)?.seq ?? through };
  }
}
