import type { FastifyReply, FastifyRequest } from 'fastify';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { SignedIn } from './context.js';
import type { LiveOperations, Result } from './live-operations.js';
import type { Sessions } from './sessions.js';

export interface SseOptions {
  readonly operations: LiveOperations;
  readonly sessions: Sessions;
  readonly authenticate: (authorization: string | undefined) => Promise<SignedIn | null>;
  readonly keepAliveMs: number;
}

const Body = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** What answers requests for event streams. */
export interface EventStreams {
  readonly answer: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
  /** Ends every stream. */
  readonly close: () => Promise<void>;
}

/** GraphQL over server-sent events, a connection for each operation (the protocol's "distinct connections mode"). */
export function eventStreams(options: SseOptions): EventStreams {
  const streams = new Set<Stream>();
  const looking = setInterval(() => streams.forEach((stream) => stream.keepAlive()), options.keepAliveMs);
  looking.unref();

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!asksForStream(request)) {
      return reply.code(406).send({ errors: [{ message: 'This answers with text/event-stream.' }] });
    }
    const body = Body.safeParse(request.body);
    if (!body.success) {
      return reply.code(400).send({ errors: [{ message: 'Send `query`, and `variables` if it has any.' }] });
    }
    let viewer: SignedIn | null;
    try {
      viewer = await options.authenticate(request.headers.authorization);
    } catch (error) {
      const formatted = options.operations.formatted(error);
      const status = formatted.extensions?.['code'] === 'UNAUTHENTICATED' ? 401 : 500;
      return reply.code(status).send({ errors: [formatted] });
    }

    const outcome = await options.operations.run({ viewer, address: request.ip }, body.data);
    reply.hijack();
    const stream = new Stream(reply, outcome);
    streams.add(stream);
    const forget = options.sessions.watch(viewer, () => stream.signOut());
    await stream.run();
    forget();
    streams.delete(stream);
    return reply;
  }

  return {
    answer,
    async close() {
      clearInterval(looking);
      await Promise.all([...streams].map((stream) => stream.end()));
    },
  };
}

/** Does the client want events? */
export function asksForStream({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? '').includes('text/event-stream');
}

/** One operation's results on their way; nothing is read from a subscription before the client took what came before. */
class Stream {
  readonly #raw: ServerResponse;
  readonly #results: AsyncIterator<Result>;
  #signedOut = false;
  #wasFull = false;

  constructor(reply: FastifyReply, outcome: Result | AsyncIterableIterator<Result>) {
    this.#raw = reply.raw;
    this.#results = Symbol.asyncIterator in outcome ? outcome : ([outcome].values() as never);
    this.#raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    this.#raw.socket?.setKeepAlive(true, 15_000);
    this.#raw.once('close', () => void this.#results.return?.());
    this.#raw.on('error', () => this.#raw.destroy());
    // Some browsers see the headers only with the first byte.
    this.#raw.write(':\n\n');
  }

  async run(): Promise<void> {
    for (;;) {
      const result = await this.#results.next();
      if (this.#raw.destroyed || this.#raw.writableEnded) return;
      if (result.done === true) break;
      await this.#write('next', JSON.stringify(result.value));
    }
    if (this.#signedOut) await this.#write('next', JSON.stringify(SIGNED_OUT));
    await this.#write('complete', '');
    if (!this.#raw.destroyed) this.#raw.end();
  }

  signOut(): void {
    this.#signedOut = true;
    void this.end();
  }

  async end(): Promise<void> {
    await this.#results.return?.();
    if (this.#raw.writableNeedDrain) this.#raw.destroy();
  }

  /** Keeps proxies from closing a quiet stream, and gives up a client that takes nothing. */
  keepAlive(): void {
    const isFull = this.#raw.writableNeedDrain;
    if (isFull && this.#wasFull) this.#raw.destroy();
    else if (!isFull) this.#raw.write(':\n\n');
    this.#wasFull = isFull;
  }

  async #write(event: string, data: string): Promise<void> {
    if (this.#raw.destroyed || this.#raw.write(`event: ${event}\ndata: ${data}\n\n`)) return;
    const gone = new AbortController();
    const options = { signal: gone.signal };
    await Promise.race([once(this.#raw, 'drain', options), once(this.#raw, 'close', options)]).finally(() =>
      gone.abort(),
    );
  }
}

const SIGNED_OUT: Result = {
  errors: [{ message: 'You are signed out.', extensions: { code: 'UNAUTHENTICATED' } }],
};
