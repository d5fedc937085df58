// A Neo4j for the specifications: the one NEO4J_URI names, else one from Maven Central's jars, else one from Docker.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure.mjs';

const PASSWORD = 'grapevine-dev';
const script = join(root, 'scripts', 'neo4j', 'neo4j');
const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Starts or finds a Neo4j: `{ uri, stop }`, or `{ whyAbsent, stop }` when there is none to be had. */
export function openNeo4j() {
  if (process.env.NEO4J_URI) return { uri: process.env.NEO4J_URI, stop() {} };
  if (existsSync(script) && works('java', ['-version']) && works('mvn', ['-v'])) return fromJars();
  if (works('docker', ['info'])) return fromDocker();
  return { whyAbsent: 'no NEO4J_URI, no Java with Maven and no Docker to start a Neo4j with', stop() {} };
}

function fromJars() {
  const folder = join(root, '.neo4j', 'test');
  const env = { ...process.env, BOLT_PORT: '17687', HTTP_PORT: '17474', NEO4J_PASSWORD: PASSWORD };
  spawnSync('bash', [script, 'stop', folder], { env, stdio: 'ignore' }); // one that an interrupted run left behind
  rmSync(join(folder, 'data'), { recursive: true, force: true });
  const { status } = spawnSync('bash', [script, 'start', folder], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) return { whyAbsent: 'Neo4j did not start from Maven Central’s jars', stop() {} };
  return {
    uri: `neo4j://neo4j:${PASSWORD}@127.0.0.1:17687`,
    stop: () => spawnSync('bash', [script, 'stop', folder], { env, stdio: 'inherit' }),
  };
}

function fromDocker() {
  const run = [
    'run',
    '-d',
    '--rm',
    '-p',
    '127.0.0.1:17687:7687',
    '-e',
    `NEO4J_AUTH=neo4j/${PASSWORD}`,
    'neo4j:5-community',
  ];
  const { status, stdout } = spawnSync('docker', run, { encoding: 'utf8' });
  if (status !== 0) return { whyAbsent: 'Docker did not start neo4j:5-community', stop() {} };
  const container = stdout.trim();
  const ready = () =>
    works('docker', ['exec', container, 'cypher-shell', '-u', 'neo4j', '-p', PASSWORD, 'RETURN 1']);
  for (let tries = 0; tries < 60 && !ready(); tries += 1) spawnSync('sleep', ['1']);
  return {
    uri: `neo4j://neo4j:${PASSWORD}@127.0.0.1:17687`,
    stop: () => spawnSync('docker', ['stop', container], { stdio: 'ignore' }),
  };
}
