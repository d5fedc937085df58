import type { FromTraining } from './train-apart.js';
import { sentenceFor } from './failure.js';
import { giveWay, train, type TrainingJob } from './training-job.js';

/** A process that learns one model and ends: told its job by its parent, nicer than whoever serves, gone when the parent is. */
giveWay();
process.once('disconnect', () => process.exit(1));
process.once('message', (job: TrainingJob) => {
  train(job, tellProgress).then(
    (outcome) => leave({ kind: 'done', outcome }),
    (error: unknown) => {
      const expected = sentenceFor(error);
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      leave({ kind: 'failed', message: expected ?? message, isExpected: expected !== null });
    },
  );
});

/** The parent is told of steps now and then: it serves meanwhile. */
const STEPS_APART_MS = 250;
let toldAt = 0;

function tellProgress(step: string, within?: string): void {
  if (within !== undefined && Date.now() < toldAt + STEPS_APART_MS) return;
  toldAt = Date.now();
  tell({ kind: 'progress', step, within });
}

function tell(message: FromTraining, sent: () => void = () => undefined): void {
  process.send?.(message, undefined, undefined, sent);
}

function leave(message: FromTraining): void {
  tell(message, () => process.exit(0));
}
