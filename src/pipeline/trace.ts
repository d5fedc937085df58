export type StageName = string;

/** A stage broke its promise, or no source was left: the answer cannot be trusted. */
export class UnreliableStageError extends Error {
  override readonly name = 'UnreliableStageError';
}

/** What happened inside one run of a pipeline: one line of the log, and a field for staff. */
export class Trace {
  /** Candidates by source, before the same thing found twice is counted once. */
  readonly found: Record<string, number> = {};
  /** Candidates taken out, by reason. */
  readonly removed: Record<string, number> = {};
  /** Sources that did not answer. */
  readonly failures: { readonly source: string; readonly error: unknown }[] = [];
  readonly stageMs: Record<string, number> = {};
  selected = 0;

  constructor(readonly model: string | null) {}

  remove(reason: string): void {
    this.removed[reason] = (this.removed[reason] ?? 0) + 1;
  }

  failed(source: string, error: unknown): void {
    this.failures.push({ source, error });
  }

  async timed<T>(stage: StageName, run: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await run();
    } finally {
      this.stageMs[stage] = performance.now() - start;
    }
  }

  timedNow<T>(stage: StageName, run: () => T): T {
    const start = performance.now();
    const result = run();
    this.stageMs[stage] = performance.now() - start;
    return result;
  }

  /** Plain data for a log line. */
  toJSON(): Record<string, unknown> {
    const { model, found, removed, selected } = this;
    const round = ([stage, ms]: [string, number]): [string, number] => [stage, Math.round(ms * 100) / 100];
    return {
      model,
      found,
      removed,
      selected,
      failures: this.failures.map(({ source, error }) => `${source}: ${messageOf(error)}`),
      stageMs: Object.fromEntries(Object.entries(this.stageMs).map(round)),
    };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
