import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a process that ended has said. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** A shop that runs as a process of its own, from the compiled code. */
export interface ServerProcess {
  readonly address: string;
  readonly stderr: () => string;
  /** Asks it to stop, as an operator does. */
  readonly stop: () => Promise<Ended>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<Ended>;
}

type Environment = Readonly<Record<string, string>>;

const ANSWERS = /answers on (http:\S+)\/graphql/;

/** A folder for a shop, with the environment that names it; remove it in the end. */
export function shopFolder(): { readonly environment: Environment; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-start-'));
  return {
    environment: { DATA_DIR: join(folder, 'data'), PORT: '0', HOST: '127.0.0.1', SEED_DEMO: 'false' },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts the compiled server and waits until it answers. @throws when it ends before it does */
export async function startServer(environment: Environment): Promise<ServerProcess> {
  const { child, stderr, ended } = run(['dist/src/main.js'], environment);
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', () => {
      const [, found] = ANSWERS.exec(stderr()) ?? [];
      if (found !== undefined) resolve(found.replace('localhost', '127.0.0.1'));
    });
    void ended.then(() => reject(new Error(`the server ended: ${stderr()}`)));
  });
  const endedBy = (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  return { address, stderr, stop: () => endedBy('SIGTERM'), kill: () => endedBy('SIGKILL') };
}

/** Runs Node until it ends by itself. */
export async function runToEnd(
  args: readonly string[],
  environment: Environment,
): Promise<Ended & { readonly stdout: string }> {
  const { child, ended } = run(args, environment, 'pipe');
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  return { ...(await ended), stdout };
}

function run(
  args: readonly string[],
  environment: Environment,
  stdout: 'ignore' | 'pipe' = 'ignore',
): { child: ChildProcess; stderr: () => string; ended: Promise<Ended> } {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, ...environment },
    stdio: ['ignore', stdout, 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr: said }));
  return { child, stderr: () => said, ended };
}
