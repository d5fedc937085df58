import { InvalidArgumentError, type Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import type { Config } from '../config.js';
import { OperatorError } from '../failure.js';
import { ModelRefusedError, type KeptModel, type ModelHistory } from '../models/model-registry.js';
import { bind } from '../models/ranker-model.js';
import { SCHEMA } from '../models/saved-ranker.js';
import type { TrainingRun } from '../models/run-log.js';
import { modelsIn } from '../training-job.js';
import { curvesSvg } from './training-curves.js';

/** `grapevine models`: what is kept and served, going back, and the runs that made them. */
export function registerModels(program: Command, config: () => Config): void {
  const models = program
    .command('models')
    .description('list the models that are kept, with their figures, and say which one is served and why')
    .action(async () => {
      const { registry } = modelsIn(config().dataDir);
      process.stdout.write(modelsTold(await judged(registry), await registry.current()));
    });
  models
    .command('rollback')
    .description('serve the version before the current one, or the one named; running servers notice')
    .argument('[version]')
    .action(async (asked: string | undefined) => {
      const { registry } = modelsIn(config().dataDir);
      const current = await registry.current();
      const to = asked ?? (await registry.versions()).find((version) => version < (current ?? ''));
      if (to === undefined) throw new OperatorError('There is no earlier model to go back to.');
      const cannot = (reason: string): OperatorError =>
        new OperatorError(`It cannot be gone back to model ${to}: ${reason}.`);
      const schema = (await registry.history()).find(({ version }) => version === to)?.manifest?.schema;
      if (schema !== undefined && schema !== SCHEMA)
        throw cannot(`its schema is ${schema}, this code reads ${SCHEMA}`);
      try {
        await registry.rollBack(to, Date.now());
      } catch (error) {
        throw error instanceof ModelRefusedError ? cannot(error.reason) : error;
      }
      process.stdout.write(`Model ${to} is served${current === null ? '' : ` instead of ${current}`}.\n`);
    });
  models
    .command('runs')
    .description('list the training runs, newest first')
    .option('--most <count>', 'at most so many', wholeNumber, 20)
    .option('--json', 'with everything that is kept of them')
    .option('--svg <file>', 'write the loss curves of the newest run there, as a picture')
    .action(async ({ most, json, svg }: { most: number; json?: boolean; svg?: string }) => {
      const { runs, unreadable } = await modelsIn(config().dataDir).runs.list(most);
      if (svg !== undefined && runs[0] !== undefined) await draw(svg, runs[0]);
      process.stdout.write(json === true ? `${JSON.stringify(runs, null, 2)}\n` : runs.map(runTold).join(''));
      for (const name of unreadable) process.stderr.write(`${name} is no training run.\n`);
      if (runs.length === 0 && json !== true) process.stdout.write('There was no training run yet.\n');
    });
}

async function draw(path: string, run: TrainingRun): Promise<void> {
  try {
    await writeFile(path, curvesSvg(run));
  } catch (error) {
    throw new OperatorError(`The picture cannot be written: ${(error as Error).message}.`);
  }
}

/** What is kept, with what servers would say of each: a file may be whole and still be no model of this code. */
async function judged(registry: ModelHistory): Promise<KeptModel[]> {
  const judgedOnes: KeptModel[] = [];
  for (const one of await registry.history())
    judgedOnes.push(one.refused === null ? { ...one, refused: await refusalOf(registry, one.version) } : one);
  return judgedOnes;
}

async function refusalOf(registry: ModelHistory, version: string): Promise<string | null> {
  try {
    await bind(version, await registry.read(version), new InteractionGraph());
    return null;
  } catch (error) {
    if (error instanceof ModelRefusedError) return error.reason;
    throw error;
  }
}

/** A paragraph a version. */
export function modelsTold(kept: readonly KeptModel[], current: string | null): string {
  if (current === null && kept.length === 0)
    return 'There is no model yet: run `npx grapevine train`, or `npm start` with enough acts.\n';
  const lines = kept.flatMap(({ version, isCurrent, manifest, refused }) => [
    `${isCurrent ? '* ' : '  '}${version}${standingOf(isCurrent, refused)}`,
    ...(manifest === null
      ? []
      : [
          `    learnt ${new Date(manifest.fittedAt).toISOString()} from ${manifest.watermark.acts} acts of ` +
            `${manifest.watermark.people} people, seed ${manifest.seed}, ${manifest.engine}` +
            (manifest.publication?.mode === 'incremental' ? ', gone on from the one before' : ''),
          `    ${figuresOf(manifest.metrics)}`,
          ...(manifest.publication === undefined
            ? []
            : [`    published because ${whyOf(manifest.publication)}`]),
        ]),
  ]);
  const named = kept.find(({ isCurrent }) => isCurrent);
  if (current !== null && named?.refused !== null) {
    const instead = kept.find(({ version, refused }) => refused === null && (!named || version < current));
    const why = named === undefined ? 'is not there' : 'is refused';
    const served = instead === undefined ? 'none can be served' : `${instead.version} is served instead`;
    lines.push(`The pointer names ${current}, which ${why}: ${served}.`);
  }
  return `${lines.join('\n')}\n`;
}

function standingOf(isCurrent: boolean, refused: string | null): string {
  if (refused !== null) return `  refused: ${refused}`;
  return isCurrent ? '  current' : '';
}

function whyOf({ because, forced }: { readonly because: string; readonly forced: string | null }): string {
  return forced === null ? because : `somebody asked for it: ${forced} (${because})`;
}

function figuresOf(metrics: Readonly<Record<string, number>>): string {
  const shown = (name: string): string => metrics[name]?.toFixed(4) ?? '–';
  const held =
    metrics['test.ndcg@20'] === undefined
      ? 'not compared on held-out acts'
      : `held out: ndcg@20 ${shown('test.ndcg@20')} (popularity ${shown('test.ndcg@20.popularity')}), ` +
        `recall@20 ${shown('test.recall@20')}, ${metrics['test.people']} people`;
  return `validation ndcg@20 ${shown('ndcg@20')}; ${held}`;
}

function runTold(run: TrainingRun): string {
  const { startedAt, seconds, purpose, mode, outcome } = run;
  const what = outcome.version === null ? outcome.kind : `${outcome.kind} ${outcome.version}`;
  return `${new Date(startedAt).toISOString()}  ${seconds.toFixed(1).padStart(7)} s  ${purpose.padEnd(10)}  ${(mode ?? '–').padEnd(11)}  ${what}: ${outcome.because}\n`;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}
