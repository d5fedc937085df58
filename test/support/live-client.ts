import { createClient as sseClient } from 'graphql-sse';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { operation } from './operations.js';

/** One payload of a subscription: the value of its only root field. */
export interface Told {
  readonly __typename: string;
  readonly position: string;
  readonly [field: string]: unknown;
}

/** A subscription as a test reads it. */
export interface Ear {
  /** The next payload; it waits. @throws what the client gets instead of one */
  readonly next: () => Promise<Told>;
  /** Resolves when the subscription ended, with what was not read. */
  readonly ended: () => Promise<readonly Told[]>;
  readonly close: () => void;
}

/** How a client connects: each has its own connection. */
export type Transport = 'WebSocket' | 'SSE';

/** Subscribes with a document of schema/operations. */
export function listenTo(
  address: string,
  transport: Transport,
  name: string,
  variables: Record<string, unknown> = {},
  token?: string,
): Ear {
  const authorization = token === undefined ? undefined : `Bearer ${token}`;
  const client =
    transport === 'WebSocket'
      ? socketClient(address, authorization)
      : sseClient({
          url: `${address}/graphql/stream`,
          retryAttempts: 0,
          headers: authorization === undefined ? {} : { authorization },
        });
  return earOf(client, operation(name), variables);
}

/** A client of `graphql-transport-ws` that never connects twice. */
export function socketClient(address: string, authorization?: string): Client {
  return createClient({
    url: `${address.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: authorization === undefined ? {} : { authorization },
    onNonLazyError: () => undefined,
  });
}

interface Sink {
  next(result: { data?: Record<string, unknown> | null; errors?: readonly unknown[] }): void;
  error(error: unknown): void;
  complete(): void;
}

export function earOf(
  client: {
    subscribe(payload: { query: string; variables: Record<string, unknown> }, sink: Sink): () => void;
    dispose(): void | Promise<void>;
  },
  query: string,
  variables: Record<string, unknown>,
): Ear {
  const heard: (Told | Error)[] = [];
  let over = false;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  const add = (one: Told | Error): void => {
    heard.push(one);
    wake();
  };
  const end = (): void => {
    over = true;
    wake();
  };
  const stop = client.subscribe(
    { query, variables },
    {
      next({ data, errors }) {
        const value = Object.values(data ?? {})[0];
        add(errors === undefined ? (value as Told) : new Error(JSON.stringify(errors)));
      },
      error(error) {
        add(error instanceof Error ? error : new Error(told(error)));
        end();
      },
      complete: end,
    },
  );
  const changed = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));
  return {
    async next() {
      while (heard.length === 0) {
        if (over) throw new Error('the subscription ended');
        await changed();
      }
      const [first] = heard.splice(0, 1);
      if (first instanceof Error) throw first;
      return first as Told;
    },
    async ended() {
      while (!over) await changed();
      return heard.filter((one): one is Told => !(one instanceof Error));
    },
    close() {
      stop();
      void client.dispose();
    },
  };
}

function told(error: unknown): string {
  const { code, reason } = error as { code?: number; reason?: string };
  return code === undefined ? JSON.stringify(error) : `closed: ${code} ${reason ?? ''}`;
}
