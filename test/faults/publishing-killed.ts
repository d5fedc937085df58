import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const LOADER = fileURLToPath(new URL('../support/typescript.mjs', import.meta.url));
const CHILD = fileURLToPath(new URL('./publishing-process.ts', import.meta.url));

/** Starts a process that publishes, and kills it when it has acknowledged so many. Answers the version acknowledged last. */
export async function publishUntilKilled(folder: string, acks: number): Promise<string> {
  const child = spawn(process.execPath, ['--no-warnings', '--import', LOADER, CHILD, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const ended = once(child, 'close');
  let last: string | null = null;
  let left = acks;
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    left -= 1;
    if (left === 0) child.kill('SIGKILL');
  }
  await ended;
  if (last === null || left > 0) throw new Error('the publishing process ended before it was killed');
  return last;
}
