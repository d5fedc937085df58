import { GraphQLError } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context as Connection } from 'graphql-ws';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Caller, LiveOperations, Result } from './live-operations.js';
import { tooMany } from './live-operations.js';
import type { SignedIn } from './context.js';
import type { Sessions } from './sessions.js';

export interface WebSocketOptions {
  readonly operations: LiveOperations;
  readonly sessions: Sessions;
  readonly authenticate: (authorization: string | undefined) => Promise<SignedIn | null>;
  readonly log: Logger;
  readonly corsOrigins: readonly string[];
  readonly trustProxy: boolean;
  /** The largest message. */
  readonly bodyLimitBytes: number;
  readonly maxSubscriptionsPerSocket: number;
  /** How long a client may be silent before it is asked, and then before it is given up. */
  readonly keepAliveMs: number;
}

/** From the opening of the socket; pings do not extend it. */
const INIT_DEADLINE_MS = 3000;
/** A client that asks and does not read is cut off here. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;
const CLOSING_MS = 1000;

interface Extra {
  readonly request: IncomingMessage;
  readonly socket: WebSocket;
  caller: Caller;
  forget: () => void;
}

type Connected = Connection<Record<string, unknown>, Extra>;

/** GraphQL over WebSocket (`graphql-transport-ws`) at /graphql; the result closes every socket. */
export function webSockets(server: Server, options: WebSocketOptions): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.bodyLimitBytes,
    handleProtocols,
    perMessageDeflate: false,
  });
  const protocol = protocolServer(options);
  const alive = new WeakSet<WebSocket>();

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const address = addressOf(request, options.trustProxy);
    const extra: Extra = { request, socket, caller: { viewer: null, address }, forget: () => undefined };
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('ping', () => mustRead(socket));
    socket.on('error', (error) => options.log.debug({ err: error }, 'a socket failed'));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => sent(socket, data),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (data) => {
            alive.add(socket);
            if (mustRead(socket)) handle(textOf(data)).catch((error) => failed(socket, options.log, error));
          }),
      },
      extra,
    );
    socket.once('close', (code, reason) => {
      extra.forget();
      closed(code, reason.toString()).catch((error: unknown) =>
        options.log.error({ err: error }, 'a socket was not let go'),
      );
    });
  });

  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, options.corsOrigins);
    if (refusal !== null) return refuse(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });

  const looking = setInterval(() => {
    // After the sockets were read: what came while this process was busy counts.
    setImmediate(() => {
      for (const socket of sockets.clients) {
        if (!alive.delete(socket)) socket.terminate();
        else if (socket.readyState === socket.OPEN) socket.ping();
      }
    });
  }, options.keepAliveMs);
  looking.unref();

  return async () => {
    clearInterval(looking);
    const open = [...sockets.clients];
    const gone = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of open) socket.close(1001, 'The shop is closing');
    const late = setTimeout(() => open.forEach((socket) => socket.terminate()), CLOSING_MS);
    await Promise.all(gone);
    clearTimeout(late);
    sockets.close();
  };
}

function protocolServer({ operations, sessions, ...options }: WebSocketOptions) {
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_DEADLINE_MS,
    async onConnect({ connectionParams, extra }) {
      const { request, socket, caller } = extra;
      try {
        const viewer = await options.authenticate(authorizationOf(connectionParams, request));
        extra.caller = { ...caller, viewer };
        if (socket.readyState !== socket.OPEN) return false;
        extra.forget = sessions.watch(viewer, () => signedOut(socket));
        return true;
      } catch (error) {
        if (error instanceof GraphQLError) return false;
        throw error;
      }
    },
    async onSubscribe(connection: Connected, _id, payload) {
      const { caller, socket } = connection.extra;
      const most = options.maxSubscriptionsPerSocket;
      if (Object.keys(connection.subscriptions).length > most) {
        return [tooMany(`The most is ${most} operations at a time on a socket.`)];
      }
      if (!(await sessions.mayGoOn(caller.viewer))) {
        signedOut(socket);
        return [new GraphQLError('You are signed out.', { extensions: { code: 'UNAUTHENTICATED' } })];
      }
      const outcome = await operations.run(caller, payload);
      if (!(Symbol.asyncIterator in outcome) && outcome.data === undefined) return errorsOf(outcome);
      // The server below asks for the arguments of an execution; ours is done, and stands in the context.
      return {
        schema: operations.schema,
        document: operations.document(payload.query),
        ...(typeof payload.operationName === 'string' && { operationName: payload.operationName }),
        contextValue: outcome,
      };
    },
    execute: ({ contextValue }) => contextValue as never,
    subscribe: ({ contextValue }) => contextValue as never,
    onNext: (_connection, _id, _payload, _args, result) => result,
  });
}

function errorsOf({ errors = [] }: Result): GraphQLError[] {
  return errors.map(
    ({ message, extensions }) => new GraphQLError(message, { extensions: extensions ?? null }),
  );
}

/** 4403 tells clients of this protocol to connect again, with a new token. */
function signedOut(socket: WebSocket): void {
  socket.close(CloseCode.Forbidden, 'Signed out');
}

function failed(socket: WebSocket, log: Logger, error: unknown): void {
  log.error({ err: error }, 'a message could not be handled');
  socket.close(1011, 'Something went wrong on our side');
}

/** False when the client does not read what it asked for; it is cut off then. */
function mustRead(socket: WebSocket): boolean {
  if (socket.bufferedAmount <= MAX_UNREAD_BYTES) return true;
  socket.terminate();
  return false;
}

/** Resolves when the message left for the network, so that a subscription waits for a slow client. */
function sent(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    socket.send(data, () => resolve());
  });
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}

function authorizationOf(
  params: Record<string, unknown> | undefined,
  request: IncomingMessage,
): string | undefined {
  const given = params?.['authorization'] ?? params?.['Authorization'];
  return typeof given === 'string' ? given : request.headers.authorization;
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')[0]
        ?.trim()
    : '';
  return forwarded !== undefined && forwarded !== '' ? forwarded : (request.socket.remoteAddress ?? '');
}

/** Why a socket is not opened, as an HTTP status; browsers send tokens of nobody, but their origin is checked all the same. */
function refusalOf({ url = '', headers }: IncomingMessage, allowed: readonly string[]): string | null {
  if (url.split('?')[0] !== '/graphql') return '404 Not Found';
  const { origin, host } = headers;
  if (origin === undefined || allowed.includes(origin)) return null;
  return URL.canParse(origin) && new URL(origin).host === host ? null : '403 Forbidden';
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
