import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A server as a process of its own, and where it answers. */
export interface StartedServer {
  readonly server: ChildProcess;
  readonly address: string;
}

/** Runs a script as a shop is run, in production, and waits until it says where it answers. @throws when it ends before */
export async function startServer(script: string, environment: NodeJS.ProcessEnv): Promise<StartedServer> {
  const env = { NODE_ENV: 'production', ...environment };
  const server = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise<string>((resolve, reject) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      const [, found] = /answers on (http:\S+)\/graphql/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', () => reject(new Error(`${script} ended`)));
  });
  return { server, address };
}

/** What the process has used so far, by the kernel; its ticks are hundredths of a second. */
export function cpuMsOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
