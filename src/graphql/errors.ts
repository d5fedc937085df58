import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { ArgumentValidationError } from 'type-graphql';
import { StoreInputError, StoreUnavailableError } from '../store/graph-store.js';
import { ContentionError, IdempotencyKeyReusedError } from '../use-cases/perform.js';

/** What a client may know of an error: typed ones as they are, surprises only by an id that is in the log. */
export function clientError(error: unknown, log: Logger, newId: () => string): GraphQLFormattedError {
  const cause = originOf(error);
  const where = error instanceof GraphQLError ? placeOf(error) : {};
  if (cause instanceof ArgumentValidationError) {
    const fields = fieldsOf(cause);
    const message =
      fields.map(({ field, problem }) => `${field}: ${problem}`).join('; ') || 'The input is not valid.';
    return { message, ...where, extensions: { code: 'BAD_USER_INPUT', fields } };
  }
  if (cause instanceof StoreInputError) {
    return { message: cause.message, ...where, extensions: { code: 'BAD_USER_INPUT' } };
  }
  if (cause instanceof IdempotencyKeyReusedError) {
    return { message: cause.message, ...where, extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } };
  }
  if (cause instanceof ContentionError) {
    return {
      message: 'Others are changing the same thing; try again.',
      ...where,
      extensions: { code: 'BUSY' },
    };
  }
  if (cause instanceof GraphQLError && hasPublicCode(cause)) return withoutStack(cause, codeOf(error));

  const id = newId();
  const unavailable = cause instanceof StoreUnavailableError;
  log.error({ err: cause, errorId: id }, unavailable ? 'the store did not answer' : 'a request failed');
  const message = unavailable
    ? 'The shop cannot be reached right now; try again.'
    : 'Something went wrong on our side.';
  return {
    message,
    ...where,
    extensions: { code: unavailable ? 'UNAVAILABLE' : 'INTERNAL_SERVER_ERROR', id },
  };
}

/** The error that a resolver threw, below what the executor wrapped around it. */
function originOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originOf(error.originalError) : error;
}

/** Errors of parsing and validating have no code yet or one of Apollo's; ours have one that is not masked. */
function hasPublicCode(error: GraphQLError): boolean {
  return error.extensions['code'] !== 'INTERNAL_SERVER_ERROR' && error.originalError === undefined;
}

/** Apollo wraps errors of parsing and validating in its own, which say what went wrong by their code. */
function codeOf(error: unknown): unknown {
  return error instanceof GraphQLError ? error.extensions['code'] : undefined;
}

function withoutStack(error: GraphQLError, code: unknown): GraphQLFormattedError {
  // `http` is for the server, which has set the status by it.
  const own = { ...error.extensions, stacktrace: undefined, http: undefined };
  const extensions = { code: code ?? 'BAD_REQUEST', ...own };
  return { message: error.message, ...placeOf(error), extensions };
}

function placeOf(error: GraphQLError): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  return { ...(error.path && { path: error.path }), ...(error.locations && { locations: error.locations }) };
}

interface Constrained {
  readonly property?: string;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly children?: readonly Constrained[];
}

function fieldsOf(error: ArgumentValidationError): { field: string; problem: string }[] {
  const problems = error.extensions.validationErrors as unknown as readonly Constrained[];
  return problems.flatMap((problem) => flatten(problem, ''));
}

function flatten(error: Constrained, parent: string): { field: string; problem: string }[] {
  const field = parent === '' ? (error.property ?? '') : `${parent}.${error.property ?? ''}`;
  const own = Object.values(error.constraints ?? {}).map((problem) => ({ field, problem }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}
