import { SingleBar } from 'cli-progress';

/** Tells a step how far it is; `total` may grow. `doing`: what it does now, where it does one thing after the other. */
export type OnProgress = (done: number, total: number, doing?: string) => void;

/** Runs the steps of a long piece of work, one line each. */
export type Steps = <T>(name: string, run: (onProgress: OnProgress) => T | Promise<T>) => Promise<T>;

/** Progress of work that names each of about `kinds` stretches as it comes to them, and `within` says where it is in one. */
export function byStretch(
  onProgress: OnProgress,
  kinds: number,
): (stretch: string, within?: string | number) => void {
  let [begun, current] = [0, ''];
  return (stretch, within) => {
    if (stretch !== current) begun++;
    current = stretch;
    onProgress(begun - 1, Math.max(kinds, begun), within === undefined ? stretch : `${stretch}, ${within}`);
  };
}

const BAR_AFTER_MS = 1000;

/** Steps on a terminal: a line each with its time, and a bar for one that takes over a second. `now`: milliseconds. */
export function stepsOn(out: NodeJS.WriteStream, now: () => number = Date.now): Steps {
  return async (name, run) => {
    const startedAt = now();
    const shown: { bar: SingleBar | null } = { bar: null };
    try {
      const result = await run((done, total, doing) => {
        if (!out.isTTY || now() - startedAt < BAR_AFTER_MS) return;
        const state = { doing, since: `${Math.round((now() - startedAt) / 1000)} s` };
        if (shown.bar === null) {
          shown.bar = barOn(out, name, doing === undefined ? COUNTED : NAMED);
          shown.bar.start(total, done, state);
        } else {
          shown.bar.setTotal(total);
          shown.bar.update(done, state);
        }
      });
      shown.bar?.stop();
      out.write(`${name}  ${((now() - startedAt) / 1000).toFixed(1)} s\n`);
      return result;
    } catch (error) {
      shown.bar?.stop();
      out.write(`${name}  failed\n`);
      throw error;
    }
  };
}

const COUNTED = '{value} of {total}  {eta_formatted} left';
/** One stretch takes far longer than another, so that how many are left says little of the time. */
const NAMED = '{since}  {doing}';

/** It changes nothing of the terminal that somebody who ends the work on the way would have to put back. */
function barOn(stream: NodeJS.WriteStream, name: string, how: string): SingleBar {
  return new SingleBar({
    ...{ format: `${name}  {bar} {percentage} %  ${how}`, stream },
    ...{ clearOnComplete: true, barsize: 20, hideCursor: false, linewrap: true },
  });
}
