import { SingleBar } from 'cli-progress';

/** Tells a step how far it is; `total` may grow. */
export type OnProgress = (done: number, total: number) => void;

/** Runs the steps of a long piece of work, one line each. */
export type Steps = <T>(name: string, run: (onProgress: OnProgress) => T | Promise<T>) => Promise<T>;

/** Progress of work that names each of about `kinds` stretches as it comes to them. */
export function byStretch(onProgress: OnProgress, kinds: number): (stretch: string) => void {
  const seen = new Set<string>();
  return (stretch) => onProgress(seen.add(stretch).size, Math.max(kinds, seen.size));
}

const BAR_AFTER_MS = 1000;

/** Steps on a terminal: a line each with its time, and a bar for one that takes over a second. */
export function stepsOn(out: NodeJS.WriteStream): Steps {
  return async (name, run) => {
    const startedAt = Date.now();
    const bar = new SingleBar({
      format: `${name}  {bar} {percentage} %  {value} of {total}  {eta_formatted} left`,
      stream: out,
      hideCursor: true,
      clearOnComplete: true,
    });
    let running = false;
    try {
      const result = await run((done, total) => {
        if (!out.isTTY || Date.now() - startedAt < BAR_AFTER_MS) return;
        if (!running) bar.start(total, done);
        running = true;
        bar.setTotal(total);
        bar.update(done);
      });
      if (running) bar.stop();
      out.write(`${name}  ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
      return result;
    } catch (error) {
      if (running) bar.stop();
      out.write(`${name}  failed\n`);
      throw error;
    }
  };
}
