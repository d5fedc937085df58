import { InvalidArgumentError, Option, type Command } from 'commander';
import { ENGINE_WISHES, type EngineWish } from '../../graph-models/tensorflow/choose-engine.js';
import type { Search } from '../../graph-models/neural/tune-friendless.js';
import type { Config } from '../config.js';
import { byStretch, stepsOn } from '../steps.js';
import { giveWay, train } from '../training-job.js';
import { examTable } from '../training/exam-told.js';
import { TRAIN_STRETCHES, type TrainOutcome } from '../training/train-shop.js';
import { seconds, wholeNumber } from './flags.js';

interface Flags {
  readonly budget?: number;
  readonly seed: number;
  readonly force?: string;
  readonly full?: boolean;
  readonly engine: EngineWish;
}

/** Nothing failed, and nothing was published. */
const NOTHING_PUBLISHED = 2;

/** `grapevine train`: learns from the shop's own data, compares, and publishes what is not worse. */
export function registerTrain(program: Command, config: () => Config): void {
  program
    .command('train')
    .description(
      'learn a model from the shop’s own data, compare it with what is served, publish it if it is not worse; ends with 2 when nothing is published',
    )
    .option('--full', 'learn from nothing, also where going on from the served model would do')
    .option('--budget <time>', 'how long options may be tried, for example 60s or 5m', seconds)
    .option('--seed <number>', 'what chance depends on', wholeNumber, 1)
    .option(
      '--force <reason>',
      'publish whatever the comparison says; the reason is kept with the model',
      reason,
    )
    .addOption(
      new Option('--engine <name>', 'what computes; auto: a graphics card, or whatever is fastest')
        .choices(ENGINE_WISHES)
        .default('auto'),
    )
    .action(async (flags: Flags) => {
      giveWay();
      const { databaseUrl, dataDir } = config();
      const { seed, engine, force = null, budget = null } = flags;
      const mode = flags.full === true ? 'full' : 'auto';
      const notes: string[] = [];
      const outcome = await stepsOn(process.stderr)('Learning what people like', (onProgress) =>
        train(
          { databaseUrl, dataDir, seed, engine, force, mode, purpose: 'command', budgetSeconds: budget },
          byStretch(onProgress, TRAIN_STRETCHES),
          (note) => notes.push(note),
        ),
      );
      process.stdout.write(notes.map((note) => `${note}\n`).join('') + toldOf(outcome, force));
      if (outcome.kind !== 'published') process.exitCode = NOTHING_PUBLISHED;
    });
}

function toldOf(outcome: TrainOutcome, force: string | null): string {
  if (outcome.kind === 'tooLittle' || outcome.kind === 'skipped')
    return `Nothing is published: ${outcome.because}.\n`;
  const table = outcome.exam === null ? '' : `${examTable(outcome.exam)}\n`;
  const found = outcome.search === null ? '' : `${searchTold(outcome.search)}\n`;
  const how =
    outcome.mode === 'incremental' ? 'It went on from the served model' : 'It was learnt from nothing';
  if (outcome.kind === 'published') {
    const asked = force === null ? '' : `, as somebody asked for it (${force})`;
    return `${table}${found}${how}. Model ${outcome.version} is published${asked}: ${outcome.because}.\n`;
  }
  return `${table}${found}${how}. Nothing is published: ${outcome.because}. Use --force "reason" to publish it all the same.\n`;
}

/** What was tried, by part; one sentence. */
export function searchTold({ fits, wasCutShort, wasInVain }: Search): string {
  const tried = Object.entries(fits).map(([part, count]) => `${part} ${count}`);
  const end = wasCutShort ? '; the clock ended it, so that another run may choose otherwise' : '';
  const use = wasInVain ? '; the usual ones stay, as the whole was no better for others' : '';
  return `Options were chosen on validation from fits of ${tried.join(', ')}${use}${end}.`;
}

function reason(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It takes a reason.');
  return text.trim();
}
