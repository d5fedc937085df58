import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/neo4j/neo4j', import.meta.url));
const PASSWORD = 'a password: with/odd @signs';

/** A Neo4j of a specification's own, which it may kill. */
export interface Neo4jProcess {
  readonly uri: string;
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): void;
  /** Ends it and deletes its files. */
  remove(): void;
}

/** Whether this machine can run a Neo4j from jars: it has Java, and Maven to fetch them with. */
export const canRunNeo4j = (): boolean => works('java', '-version') && works('mvn', '-v');

export async function neo4jProcess(): Promise<Neo4jProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-neo4j-'));
  const [bolt, http] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    BOLT_PORT: String(bolt),
    HTTP_PORT: String(http),
    NEO4J_PASSWORD: PASSWORD,
    NEO4J_HEAP: '512m',
    NEO4J_PAGECACHE: '64m',
  };
  const kill = () => {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    while (works('kill', '-0', String(pid))); // the next start needs its ports and its store lock
  };
  return {
    uri: `neo4j://neo4j:${encodeURIComponent(PASSWORD)}@127.0.0.1:${bolt}`,
    start: () =>
      new Promise((resolve, reject) => {
        const script = spawn('bash', [SCRIPT, 'start', folder], { env, stdio: ['ignore', 'ignore', 'pipe'] });
        let said = '';
        script.stderr.on('data', (text) => (said += String(text)));
        script.on('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`Neo4j did not start: ${said}`)),
        );
      }),
    kill,
    remove() {
      kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function works(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
