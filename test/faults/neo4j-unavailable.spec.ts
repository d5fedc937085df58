import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { openNeo4jStore } from '../../src/store/neo4j/open-neo4j-store.js';
import { StoreUnavailableError } from '../../src/store/graph-store.js';
import { freePort } from '../support/neo4j-process.js';
import { neo4jUri } from '../support/neo4j.js';

const itWithNeo4j = neo4jUri === undefined ? it.skip : it;

describe('a Neo4j that cannot be used is told in one sentence', () => {
  it('when nothing listens there', async () => {
    const port = await freePort();

    const said = await refusal(`neo4j://neo4j:secret-word@127.0.0.1:${port}`);

    expect(said).toBe(`Neo4j at neo4j://127.0.0.1:${port} does not answer.`);
  });

  it('when there is no such host', async () => {
    const said = await refusal('bolt://neo4j:secret-word@no-such-host.invalid:7687');

    expect(said).toBe('Neo4j at bolt://no-such-host.invalid:7687 does not answer.');
  });

  it('when what listens there never says a word', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;

    const said = await refusal(`neo4j://neo4j:secret-word@127.0.0.1:${port}`);

    expect(said).toBe(`Neo4j at neo4j://127.0.0.1:${port} does not answer.`);
    sockets.forEach((socket) => socket.destroy());
    silent.close();
  }, 60_000);

  itWithNeo4j('when it refuses the password', async () => {
    const url = new URL(neo4jUri ?? '');
    url.username = 'nobody'; // a wrong password for a user who exists would lock that user out for a while
    url.password = 'secret-word';

    expect(await refusal(url.href)).toBe(
      `Neo4j at ${url.protocol}//${url.host} refused the user name or password.`,
    );
  });

  itWithNeo4j('when it has no such database', async () => {
    const url = new URL(neo4jUri ?? '');
    url.pathname = '/nowhere';

    expect(await refusal(url.href)).toBe(
      `Neo4j at ${url.protocol}//${url.host} has no database named "nowhere".`,
    );
  });
});

/** What opening says; it holds no credential. */
async function refusal(url: string): Promise<string> {
  const error: unknown = await openNeo4jStore(url).then(
    () => 'it opened',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreUnavailableError);
  const { message, stack, cause } = error as StoreUnavailableError;
  expect(`${message} ${stack} ${JSON.stringify(cause)}`).not.toContain('secret-word');
  return message;
}
