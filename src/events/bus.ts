import { everyonesTurn, type Turns } from './turns.js';

/**
 * Tells relays that the outbox has grown. It carries positions, never the events: the outbox is the only log,
 * so a lost message delays delivery until the next poll and loses nothing.
 */
export interface EventBus {
  /** Says that the outbox has reached `seq`. */
  announce(seq: number): void;
  /** Calls `wake` whenever somebody announces; the result stops it. */
  listen(wake: (seq: number) => void): () => void;
  /** Whether announcements of other processes arrive now; while they do not, relays look at the outbox more often. */
  hearsOthers(): boolean;
  /** How processes take turns at a durable consumer. */
  turns(consumer: string): Turns;
  close(): Promise<void>;
}

/** The bus of one process. */
export function inProcessBus(): EventBus {
  const listeners = new Set<(seq: number) => void>();
  return {
    announce(seq) {
      for (const wake of listeners) wake(seq);
    },
    listen(wake) {
      listeners.add(wake);
      return () => void listeners.delete(wake);
    },
    hearsOthers: () => false,
    turns: () => everyonesTurn,
    close() {
      listeners.clear();
      return Promise.resolve();
    },
  };
}
