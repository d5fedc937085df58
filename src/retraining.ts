import { Cron } from 'croner';
import type { Logger } from 'pino';
import type { Trainer, TrainingJob } from './training-job.js';

/** Learns anew at the times of a cron pattern, wherever the trainer works; says how each went, and never stops a shop. */
export class Retraining {
  readonly #cron: Cron;
  #running: Promise<void> | null = null;

  constructor(
    pattern: string,
    private readonly job: Omit<TrainingJob, 'purpose'>,
    private readonly train: Trainer,
    private readonly log: Logger,
  ) {
    // One at a time: a time that comes while a run is under way is passed over.
    this.#cron = new Cron(pattern, { protect: true, unref: true }, () => this.run());
  }

  /** What a time of the pattern does; a second call while one is under way waits for that one. */
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
      const outcome = await this.train({ ...this.job, purpose: 'schedule' });
      const { kind, because } = outcome;
      const model = outcome.kind === 'published' ? outcome.version : undefined;
      this.log.info({ outcome: kind, because, model }, 'a scheduled retrain');
    } catch (error) {
      this.log.error({ err: error }, 'a scheduled retrain failed: the present model stays');
    }
  }
}
