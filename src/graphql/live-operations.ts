import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Logger } from 'pino';
import type { LiveEvents } from '../live/live-events.js';
import { freshId } from '../use-cases/drawn.js';
import type { Shop } from '../use-cases/shop.js';
import type { Context, SignedIn } from './context.js';
import { checkNesting } from './document-nesting.js';
import { clientError } from './errors.js';
import { Loaders } from './loaders.js';
import { MAX_TOKENS, type Policy } from './policy.js';
import { contextOf, freshContext } from './subscription.js';
import type { UnderWay } from './under-way.js';

/** What a client sends to run something. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Who is at the other end of a connection that stays. */
export interface Caller {
  readonly viewer: SignedIn | null;
  /** The client's address. */
  readonly address: string;
}

export interface LiveOperationsOptions {
  readonly schema: GraphQLSchema;
  readonly shop: Shop;
  readonly policy: Policy;
  readonly live: LiveEvents | null;
  readonly log: Logger;
  readonly underWay: UnderWay;
  /** Subscriptions that one person, or one visitor's address, may have open over all connections. */
  readonly maxSubscriptionsPerPerson: number;
}

/** A result as a client gets it: errors are formatted. */
export interface Result {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: unknown;
}

const DOCUMENTS = 1000;

/** Runs what comes over connections that stay, by the rules of HTTP: the same policy, the same errors. */
export class LiveOperations {
  readonly #documents = new Map<string, DocumentNode>();
  readonly #subscriptions = new Map<string, number>();

  constructor(private readonly options: LiveOperationsOptions) {}

  get schema(): GraphQLSchema {
    return this.options.schema;
  }

  /** One result of a query or a mutation, or those of a subscription as they come; it never throws. */
  async run(caller: Caller, asked: Asked): Promise<Result | AsyncIterableIterator<Result>> {
    try {
      return await this.#run(caller, asked);
    } catch (error) {
      return { errors: [this.formatted(error)] };
    }
  }

  /** What the client may know of an error. */
  formatted(error: unknown): GraphQLFormattedError {
    return clientError(error, this.options.log, freshId);
  }

  async #run(caller: Caller, asked: Asked): Promise<Result | AsyncIterableIterator<Result>> {
    const { schema, policy, shop, live, log, underWay } = this.options;
    const document = this.document(asked.query);
    const operationName = asked.operationName ?? undefined;
    const operation = getOperationAST(document, operationName);
    if (!operation) throw badRequest('Say by `operationName` which operation of the document to run.');
    const payer = caller.viewer?.userId ?? caller.address;
    const variables = asked.variables ?? undefined;
    const admission = await policy.admit(schema, { document, operationName, variables, payer });
    const context: Context = {
      shop,
      live,
      log,
      viewer: caller.viewer,
      address: caller.address,
      loaders: new Loaders(shop.store),
      requestId: freshId(),
    };
    const run = (rootValue: unknown, contextValue: Context): Promise<ExecutionResult> | ExecutionResult =>
      execute({
        schema,
        document,
        rootValue,
        contextValue,
        ...(operationName !== undefined && { operationName }),
        ...(variables !== undefined && { variableValues: variables }),
      });
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
      const result = await underWay.during(() => run(undefined, context));
      return { ...this.#shown(result), extensions: { ...admission } };
    }

    const leave = this.#enter(payer);
    try {
      const source = await createSourceEventStream({
        schema,
        document,
        contextValue: context,
        ...(operationName !== undefined && { operationName }),
        ...(variables !== undefined && { variableValues: variables }),
      });
      if (!(Symbol.asyncIterator in source)) {
        leave();
        return this.#shown(source);
      }
      const results = new Results(
        source[Symbol.asyncIterator](),
        async (payload) => this.#shown(await run(payload, contextOf(payload) ?? freshContext(context))),
        (error) => ({ errors: [this.formatted(error)] }),
        leave,
      );
      return results;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Parsed and valid; clients send the same few texts again and again. @throws GraphQLError */
  document(text: string): DocumentNode {
    const known = this.#documents.get(text);
    if (known !== undefined) return known;
    const document = parsed(text);
    const [invalid] = validate(this.options.schema, document, undefined, { maxErrors: 20 });
    if (invalid !== undefined) {
      throw new GraphQLError(invalid.message, {
        nodes: invalid.nodes,
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      });
    }
    const [oldest] = this.#documents.keys();
    if (this.#documents.size >= DOCUMENTS && oldest !== undefined) this.#documents.delete(oldest);
    this.#documents.set(text, document);
    return document;
  }

  #shown({ data, errors }: ExecutionResult): Result {
    return {
      ...(data !== undefined && { data }),
      ...(errors !== undefined && { errors: errors.map((error) => this.formatted(error)) }),
    };
  }

  /** Takes one of the person's places; the result gives it back, once. */
  #enter(person: string): () => void {
    const most = this.options.maxSubscriptionsPerPerson;
    const open = this.#subscriptions.get(person) ?? 0;
    if (open >= most) throw tooMany(`The most is ${most} subscriptions at a time.`);
    this.#subscriptions.set(person, open + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const now = (this.#subscriptions.get(person) ?? 1) - 1;
      if (now > 0) this.#subscriptions.set(person, now);
      else this.#subscriptions.delete(person);
    };
  }
}

const DONE = { done: true, value: undefined } as const;

/** The results of a subscription; an error of its source is the last of them. */
class Results implements AsyncIterableIterator<Result> {
  #over = false;

  constructor(
    private readonly source: AsyncIterator<unknown>,
    private readonly resultOf: (payload: unknown) => Promise<Result>,
    private readonly failed: (error: unknown) => Result,
    private readonly leave: () => void,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Result>> {
    if (this.#over) return DONE;
    try {
      const payload = await this.source.next();
      if (this.#isOver() || payload.done === true) return await this.return();
      return { done: false, value: await this.resultOf(payload.value) };
    } catch (error) {
      await this.return();
      return { done: false, value: this.failed(error) };
    }
  }

  async return(): Promise<IteratorResult<Result>> {
    if (this.#over) return DONE;
    this.#over = true;
    this.leave();
    await this.source.return?.();
    return DONE;
  }

  #isOver(): boolean {
    return this.#over;
  }
}

function parsed(text: string): DocumentNode {
  checkNesting(text);
  try {
    return parse(text, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new GraphQLError(error.message, {
      source: error.source,
      positions: error.positions,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
  }
}

/** More subscriptions than allowed. */
export function tooMany(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } });
}

/** A message that cannot be run. */
export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
