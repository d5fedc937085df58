import { Cron } from 'croner';
import type { Logger } from 'pino';

/** Does away with what is kept no longer, when the shop opens and once a day; a sweep that fails is said, and comes again. */
export class Sweeping {
  readonly #cron: Cron;
  #running: Promise<void> | null = null;

  /** @param sweep returns how many things it took away */
  constructor(
    private readonly sweep: () => Promise<number>,
    private readonly log: Logger,
  ) {
    this.#cron = new Cron('0 4 * * *', { unref: true }, () => this.run());
    void this.run();
  }

  /** A second call while a sweep is under way waits for that one. */
  run(): Promise<void> {
    this.#running ??= this.#once().finally(() => (this.#running = null));
    return this.#running;
  }

  async close(): Promise<void> {
    this.#cron.stop();
    await this.#running;
  }

  async #once(): Promise<void> {
    try {
      const swept = await this.sweep();
      if (swept > 0) this.log.info({ swept }, 'share links that ended long ago are deleted');
    } catch (error) {
      this.log.error({ err: error }, 'a sweep failed: it comes again tomorrow');
    }
  }
}
