import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operation } from '../support/operations.js';
import { shopFolder, startServer, type ServerProcess } from '../support/server-process.js';

const INPUT = { handle: 'alice', name: 'Alice', email: 'alice@example.org', password: 'grapevine' };

interface Session {
  readonly accessToken: string;
}

describe('the compiled server', () => {
  const folder = shopFolder();
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer(folder.environment);
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    folder.remove();
  });

  async function ask(query: string, variables: object = {}, token?: string): Promise<unknown> {
    const response = await fetch(`${server.address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }
  const signIn = async (): Promise<string> => {
    const { email, password } = INPUT;
    const answer = await ask(operation('SignIn'), { input: { email, password } });
    return (answer as { data: { signIn: Session } }).data.signIn.accessToken;
  };

  it('is alive and ready, and has nothing where nothing is', async () => {
    for (const [path, status] of [
      ['/health', 200],
      ['/ready', 200],
      ['/nowhere', 404],
      ['/pictures/NOTHING.svg', 404],
      ['/avatars/nobody.svg', 200], // Drawn of the name alone, so that it tells nobody who is here.
    ] as const) {
      expect([path, (await fetch(server.address + path)).status]).toEqual([path, status]);
    }
  });

  it('tells each step and where it answers', () => {
    expect(server.stderr()).toMatch(/^Opening the store {2}[\d.]+ s\nLoading the graph {2}[\d.]+ s\n/);
    expect(server.stderr()).toContain(
      `Grapevine answers on ${server.address.replace('127.0.0.1', 'localhost')}`,
    );
  });

  it('signs up, knows who asks, and has an honest list in an empty shop', async () => {
    expect(await ask(operation('SignUp'), { input: INPUT })).toMatchObject({
      data: { signUp: { __typename: 'Session', user: { handle: 'alice' } } },
    });
    const query = '{ viewer { user { handle } recommendations { basedOn edges { cursor } } } }';
    expect(await ask(query, {}, await signIn())).toMatchObject({
      data: { viewer: { user: { handle: 'alice' }, recommendations: { basedOn: 'NOTHING', edges: [] } } },
      extensions: { cost: { requested: expect.any(Number) } },
    });
  });

  it('drains when it is asked to stop, and has everything after another start', async () => {
    expect((await server.stop()).code).toBe(0);
    server = await startServer(folder.environment);

    expect(await ask('{ viewer { user { handle } } }', {}, await signIn())).toMatchObject({
      data: { viewer: { user: { handle: 'alice' } } },
    });
  });
});
