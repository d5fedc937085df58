import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { InteractionGraph } from '../graph-models/interactions/interaction-graph.js';
import { OperatorError } from './failure.js';
import { trainOn, type Trainer } from './training-job.js';
import type { TrainOutcome } from './training/train-shop.js';

/** What a training process says. */
export type FromTraining =
  | { readonly kind: 'progress'; readonly step: string; readonly within?: string | undefined }
  | { readonly kind: 'done'; readonly outcome: TrainOutcome }
  | { readonly kind: 'failed'; readonly message: string; readonly isExpected: boolean };

/** Learns in processes of their own, so that whoever serves goes on serving. */
export interface ApartTrainer {
  readonly train: Trainer;
  /** Ends what is being learnt; nothing of it is published. */
  readonly close: () => Promise<void>;
}

const ENTRY = fileURLToPath(new URL('./training-process.js', import.meta.url));

export function trainApart(entry = ENTRY, execArgv: readonly string[] = []): ApartTrainer {
  const running = new Map<ReturnType<typeof fork>, Promise<unknown>>();
  return {
    train(job, onProgress = () => undefined) {
      const child = fork(entry, { execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
      let complaint = '';
      child.stderr
        ?.setEncoding('utf8')
        .on('data', (text: string) => (complaint = (complaint + text).slice(-2000)));
      const outcome = new Promise<TrainOutcome>((resolve, reject) => {
        child.on('message', (message: FromTraining) => {
          if (message.kind === 'progress') onProgress(message.step, message.within);
          else if (message.kind === 'done') resolve(message.outcome);
          else reject(message.isExpected ? new OperatorError(message.message) : new Error(message.message));
        });
        child.once('error', reject);
        child.once('close', (code, signal) => {
          running.delete(child);
          reject(new Error(`The training process ended by ${signal ?? `code ${code}`}. ${complaint}`.trim()));
        });
        child.send(job);
      });
      running.set(
        child,
        outcome.catch(() => undefined),
      );
      return outcome;
    },
    async close() {
      for (const child of running.keys()) child.kill('SIGKILL');
      await Promise.all(running.values());
    },
  };
}

/** Learns in this process, which answers nobody meanwhile. */
export function trainHere(graph: () => InteractionGraph): ApartTrainer {
  return {
    train: (job, onProgress) => trainOn(graph(), job, onProgress),
    close: () => Promise.resolve(),
  };
}
