import type { Logger } from 'pino';
import { Scheduled } from './scheduled.js';
import type { Trainer, TrainingJob } from './training-job.js';

/** Learns anew at the times of a cron pattern, wherever the trainer works; says how each went, and never stops a shop. */
export class Retraining extends Scheduled {
  constructor(
    pattern: string,
    private readonly job: Omit<TrainingJob, 'purpose'>,
    private readonly train: Trainer,
    private readonly log: Logger,
  ) {
    super(pattern);
  }

  protected async once(): Promise<void> {
    try {
      const outcome = await this.train({ ...this.job, purpose: 'schedule' });
      const { kind, because } = outcome;
      const model = outcome.kind === 'published' ? outcome.version : undefined;
      this.log.info({ outcome: kind, because, model }, 'a scheduled retrain');
    } catch (error) {
      this.log.error({ err: error }, 'a scheduled retrain failed: the present model stays');
    }
  }
}
