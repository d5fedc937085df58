import { SingleBar } from 'cli-progress';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { appendFile, writeFile } from 'node:fs/promises';
import { TuningBudget } from '../../graph-models/neural/tuning-budget.js';
import { ENGINE_WISHES, type EngineWish } from '../../graph-models/tensorflow/choose-engine.js';
import { engineFor } from '../engine-for.js';
import { OperatorError } from '../failure.js';
import { MODEL_NAMES, type ModelName } from '../training/contenders.js';
import { loadDataset } from '../training/dataset.js';
import { evaluate, type Evaluation } from '../training/evaluate.js';
import { reportOf } from '../training/evaluation-report.js';
import { tablesOf } from '../training/evaluation-table.js';
import { protocolFor, PROTOCOLS, type Protocol } from '../training/split.js';
import { seconds, wholeNumber } from './flags.js';

interface Flags {
  readonly bundle: string;
  readonly json?: string;
  readonly seed: number;
  readonly seeds?: number;
  readonly models?: readonly ModelName[];
  readonly protocol?: Protocol;
  readonly budget?: number;
  readonly engine: EngineWish;
}

/** A random split is one draw of many: its figures are means over this many. */
const RANDOM_SPLITS = 5;

/** Adds `grapevine evaluate`: how well we rank, on somebody's data, beside the baselines. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description(
      'rank held-out acts of a bundle with our model and with baselines, and say how well each did',
    )
    .requiredOption('--bundle <folder>', 'a folder in the bundle format')
    .option('--json <file>', 'write the whole report there')
    .option('--seed <number>', 'what chance depends on', wholeNumber, 1)
    .option(
      '--seeds <count>',
      `how many splits to average (default: ${RANDOM_SPLITS} where splits are random, else 1)`,
      wholeNumber,
    )
    .option('--models <names>', `only these, of ${MODEL_NAMES.join(', ')}`, modelNames)
    .option(
      '--budget <time>',
      'how long options of ours may be tried for each split, for example 60s or 5m',
      seconds,
    )
    .addOption(new Option('--protocol <name>', 'instead of the one the bundle asks for').choices(PROTOCOLS))
    .addOption(
      new Option('--engine <name>', 'what computes; auto: a graphics card, or whatever is fastest')
        .choices(ENGINE_WISHES)
        .default('cpu'),
    )
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  if (flags.json !== undefined) await mustBeWritable(flags.json);
  const terminal = new Terminal();
  terminal.step(`reading ${flags.bundle}`);
  const dataset = await loadDataset(flags.bundle);
  for (const example of dataset.badLines.examples.slice(0, 5)) terminal.note(`skipped ${example}`);
  if (dataset.badLines.count > 0) terminal.note(`${dataset.badLines.count} lines could not be used`);
  const protocol = flags.protocol ?? protocolFor(dataset);
  const count = flags.seeds ?? (protocol === 'random811' ? RANDOM_SPLITS : 1);
  const seeds = Array.from({ length: Math.max(1, count) }, (_, nth) => flags.seed + nth);
  const engine = await engineFor(flags.engine, (text) => terminal.note(text));
  const evaluations: Evaluation[] = [];
  for (const [nth, seed] of seeds.entries())
    evaluations.push(
      await evaluate(dataset, {
        protocol,
        seed,
        ...(flags.models && { models: flags.models }),
        ...(flags.budget !== undefined && {
          budget: new TuningBudget(flags.budget, () => performance.now()),
        }),
        engine,
        onStep: (step) =>
          terminal.step(seeds.length === 1 ? step : `split ${nth + 1} of ${seeds.length}: ${step}`),
        onShare: (done, of) => terminal.share(done, of),
      }),
    );
  terminal.close();
  const report = reportOf(dataset, evaluations, seeds, engine.name);
  process.stdout.write(
    `${report.bundle}: ${report.protocol}, ${report.users} people tested on ${report.items} items, seed ${report.seeds.join(', ')}\n` +
      `${tablesOf(report)}\n` +
      report.skipped.map(({ name, reason }) => `${name} was left out: ${reason}\n`).join('') +
      `${report.totalSeconds} s, ${report.cpuSeconds} s of one core, ${report.peakRssMiB} MiB\n`,
  );
  if (flags.json !== undefined) await writeFile(flags.json, `${JSON.stringify(report, null, 2)}\n`);
}

/** Found out before what takes long. */
async function mustBeWritable(path: string): Promise<void> {
  try {
    await appendFile(path, '');
  } catch (error) {
    throw new OperatorError(`The report cannot be written: ${(error as Error).message}.`);
  }
}

/** One line a step with its seconds and the memory in use; a bar below it while people are ranked, where somebody is looking. */
class Terminal {
  #bar: SingleBar | null = null;

  step(text: string): void {
    this.close();
    const seconds = (performance.now() / 1000).toFixed(1).padStart(6);
    const mebibytes = (process.memoryUsage.rss() / 2 ** 20).toFixed(0).padStart(5);
    process.stderr.write(`${seconds} s ${mebibytes} MiB  ${text}\n`);
  }

  note(text: string): void {
    process.stderr.write(`          ${text}\n`);
  }

  share(done: number, of: number): void {
    if (!process.stderr.isTTY) return;
    if (this.#bar === null) {
      this.#bar = new SingleBar({
        format: '{bar} {value}/{total} people',
        clearOnComplete: true,
        linewrap: true,
        stream: process.stderr,
      });
      this.#bar.start(of, done);
    } else this.#bar.update(done);
    if (done === of) this.close();
  }

  close(): void {
    this.#bar?.stop();
    this.#bar = null;
  }
}

function modelNames(text: string): ModelName[] {
  return text.split(',').map((name) => {
    const known = MODEL_NAMES.find((one) => one === name.trim());
    if (known === undefined) throw new InvalidArgumentError(`There is no model ${name}.`);
    return known;
  });
}
