import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import cors from '@fastify/cors';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { OperationTypeNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { LiveEvents } from '../live/live-events.js';
import { freshId } from '../use-cases/drawn.js';
import type { Shop } from '../use-cases/shop.js';
import type { Context, SignedIn } from './context.js';
import { checkNesting } from './document-nesting.js';
import { clientError } from './errors.js';
import { onlyLive, plainError, withStatus } from './http-errors.js';
import { graphiqlPage } from './graphiql.js';
import { addLiveTransports } from './live-transports.js';
import { Loaders } from './loaders.js';
import { MAX_TOKENS, type Admission, type Policy } from './policy.js';
import type { StillSignedIn } from './sessions.js';
import { asksForStream } from './sse.js';
import type { UnderWay } from './under-way.js';

export interface HttpOptions {
  readonly schema: GraphQLSchema;
  readonly shop: Shop;
  readonly policy: Policy;
  /** The person behind a bearer token. @throws GraphQLError UNAUTHENTICATED when it is not valid */
  readonly authenticate: (authorization: string | undefined) => Promise<SignedIn | null>;
  /** Which people of long connections may go on. */
  readonly stillSignedIn: StillSignedIn;
  /** What subscriptions follow. */
  readonly live: LiveEvents | null;
  /** Told of every query and mutation while it is answered. */
  readonly underWay: UnderWay;
  readonly maxSubscriptionsPerSocket: number;
  readonly maxSubscriptionsPerPerson: number;
  readonly keepAliveMs: number;
  /** False until the shop can answer in full. */
  readonly ready: () => boolean;
  /** What does not work just now and is done without. */
  readonly degraded: () => readonly string[];
  readonly log: Logger;
  readonly graphiql: boolean;
  readonly corsOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly bodyLimitBytes: number;
  /** Answers GET requests for what is not GraphQL; null: not mine. */
  readonly answerGet?: (
    path: string,
    knownTag: string | undefined,
    address: string,
  ) => Promise<PlainAnswer | null>;
}

/** A plain HTTP answer. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** GraphQL over HTTP at /graphql, with /health and /ready; call `listen` on the result. */
export async function httpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { log } = options;
  const requestLog: FastifyBaseLogger = log.child({}, { level: log.level === 'info' ? 'warn' : log.level });
  const app = fastify({
    loggerInstance: requestLog,
    bodyLimit: options.bodyLimitBytes,
    trustProxy: options.trustProxy,
    genReqId: freshId,
    forceCloseConnections: 'idle',
  });
  const apollo = new ApolloServer<Context>({
    schema: options.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: (_formatted, error) => clientError(error, log, freshId),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(), // It would load its page from somewhere else.
      fastifyApolloDrainPlugin(app),
      admission(options.policy),
    ],
    logger: log,
  });
  await apollo.start();

  if (options.corsOrigins.length > 0) await app.register(cors, { origin: [...options.corsOrigins] });
  app.get('/health', () => ({ status: 'up', degraded: options.degraded() }));
  app.get('/ready', (_request, reply) =>
    options.ready() ? { status: 'ready' } : reply.code(503).send({ status: 'starting' }),
  );
  app.get('/', (_request, reply) => reply.redirect('/graphql'));

  app.setErrorHandler((error: FastifyError | GraphQLError, _request, reply) => {
    const { status, formatted } = plainError(error, log);
    return reply.code(status).send({ errors: [formatted] });
  });

  const handler = fastifyApolloHandler(apollo, { context: (request) => contextOf(request, options) });
  const streams = addLiveTransports(app, options);
  const page = options.graphiql ? graphiqlPage() : null;
  app.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
      if (page !== null && wantsPage) return reply.type('text/html; charset=utf-8').send(page);
      if (request.method === 'POST' && asksForStream(request)) return streams.answer(request, reply);
      checkNesting(documentOf(request) ?? '');
      return options.underWay.during(() => handler.call(app, request, reply));
    },
  });
  const { answerGet } = options;
  if (answerGet !== undefined) {
    app.get('/*', async (request, reply) => {
      const [path = ''] = request.url.split('?');
      const answer = await answerGet(path, request.headers['if-none-match'], request.ip);
      if (answer === null) return reply.code(404).send({ error: 'There is nothing here.' });
      return reply.code(answer.status).headers(answer.headers).send(answer.body);
    });
  }
  return app;
}

async function contextOf(request: FastifyRequest, options: HttpOptions): Promise<Context> {
  const viewer = await options.authenticate(request.headers.authorization);
  return {
    shop: options.shop,
    viewer,
    loaders: new Loaders(options.shop.store),
    requestId: request.id,
    address: request.ip,
    log: options.log,
    live: options.live,
  };
}

/** The body or the query string, as far as it is a text. */
function documentOf({ method, body, query }: FastifyRequest): string | null {
  const asked: unknown = method === 'GET' ? query : body;
  if (typeof asked !== 'object' || asked === null || !('query' in asked)) return null;
  return typeof asked.query === 'string' ? asked.query : null;
}

/** Lets the policy decide before anything runs, and tells the cost. */
function admission(policy: Policy): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () => {
      let admitted: Admission | null = null;
      return Promise.resolve({
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw onlyLive();
          admitted = await policy
            .admit(schema, {
              document,
              operationName: request.operationName,
              variables: request.variables,
              payer: contextValue.viewer?.userId ?? contextValue.address,
            })
            .catch((error: unknown) => {
              throw withStatus(error);
            });
        },
        willSendResponse({ response }) {
          if (admitted !== null && response.body.kind === 'single') {
            response.body.singleResult.extensions = { ...response.body.singleResult.extensions, ...admitted };
          }
          return Promise.resolve();
        },
      });
    },
  };
}
