import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Retraining } from '../../src/retraining.js';
import type { Trainer, TrainingJob } from '../../src/training-job.js';
import type { TrainOutcome } from '../../src/training/train-shop.js';

const NEVER = '0 0 30 2 *';
const EVERY_SECOND = '* * * * * *';
const JOB: Omit<TrainingJob, 'purpose'> = {
  ...{ databaseUrl: 'memory:', dataDir: '/nowhere', engine: 'cpu' },
  ...{ seed: 1, mode: 'auto', force: null, budgetSeconds: null },
};
const NOTHING: TrainOutcome = { kind: 'skipped', because: 'hardly anything has changed' };

/** A trainer that is done when it is told to be. */
class SlowTrainer {
  readonly jobs: TrainingJob[] = [];
  #end: (() => void) | null = null;

  readonly train: Trainer = (job) => {
    this.jobs.push(job);
    return new Promise((resolve) => (this.#end = () => resolve(NOTHING)));
  };

  finish(): void {
    this.#end?.();
  }
}

describe('retraining by the clock', () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) });
  let retraining: Retraining;
  const at = (pattern: string, train: Trainer): Retraining =>
    (retraining = new Retraining(pattern, JOB, train, log));
  afterEach(async () => {
    await retraining.close();
    lines.length = 0;
  });

  it('learns when its time comes, as a scheduled run, which looks for drift first', async () => {
    let told: (job: TrainingJob) => void = () => undefined;
    const job = new Promise<TrainingJob>((resolve) => (told = resolve));

    at(EVERY_SECOND, (given) => {
      told(given);
      return Promise.resolve(NOTHING);
    });

    expect(await job).toEqual({ ...JOB, purpose: 'schedule' });
  });

  it('learns once at a time: what comes meanwhile waits for the run that is under way', async () => {
    const trainer = new SlowTrainer();
    at(NEVER, trainer.train);

    const both = Promise.all([retraining.run(), retraining.run()]);
    trainer.finish();
    await both;

    expect(trainer.jobs).toHaveLength(1);
    const again = retraining.run();
    trainer.finish();
    await again;
    expect(trainer.jobs).toHaveLength(2);
  });

  it('says what came of it', async () => {
    await at(NEVER, () => Promise.resolve(NOTHING)).run();

    expect(lines).toEqual([
      expect.objectContaining({ outcome: 'skipped', because: NOTHING.because, msg: 'a scheduled retrain' }),
    ]);
  });

  it('never stops a shop: a run that fails is an error in the log, and the next one is made', async () => {
    let runs = 0;
    at(NEVER, () =>
      runs++ === 0 ? Promise.reject(new Error('the disk is full')) : Promise.resolve(NOTHING),
    );

    await retraining.run();
    await retraining.run();

    expect(lines.map(({ msg }) => msg)).toEqual([
      'a scheduled retrain failed: the present model stays',
      'a scheduled retrain',
    ]);
    expect(lines[0]).toMatchObject({ err: { message: 'the disk is full' } });
  });

  it('is closed when the run under way is over', async () => {
    const trainer = new SlowTrainer();
    at(NEVER, trainer.train);
    const running = retraining.run();
    let isClosed = false;

    const closing = retraining.close().then(() => (isClosed = true));
    await Promise.resolve();

    expect(isClosed).toBe(false);
    trainer.finish();
    await Promise.all([running, closing]);
    expect(isClosed).toBe(true);
  });
});
