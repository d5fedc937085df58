import { createRequire } from 'node:module';
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import type * as Complexity from 'graphql-query-complexity';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { shapesOf } from './document-shape.js';
import { inProcessLimiter, type LimiterFactory } from './limiter.js';

// Its ESM build brings a second copy of graphql; the CommonJS build shares ours.
const { getComplexity, fieldExtensionsEstimator, simpleEstimator } = createRequire(import.meta.url)(
  'graphql-query-complexity',
) as typeof Complexity;

export interface Limits {
  readonly maxDepth: number;
  readonly maxCost: number;
  readonly rateLimitCostPerMinute: number;
}

/** One operation about to run, whatever transport brought it. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Who pays: the person signed in, else the client's address. */
  readonly payer: string;
}

export interface Admission {
  readonly cost: { readonly requested: number; readonly maximum: number };
}

/** What a document may ask for, decided in one place for every transport. */
export interface Policy {
  /** @throws GraphQLError TOO_DEEP, TOO_MANY_ALIASES, TOO_LARGE, TOO_COSTLY or RATE_LIMITED */
  readonly admit: (schema: GraphQLSchema, operation: Operation) => Promise<Admission>;
}

/** Tokens that the parser reads before it gives up. */
export const MAX_TOKENS = 4000;
const MAX_ALIASES = 60;
/** Fields once fragments are spread out. */
const MAX_FIELDS = 5000;

export function policyOf(limits: Limits, limiterOf: LimiterFactory = inProcessLimiter): Policy {
  const limiter = limiterOf('cost', limits.rateLimitCostPerMinute, 60);
  return {
    async admit(schema, operation) {
      checkShape(operation.document, limits.maxDepth);
      const requested = costOf(schema, operation);
      if (requested > limits.maxCost) {
        throw refused('TOO_COSTLY', `The query costs ${requested}, and the most is ${limits.maxCost}.`, {
          cost: { requested, maximum: limits.maxCost },
        });
      }
      await pay(limiter, operation.payer, requested);
      return { cost: { requested, maximum: limits.maxCost } };
    },
  };
}

/** A field costs 1 plus what is below it; a connection costs that for each of the `first` rows asked for. */
export function costOf(schema: GraphQLSchema, operation: Omit<Operation, 'payer'>): number {
  return getComplexity({
    schema,
    query: operation.document,
    ...(operation.operationName !== undefined && { operationName: operation.operationName }),
    variables: { ...operation.variables },
    estimators: [fieldExtensionsEstimator(), connectionEstimator, simpleEstimator({ defaultComplexity: 1 })],
  });
}

const connectionEstimator: Complexity.ComplexityEstimator = ({ field, args, childComplexity }) => {
  if (!/Connection!?$/.test(String(field.type))) return undefined;
  const { first } = args as { first?: unknown };
  const rows = typeof first === 'number' ? Math.max(1, Math.min(first, 100)) : 20;
  return 1 + rows * childComplexity;
};

async function pay(limiter: RateLimiterAbstract, payer: string, cost: number): Promise<void> {
  try {
    await limiter.consume(payer, Math.max(1, cost));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.ceil(error.msBeforeNext / 1000);
    throw refused(
      'RATE_LIMITED',
      `Too much was asked within a minute; try again in ${retryAfterSeconds} s.`,
      {
        retryAfterSeconds,
      },
    );
  }
}

function checkShape(document: DocumentNode, maxDepth: number): void {
  for (const { depth, aliases, fields } of shapesOf(document)) {
    if (depth > maxDepth) throw refused('TOO_DEEP', `The query is deeper than ${maxDepth} levels.`);
    if (aliases > MAX_ALIASES) throw refused('TOO_MANY_ALIASES', `The most is ${MAX_ALIASES} aliases.`);
    if (fields > MAX_FIELDS) throw refused('TOO_LARGE', `The most is ${MAX_FIELDS} fields.`);
  }
}

function refused(code: string, message: string, more: Readonly<Record<string, unknown>> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more } });
}
