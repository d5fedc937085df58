import type { Id } from '../../graph-models/domain/ids.js';
import type { LiveEvent } from './live-event.js';

/** Why a subscriber has to load anew. */
export type ResyncReason = 'TOO_LONG_AGO' | 'TOO_SLOW' | 'UNKNOWN_POSITION';

/** What a subscriber hears. */
export type Heard =
  /** All that happened up to `seq` was told; what comes next is live. */
  | { readonly kind: 'following'; readonly seq: number }
  /** One or more events, oldest first. */
  | { readonly kind: 'events'; readonly events: readonly LiveEvent[] }
  /** The last thing heard: load anew, then follow from `seq`. */
  | { readonly kind: 'resync'; readonly seq: number; readonly reason: ResyncReason };

/** What a subscriber wants to hear. */
export interface Interest {
  /** Nodes whose events are wanted; null: those of all. */
  readonly topics: readonly Id[] | null;
  /** Asked of each event before it takes a place in the queue; bulk imports always come. */
  readonly matching?: (event: LiveEvent) => boolean;
  /** Several waiting events come at once; otherwise one at a time. */
  readonly together?: boolean;
  /** Hear what came after this seq first; left out: from now on. */
  readonly after?: number;
}

/** Where a subscriber hears from. */
export interface Source {
  readonly head: number;
  readonly queueLimit: number;
  /** A batch of what came after `seq`, and how far it reaches; null when that is too long ago. */
  readonly replay: (seq: number, replayedSoFar: number) => Replayed | null | Promise<Replayed | null>;
  /** Resolves once everything that any process committed is here, or after a while. */
  readonly settle: () => Promise<unknown>;
  /** From now on the listening is told of each event. */
  readonly join: (listening: Listening) => void;
  readonly leave: (listening: Listening) => void;
}

export interface Replayed {
  readonly events: readonly LiveEvent[];
  readonly through: number;
}

const DONE = { done: true, value: undefined } as const;

/** One subscriber's way through the events: what it missed, then what happens. Its queue is bounded. */
export class Listening implements AsyncIterableIterator<Heard> {
  #mode: 'replaying' | 'live' | 'ended' = 'replaying';
  readonly #queue: LiveEvent[] = [];
  #last: Heard | null = null;
  #heard: number;
  #replayed = 0;
  #around: readonly Id[] = [];
  #waiting: ((heard: IteratorResult<Heard>) => void) | null = null;

  constructor(
    private readonly source: Source,
    readonly interest: Interest,
  ) {
    this.#heard = interest.after ?? source.head;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The nodes whose events are wanted; null: those of all. */
  get topics(): readonly Id[] | null {
    const { topics } = this.interest;
    return topics === null || this.#around.length === 0 ? topics : [...topics, ...this.#around];
  }

  /** Hears of these nodes, too, from now on and in the place of those that were given here before. */
  hearOf(around: readonly Id[]): void {
    if (around.length === 0 && this.#around.length === 0) return;
    const isLive = this.#mode === 'live';
    if (isLive) this.source.leave(this);
    this.#around = around;
    if (isLive) this.source.join(this);
  }

  /** How many events wait for the subscriber. */
  get waiting(): number {
    return this.#queue.length;
  }

  async next(): Promise<IteratorResult<Heard>> {
    if (this.#waiting !== null) throw new Error('a listening is asked for one thing at a time');
    const queued = this.#take();
    if (queued !== null) return { done: false, value: queued };
    if (this.#mode === 'replaying') return this.#replay();
    if (this.#mode === 'ended') return DONE;
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  return(): Promise<IteratorResult<Heard>> {
    this.#end(null);
    this.#queue.length = 0;
    return Promise.resolve(DONE);
  }

  /** Called by the source once joined, in order. */
  tell(event: LiveEvent): void {
    if (this.#mode !== 'live' || event.seq <= this.#heard || !this.#wants(event)) return;
    this.#heard = event.seq;
    if (this.#queue.length < this.source.queueLimit) {
      this.#queue.push(event);
      this.#wake();
      return;
    }
    this.#queue.length = 0;
    this.#end({ kind: 'resync', seq: event.seq, reason: 'TOO_SLOW' });
  }

  /** Called by the source now and then: a quiet subscriber learns how far it has come, unless it heard lately. */
  mark(seq: number, every: number): void {
    if (this.#waiting === null || seq - this.#heard < every) return;
    this.#heard = seq;
    this.#resolve({ kind: 'following', seq });
  }

  async #replay(): Promise<IteratorResult<Heard>> {
    const { source } = this;
    if (this.#heard > source.head) {
      await source.settle();
      if (this.#heard > source.head) return this.#resync('UNKNOWN_POSITION');
    }
    while (this.#heard < source.head) {
      const given = source.replay(this.#heard, this.#replayed);
      const replayed = given instanceof Promise ? await given : given;
      if (this.#isOver()) return DONE;
      if (replayed === null) return this.#resync('TOO_LONG_AGO');
      this.#replayed += replayed.through - this.#heard;
      this.#heard = replayed.through;
      this.#queue.push(...replayed.events.filter((event) => this.#wants(event)));
      const queued = this.#take();
      if (queued !== null) return { done: false, value: queued };
    }
    if (this.#isOver()) return DONE;
    this.#mode = 'live';
    source.join(this);
    return { done: false, value: { kind: 'following', seq: this.#heard } };
  }

  #isOver(): boolean {
    return this.#mode === 'ended';
  }

  #resync(reason: ResyncReason): IteratorResult<Heard> {
    this.#end(null);
    return { done: false, value: { kind: 'resync', seq: this.source.head, reason } };
  }

  #wants(event: LiveEvent): boolean {
    if (event.change === null) return true;
    const { topics, matching } = this.interest;
    const touches = (topic: Id): boolean => event.touches.has(topic);
    if (topics !== null && !topics.some(touches) && !this.#around.some(touches)) return false;
    return matching === undefined || matching(event);
  }

  #take(): Heard | null {
    if (this.#queue.length > 0) {
      const count = this.interest.together === true ? this.#queue.length : 1;
      return { kind: 'events', events: this.#queue.splice(0, count) };
    }
    const last = this.#last;
    this.#last = null;
    return last;
  }

  #wake(): void {
    if (this.#waiting === null) return;
    const queued = this.#take();
    if (queued !== null) this.#resolve(queued);
  }

  #resolve(value: Heard): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.({ done: false, value });
  }

  #end(last: Heard | null): void {
    if (this.#mode === 'ended') return;
    if (this.#mode === 'live') this.source.leave(this);
    this.#mode = 'ended';
    this.#last = last;
    if (last !== null) return this.#wake();
    this.#waiting?.(DONE);
    this.#waiting = null;
  }
}
