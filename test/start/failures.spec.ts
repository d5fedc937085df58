import { afterAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { neo4jUri } from '../support/neo4j.js';
import { runToEnd, shopFolder, type Ended } from '../support/server-process.js';

const SERVER = ['dist/src/main.js'];
const STEP = /^.* {2}(failed|[\d.]+ s)\n/gm;

describe('a start that cannot be', () => {
  const folder = shopFolder();
  afterAll(folder.remove);

  const start = (environment: object): Promise<Ended> =>
    runToEnd(SERVER, { ...folder.environment, ...environment });

  function expectOneSentence({ code, stderr }: Ended, sentence: RegExp): void {
    expect(code).toBe(1);
    const said = stderr.replace(STEP, '');
    expect(said).toMatch(/^[A-Z][^\n]*\.\n$/);
    expect(said).toMatch(sentence);
    expect(stderr).not.toContain('hunter2');
  }

  it.each<[string, Record<string, string>, RegExp]>([
    ['a port that is none', { PORT: 'abc' }, /PORT cannot be used/],
    ['a secret that is too short', { GRAPEVINE_SECRET: 'hunter2' }, /GRAPEVINE_SECRET cannot be used/],
    ['a time that never comes', { RETRAIN_CRON: 'at night' }, /RETRAIN_CRON cannot be used/],
    ['a folder where nothing may be written', { DATA_DIR: '/sys/grapevine' }, /\/sys\/grapevine/],
    ['a folder that can never be made', { DATA_DIR: '/proc/grapevine' }, /\/proc\/grapevine/],
    [
      'one for the secret alone',
      { DATA_DIR: '/proc/grapevine/data', DATABASE_URL: 'memory:' },
      /^The folder \/proc\/grapevine cannot be made; set DATA_DIR/,
    ],
    [
      'a database of another kind',
      { DATABASE_URL: 'postgres://me:hunter2@localhost/shop' },
      /names no store; use file:.* or neo4j:/,
    ],
    ['a Neo4j that does not answer', { DATABASE_URL: 'neo4j://neo4j:hunter2@127.0.0.1:1' }, /127\.0\.0\.1:1/],
    ['an address of another machine', { HOST: '192.0.2.1' }, /HOST/],
  ])(
    'says %s in one sentence',
    async (_what, environment, sentence) => {
      expectOneSentence(await start(environment), sentence);
    },
    60_000,
  );

  it('says so when the port is taken, before anything takes long', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;

    const ended = await start({ PORT: String(port) });

    expectOneSentence(ended, new RegExp(`^Port ${port} is in use; set PORT to another one`));
    expect(ended.stderr).not.toContain('Opening');
    other.close();
  });

  it('says so when a file is in the way of the data folder', async () => {
    const file = join(folder.environment['DATA_DIR']!, '..', 'file');
    writeFileSync(file, '');

    expectOneSentence(await start({ DATA_DIR: join(file, 'data') }), /file/);
  });

  const withNeo4j = neo4jUri === undefined ? it.skip : it;
  withNeo4j('says so when Neo4j does not take the password', async () => {
    const url = new URL(neo4jUri ?? '');
    url.password = 'hunter2';

    expectOneSentence(await start({ DATABASE_URL: url.href }), /password/);
  });

  it('says so when Node is too old', async () => {
    const old = `Object.defineProperty(process.versions, 'node', { value: '18.19.0' })`;
    const args = ['--import', `data:text/javascript,${encodeURIComponent(old)}`, 'scripts/start.mjs'];

    expectOneSentence(await runToEnd(args, folder.environment), /needs Node 20 or later; this is 18\.19\.0/);
  });
});
