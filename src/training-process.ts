import { constants, setPriority } from 'node:os';
import type { FromTraining } from './train-apart.js';
import { sentenceFor } from './failure.js';
import { train, type TrainingJob } from './training-job.js';

/** A process that learns one model and ends: told its job by its parent, nicer than whoever serves, gone when the parent is. */
setPriority(constants.priority.PRIORITY_LOW);
process.once('disconnect', () => process.exit(1));
process.once('message', (job: TrainingJob) => {
  train(job, (step) => tell({ kind: 'progress', step })).then(
    (outcome) => leave({ kind: 'done', outcome }),
    (error: unknown) => {
      const expected = sentenceFor(error);
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      leave({ kind: 'failed', message: expected ?? message, isExpected: expected !== null });
    },
  );
});

function tell(message: FromTraining, sent: () => void = () => undefined): void {
  process.send?.(message, undefined, undefined, sent);
}

function leave(message: FromTraining): void {
  tell(message, () => process.exit(0));
}
