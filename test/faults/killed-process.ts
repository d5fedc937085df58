import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LOADER = fileURLToPath(new URL('../support/typescript.mjs', import.meta.url));
const CHILD = fileURLToPath(new URL('./committing-process.ts', import.meta.url));

/**
 * Starts a process that commits, and kills it when it has acknowledged `acks` commits, which is in the middle of the next.
 * Answers the number of the last acknowledged commit.
 */
export async function commitUntilKilled(url: string, acks: number): Promise<number> {
  const { lines, kill } = startCommitting(url);
  let last = 0;
  let left = acks;
  for await (const line of lines) {
    if (!/^\d+$/.test(line)) throw new Error(`the committing process said ${line}`);
    last = Number(line);
    left -= 1;
    if (left === 0) kill();
  }
  if (left > 0) throw new Error('the committing process ended before it was killed');
  return last;
}

/** Every line that the process says, until it ends by itself; what it may write at most is limited in KiB. */
export async function commitUntilFull(url: string, limitKib: number): Promise<string[]> {
  const { lines } = startCommitting(url, limitKib);
  const said: string[] = [];
  for await (const line of lines) said.push(line);
  return said;
}

function startCommitting(url: string, limitKib?: number) {
  const command = [process.execPath, '--import', LOADER, CHILD, url];
  const [program = '', ...args] =
    limitKib === undefined ? command : ['bash', '-c', `ulimit -f ${limitKib}; exec "$@"`, 'bash', ...command];
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const ended = once(child, 'close');
  return {
    lines: (async function* () {
      yield* createInterface({ input: child.stdout });
      await ended;
    })(),
    kill: () => child.kill('SIGKILL'),
  };
}
