import { join } from 'node:path';
import { z } from 'zod';
import { filesOnDisk, namesIn, readIfThere, type ModelFiles } from './model-files.js';

const rowShape = z.object({
  name: z.string(),
  'recall@10': z.number(),
  'ndcg@10': z.number(),
  'recall@20': z.number(),
  'ndcg@20': z.number(),
  beaten: z.object({ by: z.number(), t: z.number(), p: z.number() }).nullable(),
});

const runShape = z.object({
  /** Unix milliseconds. */
  startedAt: z.number(),
  seconds: z.number(),
  purpose: z.enum(['command', 'import', 'firstStart', 'schedule']),
  mode: z.enum(['full', 'incremental']).nullable(),
  engine: z.string(),
  seed: z.number(),
  graph: z.object({ people: z.number(), items: z.number(), acts: z.number(), friendships: z.number() }),
  /** What validation chose, by part. */
  settings: z.record(z.string(), z.json()),
  /** How many fits each part's options were chosen from, and whether the clock ended the search. */
  search: z
    .object({
      fits: z.record(z.string(), z.number()),
      wasCutShort: z.boolean(),
      wasInVain: z.boolean().optional(),
    })
    .optional(),
  /** One series a fit of a part, in the order of the fits. */
  losses: z.array(z.object({ stretch: z.string(), part: z.string(), loss: z.array(z.number()) })),
  validation: z.record(z.string(), z.number()),
  exam: z
    .object({
      people: z.number(),
      how: z.enum(['newest', 'sinceServed', 'random']),
      rows: z.array(rowShape),
      leftOut: z.array(z.object({ name: z.string(), reason: z.string() })),
    })
    .nullable(),
  outcome: z.object({
    kind: z.enum(['published', 'notBetter', 'tooLittle', 'skipped', 'failed']),
    version: z.string().nullable(),
    because: z.string(),
  }),
});

/** One training run, as it is kept. */
export type TrainingRun = z.infer<typeof runShape>;

const RUNS_KEPT = 200;

/** Training runs as files, one each, newest first. */
export class RunLog {
  constructor(
    private readonly folder: string,
    private readonly files: ModelFiles = filesOnDisk,
  ) {}

  async add(run: TrainingRun): Promise<void> {
    const name = `${new Date(run.startedAt).toISOString().replace(/[-:.Z]/g, '')}-${run.outcome.kind}.json`;
    await this.files.makeFolder(this.folder);
    await this.files.write(join(this.folder, `.${name}`), `${JSON.stringify(run, null, 1)}\n`);
    await this.files.rename(join(this.folder, `.${name}`), join(this.folder, name));
    for (const old of (await this.#names()).slice(RUNS_KEPT)) await this.files.remove(join(this.folder, old));
  }

  /** The newest runs first; files that are no runs are passed over and named. */
  async list(most = RUNS_KEPT): Promise<{ readonly runs: TrainingRun[]; readonly unreadable: string[] }> {
    const runs: TrainingRun[] = [];
    const unreadable: string[] = [];
    for (const name of (await this.#names()).slice(0, most)) {
      const text = await readIfThere(join(this.folder, name));
      const run = text === null ? null : parsed(text.toString('utf8'));
      if (run === null) unreadable.push(name);
      else runs.push(run);
    }
    return { runs, unreadable };
  }

  async #names(): Promise<string[]> {
    const names = await namesIn(this.folder);
    return names
      .filter((name) => /^\d{8}T\d{9}-\w+\.json$/.test(name))
      .sort()
      .reverse();
  }
}

function parsed(text: string): TrainingRun | null {
  try {
    return runShape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
