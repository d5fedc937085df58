import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { freePort } from './neo4j-process.js';

/** A Redis of a specification's own, which it may kill; it keeps nothing on disk, so it comes back empty. */
export interface RedisProcess {
  readonly url: string;
  /** Of the server that runs now. */
  readonly pid: () => number;
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Stops it in its tracks: connected, and silent. */
  hang(): void;
  goOn(): void;
}

/** Whether this machine has a Redis to start. */
export const canRunRedis = (): boolean =>
  spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** @param more settings, as `redis.conf` has them */
export async function redisProcess(more: Readonly<Record<string, string>> = {}): Promise<RedisProcess> {
  const port = await freePort();
  let child: ChildProcess | null = null;
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: () => child?.pid ?? 0,
    async start() {
      const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', ...more };
      const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
      child = spawn('redis-server', args, { cwd: tmpdir(), stdio: 'ignore' });
      while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async kill() {
      if (child === null) return;
      const isOver = child.exitCode !== null || child.signalCode !== null;
      const ended = isOver ? null : once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      child = null;
    },
    hang: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
