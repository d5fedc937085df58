import { Cron } from 'croner';

/** Work at the times of a cron pattern, one run at a time. */
export abstract class Scheduled {
  readonly #cron: Cron;
  #running: Promise<void> | null = null;

  constructor(pattern: string) {
    // A time that comes while a run is under way is passed over.
    this.#cron = new Cron(pattern, { protect: true, unref: true }, () => this.run());
  }

  /** What a time of the pattern does; a second call while one is under way waits for that one. */
  run(): Promise<void> {
    this.#running ??= this.once().finally(() => (this.#running = null));
    return this.#running;
  }

  async close(): Promise<void> {
    this.#cron.stop();
    await this.#running;
  }

  /** Never rejects: what goes wrong is said, and the next time comes. */
  protected abstract once(): Promise<void>;
}
