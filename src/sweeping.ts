import type { Logger } from 'pino';
import { Scheduled } from './scheduled.js';

/** Does away with what is kept no longer, when the shop opens and once a day; a sweep that fails is said, and comes again. */
export class Sweeping extends Scheduled {
  /** @param sweep returns how many things it took away */
  constructor(
    private readonly sweep: () => Promise<number>,
    private readonly log: Logger,
  ) {
    super('0 4 * * *');
    void this.run();
  }

  protected async once(): Promise<void> {
    try {
      const swept = await this.sweep();
      if (swept > 0) this.log.info({ swept }, 'share links that ended long ago are deleted');
    } catch (error) {
      this.log.error({ err: error }, 'a sweep failed: it comes again tomorrow');
    }
  }
}
