/**
 * Lets one of several processes work for a durable consumer while the others wait. It saves double work and nothing
 * hangs on it: two that work at once are told apart by the position in the store.
 */
export interface Turns {
  /** Asks to bring the consumer what the outbox has up to `seq`; false while another process is at it. */
  take(seq: number): Promise<boolean>;
  /**
   * Ends the turn: everything up to `seq` was brought. What is left is for whoever asks next, this process at once and
   * another after a while.
   */
  done(seq: number): Promise<void>;
  /** This process asks no more. */
  leave(): Promise<void>;
}

/** Where nobody tells the processes apart, all may work. */
export const everyonesTurn: Turns = {
  take: () => Promise.resolve(true),
  done: () => Promise.resolve(),
  leave: () => Promise.resolve(),
};
