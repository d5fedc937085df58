import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { DocumentCosts, type Costed } from './document-cost.js';
import { shapesOf } from './document-shape.js';
import { inProcessLimiter, type LimiterFactory } from './limiter.js';

export interface Limits {
  readonly maxDepth: number;
  readonly maxCost: number;
  readonly rateLimitCostPerMinute: number;
}

/** One operation about to run, whatever transport brought it. */
export interface Operation extends Costed {
  /** Who pays: the person signed in, else the client's address. */
  readonly payer: string;
}

export interface Admission {
  readonly cost: { readonly requested: number; readonly maximum: number };
}

/** What a document may ask for, decided in one place for every transport. */
export interface Policy {
  /** @throws GraphQLError TOO_DEEP, TOO_MANY_ALIASES, TOO_LARGE, TOO_COSTLY, RATE_LIMITED, or BAD_USER_INPUT for variables that are not what the operation declares */
  readonly admit: (schema: GraphQLSchema, operation: Operation) => Promise<Admission>;
  /** Charges for what is asked without GraphQL. @throws GraphQLError RATE_LIMITED */
  readonly charge: (payer: string, cost: number) => Promise<void>;
}

/** Tokens that the parser reads before it gives up. */
export const MAX_TOKENS = 4000;
const MAX_ALIASES = 60;
/** Fields once fragments are spread out. */
const MAX_FIELDS = 5000;

export function policyOf(limits: Limits, limiterOf: LimiterFactory = inProcessLimiter): Policy {
  const limiter = limiterOf('cost', limits.rateLimitCostPerMinute, 60);
  const costs = new WeakMap<GraphQLSchema, DocumentCosts>();
  /** A document keeps its shape: one that was well-shaped once is. */
  const wellShaped = new WeakSet<DocumentNode>();
  return {
    async admit(schema, operation) {
      if (!wellShaped.has(operation.document)) {
        checkShape(operation.document, limits.maxDepth);
        wellShaped.add(operation.document);
      }
      const costsHere = costs.get(schema) ?? new DocumentCosts(schema);
      costs.set(schema, costsHere);
      const requested = costIn(costsHere, operation);
      if (requested > limits.maxCost) {
        throw refused('TOO_COSTLY', `The query costs ${requested}, and the most is ${limits.maxCost}.`, {
          cost: { requested, maximum: limits.maxCost },
        });
      }
      await pay(limiter, operation.payer, requested);
      return { cost: { requested, maximum: limits.maxCost } };
    },
    charge: (payer, cost) => pay(limiter, payer, cost),
  };
}

function costIn(costs: DocumentCosts, operation: Operation): number {
  try {
    return costs.of(operation);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, { nodes: error.nodes, extensions: { code: 'BAD_USER_INPUT' } });
  }
}

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
