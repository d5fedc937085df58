import type { FastifyError } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { ulid } from 'ulid';
import { clientError } from './errors.js';

/** What went wrong before GraphQL had the request: its body is too large, no JSON, or nests too deep. */
export function plainError(
  error: FastifyError | GraphQLError,
  log: Logger,
): { readonly status: number; readonly formatted: GraphQLFormattedError } {
  const status = error instanceof GraphQLError ? 400 : (error.statusCode ?? 500);
  if (status >= 500 || error instanceof GraphQLError)
    return { status, formatted: clientError(error, log, ulid) };
  const code = { 413: 'TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' }[status] ?? 'BAD_REQUEST';
  return { status, formatted: { message: error.message, extensions: { code } } };
}

/** What the client did is no fault of ours. */
export function withStatus(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  const http = { status: error.extensions['code'] === 'RATE_LIMITED' ? 429 : 400 };
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    extensions: { ...error.extensions, http },
  });
}

/** The answer to a subscription that is sent as if it had one result. */
export function onlyLive(): GraphQLError {
  return new GraphQLError('Subscriptions come over WebSocket, or as text/event-stream.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
