import { afterAll, beforeAll, describe } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openApp, type App } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { train } from '../../src/training-job.js';
import type { Answer } from './api.js';
import { holdNeo4j, neo4jUri, NEO4J_TURN_MS, type HeldNeo4j } from './neo4j.js';
import { operation } from './operations.js';

/** Somebody who signed up. */
export interface Person {
  readonly token: string;
  readonly id: string;
}

/** A shop that answers over HTTP. */
export interface RunningShop {
  readonly app: App;
  readonly address: string;
  /** Sends a document of schema/operations, with its token when somebody is signed in. */
  readonly send: <Data = unknown>(name: string, variables?: object, token?: string) => Promise<Answer<Data>>;
  /** The same for a text. */
  readonly ask: <Data = unknown>(
    document: string,
    variables?: object,
    token?: string,
  ) => Promise<Answer<Data>>;
  readonly signUp: (handle: string) => Promise<Person>;
  /** An access token of somebody of the demo town. */
  readonly signIn: (handle: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Starts a shop on a port of its own, as `npm start` does, in a folder of its own. */
export async function startShop(environment: Readonly<Record<string, string>> = {}): Promise<RunningShop> {
  const folder = mkdtempSync(join(tmpdir(), 'grapevine-shop-'));
  const config = readConfig({ DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', ...environment });
  const app = await openApp(config, async (_name, run) => run(() => undefined), pino({ level: 'silent' }), {
    train,
    close: () => Promise.resolve(),
  });
  const { port } = await app.listen();
  const address = `http://127.0.0.1:${port}`;

  async function ask<Data>(query: string, variables: object = {}, token?: string): Promise<Answer<Data>> {
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data = null, errors = [] } = (await response.json()) as Partial<Answer<Data>>;
    return { data: data as Data, errors };
  }
  const send: RunningShop['send'] = (name, variables, token) => ask(operation(name), variables, token);

  return {
    app,
    address,
    send,
    ask,
    async signUp(handle) {
      const input = { handle, name: handle, email: `${handle}@example.net`, password: 'grapevine-12' };
      const { data } = await send<{ signUp: { accessToken: string; user: { id: string } } }>('SignUp', {
        input,
      });
      return { token: data.signUp.accessToken, id: data.signUp.user.id };
    },
    async signIn(handle) {
      const input = { email: `${handle}@example.org`, password: 'grapevine' };
      const { data, errors } = await send<{ signIn: { accessToken?: string } }>('SignIn', { input });
      if (data?.signIn.accessToken === undefined) throw new Error(JSON.stringify({ data, errors }));
      return data.signIn.accessToken;
    },
    async close() {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Start = (environment?: Readonly<Record<string, string>>) => Promise<RunningShop>;

/** Runs a suite with shops on SQLite files and, when there is a NEO4J_URI, with one at a time on an empty Neo4j. */
export function describeShopOnEachStore(title: string, suite: (startEmptyShop: Start) => void): void {
  describe(`${title} (SQLite)`, () => suite(startShop));

  const whenThere = neo4jUri === undefined ? describe.skip : describe;
  whenThere(`${title} (Neo4j)`, () => {
    let held: HeldNeo4j | null = null;
    beforeAll(async () => {
      held = await holdNeo4j(neo4jUri ?? '');
    }, NEO4J_TURN_MS);
    suite(async (environment) => {
      await held?.wipe();
      return startShop({ ...environment, DATABASE_URL: neo4jUri ?? '' });
    });
    afterAll(async () => held?.release());
  });
}
