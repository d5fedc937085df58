import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Care } from './event-ledger.js';
import type { Death } from './mortal.js';

const LOADER = fileURLToPath(new URL('../support/typescript.mjs', import.meta.url));
const CHILD = fileURLToPath(new URL('./delivering-process.ts', import.meta.url));

/** What a process that delivers events does, and how it ends. */
export interface Life {
  readonly url: string;
  /** Null: the bus of one process. */
  readonly redis: string | null;
  readonly events: number;
  readonly care: Care;
  /** With a pid, Redis is killed in its place. */
  readonly dies: { readonly at: Death; readonly redisPid?: number };
}

/** What is left of a life. */
export interface Lived {
  /** The point at which somebody was killed, or null when it never came there. */
  readonly died: string | null;
  /** How often it came to each point; of a process that was killed nothing is known. */
  readonly passed: Readonly<Record<string, number>>;
}

/** Runs a process until it is killed or done. @throws when it ends otherwise */
export async function live(life: Life, whenRedisDied?: () => void): Promise<Lived> {
  const args = ['--no-warnings', '--import', LOADER, CHILD, JSON.stringify(life)];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let lived: Lived = { died: null, passed: {} };
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as Partial<Lived>;
    lived = { ...lived, ...said };
    if (said.died !== undefined) whenRedisDied?.();
  }
  const [code, signal] = await ended;
  const asWanted =
    lived.died !== null && life.dies.redisPid === undefined ? signal === 'SIGKILL' : code === 0;
  if (!asWanted) throw new Error(`the process ended with ${code ?? signal}`);
  return lived;
}
