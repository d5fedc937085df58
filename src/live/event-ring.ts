import type { LiveEvent } from './live-event.js';

/** The latest events in memory, so that a client back from a tunnel costs the store nothing. */
export class EventRing {
  readonly #slots: (LiveEvent | null)[];
  #first: number;
  #last: number;

  /** Empty, at the position `seq` of the outbox. */
  constructor(capacity: number, seq: number) {
    this.#slots = new Array<LiveEvent | null>(capacity).fill(null);
    this.#last = seq;
    this.#first = seq + 1;
  }

  /** The seq of the latest event. */
  get head(): number {
    return this.#last;
  }

  /** Takes the event of the next seq; null: one that subscribers never see. */
  push(seq: number, event: LiveEvent | null): void {
    if (seq !== this.#last + 1) throw new RangeError(`event ${seq} came after ${this.#last}`);
    this.#slots[seq % this.#slots.length] = event;
    this.#last = seq;
    this.#first = Math.max(this.#first, seq - this.#slots.length + 1);
  }

  /** Is everything after `seq` here? */
  holdsAfter(seq: number): boolean {
    return seq + 1 >= this.#first;
  }

  /** The event, or null when subscribers never see it; only while `holdsAfter(seq - 1)`. */
  at(seq: number): LiveEvent | null {
    return this.#slots[seq % this.#slots.length] ?? null;
  }
}
