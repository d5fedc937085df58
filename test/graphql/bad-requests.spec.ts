import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { earOf, socketClient } from '../support/live-client.js';
import { startShop, type RunningShop } from '../support/running-shop.js';
import { aliases, BAD_REQUESTS, FINE, json, nested, NODE, NUL, type Row } from './bad-requests.js';

const STARTING_MS = 120_000;
describe('a bad request', () => {
  let shop: RunningShop;
  let token: string;

  beforeAll(async () => {
    shop = await startShop({ SEED_DEMO: 'false', NODE_ENV: 'production' });
    ({ token } = await shop.signUp('alice'));
  }, STARTING_MS);
  afterAll(async () => shop?.close());

  async function send(
    body: Row[1] | null,
    {
      method = 'POST',
      path = '/graphql',
      headers = {},
    }: { method?: string; path?: string; headers?: object } = {},
  ): Promise<{ status: number; codes: unknown[]; text: string }> {
    const response = await fetch(`${shop.address}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body,
    });
    const text = await response.text();
    const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: unknown } }[] };
    return { status: response.status, codes: errors.map(({ extensions }) => extensions.code), text };
  }

  it.each(BAD_REQUESTS)('of %s has a typed answer', async (_what, body, status, code) => {
    const answer = await send(body);

    expect([answer.status, answer.codes[0] ?? null]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/node_modules|INTERNAL_SERVER_ERROR/);
  });

  it.each<[string, Parameters<RunningShop['ask']>[0], string]>([
    ['20,000 selections in each other', nested(20_000, '{ a ', '}'), 'TOO_DEEP'],
    ['1,000 aliases', aliases(1000, '__typename'), 'TOO_MANY_ALIASES'],
    ['a variable that is missing', NODE, 'BAD_USER_INPUT'],
    ['NUL in a document', `{ __type${NUL}name }`, 'GRAPHQL_PARSE_FAILED'],
  ])('of %s has the same answer over a socket and as a stream', async (_what, query, code) => {
    const client = socketClient(shop.address, `Bearer ${token}`);
    await expect(earOf(client, query, {}).next()).rejects.toThrow(code);
    await client.dispose();

    const response = await fetch(`${shop.address}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: json(query),
    });
    expect(await response.text()).toContain(code);
  });

  it.each<[string, { method?: string; path?: string; headers?: object }, number]>([
    ['text/plain', { headers: { 'content-type': 'text/plain' } }, 400],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['XML', { headers: { 'content-type': 'application/xml' } }, 415],
    ['PUT', { method: 'PUT' }, 404],
    ['DELETE', { method: 'DELETE' }, 404],
    [
      'a mutation by GET',
      {
        method: 'GET',
        path: `/graphql?query=${encodeURIComponent('mutation { signOut(input: {}) { __typename } }')}`,
      },
      405,
    ],
    [
      'a deep query by GET',
      { method: 'GET', path: `/graphql?query=${encodeURIComponent(nested(1000, '{ a ', '}'))}` },
      400,
    ],
    ['a token that is not ours', { headers: { authorization: 'Bearer x' } }, 401],
    ['another way of signing in', { headers: { authorization: `Basic ${'x'.repeat(5000)}` } }, 401],
  ])('by %s is refused', async (_what, how, status) => {
    const body = how.method === 'GET' ? null : json(FINE);
    expect((await send(body, how)).status).toBe(status);
  });

  it('for the schema itself is answered in production, too: it is no secret', async () => {
    const { status, text } = await send(json(getIntrospectionQuery()));

    expect(status).toBe(200);
    expect((JSON.parse(text) as { data: { __schema: object } }).data.__schema).toBeDefined();
  });

  it('costs who sends too many of them their turn, and nobody else', async () => {
    const poor = await startShop({ SEED_DEMO: 'false', RATE_LIMIT_COST_PER_MINUTE: '100' });
    try {
      const codes: number[] = [];
      for (let n = 0; n < 3; n++) {
        const response = await fetch(`${poor.address}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: json('{ items(first: 20) { edges { node { id } } } }'),
        });
        codes.push(response.status);
      }
      expect(codes).toEqual([200, 429, 429]);
    } finally {
      await poor.close();
    }
  });
});
