import { describe, expect, it } from '@jest/globals';
import { buildSchema, GraphQLError, parse } from 'graphql';
import { costOf, DocumentCosts } from '../../src/graphql/document-cost.js';
import { policyOf } from '../../src/graphql/policy.js';

const schema = buildSchema(`
  type Query { alice: Person  friends(first: Int = 20): PersonConnection! }
  type Person { name: String!  friends(first: Int = 20): PersonConnection! }
  type PersonConnection { edges: [PersonEdge!]! }
  type PersonEdge { node: Person! }
`);
const limits = { maxDepth: 8, maxCost: 10_000, rateLimitCostPerMinute: 1_000 };

const cost = (text: string, variables = {}): number => costOf(schema, { document: parse(text), variables });

async function refusal(text: string, more: Partial<typeof limits> = {}): Promise<GraphQLError> {
  const policy = policyOf({ ...limits, rateLimitCostPerMinute: 1e9, ...more });
  try {
    await policy.admit(schema, { document: parse(text), payer: 'alice' });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
  throw new Error('it was admitted');
}

describe('the cost of a query', () => {
  it('is one for each field', () => {
    expect(cost('{ alice { name } }')).toBe(2);
  });

  it('counts what is below a connection once for each row asked for', () => {
    // edges + node + name, fifty times, and the connection
    expect(cost('{ friends(first: 50) { edges { node { name } } } }')).toBe(1 + 50 * 3);
  });

  it('takes the rows from variables, too', () => {
    const text = 'query ($n: Int) { friends(first: $n) { edges { node { name } } } }';
    expect(cost(text, { n: 7 })).toBe(1 + 7 * 3);
  });

  it('multiplies where connections are nested', () => {
    const nested =
      '{ friends(first: 10) { edges { node { friends(first: 10) { edges { node { name } } } } } } }';
    expect(cost(nested)).toBe(1 + 10 * (2 + 1 + 10 * 3));
  });

  it('does not fall below one row, whatever is asked for', () => {
    expect(cost('{ friends(first: -1000) { edges { node { name } } } }')).toBe(4);
  });
});

describe('costs that are kept', () => {
  const document = parse(
    `query A($n: Int = 5, $deep: Boolean = false, $name: String) {
      friends(first: $n) { edges { node { name friends(first: 2) @include(if: $deep) { edges { node { name } } } } } }
    }
    query B { alice { name } }`,
  );

  it('are what would be counted anew, by the operation and each variable that matters', () => {
    const costs = new DocumentCosts(schema);
    for (const round of ['first', 'again'])
      for (const operationName of ['A', 'B'])
        for (const variables of [
          {},
          { n: 7 },
          { n: 70, name: round },
          { deep: true },
          { n: 7, deep: true },
        ]) {
          const costed = { document, operationName, variables };
          expect(costs.of(costed)).toBe(costOf(schema, costed));
        }
  });

  it('do not let wrong variables pass', () => {
    const costs = new DocumentCosts(schema);
    costs.of({ document, operationName: 'A' });
    expect(() => costs.of({ document, operationName: 'A', variables: { name: 7 } })).toThrow(/\$name/);
  });
});

describe('the policy', () => {
  it('admits a query and says what it costs', async () => {
    const admitted = await policyOf(limits).admit(schema, {
      document: parse('{ alice { name } }'),
      payer: 'bob',
    });
    expect(admitted).toEqual({ cost: { requested: 2, maximum: 10_000 } });
  });

  it('refuses what is too costly', async () => {
    const error = await refusal(
      '{ friends(first: 100) { edges { node { friends(first: 100) { edges { node { name } } } } } } }',
    );
    expect(error.extensions).toMatchObject({
      code: 'TOO_COSTLY',
      cost: { requested: 30301, maximum: 10_000 },
    });
  });

  it('refuses what is too deep, also through fragments', async () => {
    const error = await refusal(`
      query { alice { ...A } }
      fragment A on Person { friends { edges { node { ...B } } } }
      fragment B on Person { friends { edges { node { friends { edges { node { name } } } } } } }
    `);
    expect(error.extensions['code']).toBe('TOO_DEEP');
  });

  it('refuses a wall of aliases', async () => {
    const error = await refusal(
      `{ ${Array.from({ length: 61 }, (_, i) => `a${i}: alice { name }`).join(' ')} }`,
    );
    expect(error.extensions['code']).toBe('TOO_MANY_ALIASES');
  });

  it('refuses fragments that spread each other over and over, without spreading them', async () => {
    const bombs = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Person { ...F${i + 1} ...F${i + 1} }`,
    );
    const error = await refusal(`{ alice { ...F0 } } ${bombs.join(' ')} fragment F60 on Person { name }`);
    expect(error.extensions['code']).toBe('TOO_LARGE');
  });

  it('makes whoever asked for too much wait, and nobody else', async () => {
    const policy = policyOf({ ...limits, rateLimitCostPerMinute: 400 });
    const document = parse('{ friends(first: 100) { edges { node { name } } } }');
    await policy.admit(schema, { document, payer: 'mallory' });

    await expect(policy.admit(schema, { document, payer: 'mallory' })).rejects.toMatchObject({
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) },
    });
    await expect(policy.admit(schema, { document, payer: 'alice' })).resolves.toBeDefined();
  });
});
