import type { FastifyInstance } from 'fastify';
import { LiveOperations, type LiveOperationsOptions } from './live-operations.js';
import { Sessions, type StillSignedIn } from './sessions.js';
import { eventStreams, type EventStreams, type SseOptions } from './sse.js';
import { webSockets, type WebSocketOptions } from './websocket.js';

export type LiveTransportsOptions = LiveOperationsOptions &
  Omit<WebSocketOptions & SseOptions, 'operations' | 'sessions'> & {
    readonly stillSignedIn: StillSignedIn;
  };

/** WebSocket and server-sent events beside HTTP, by the same rules; they end when the server closes. */
export function addLiveTransports(app: FastifyInstance, options: LiveTransportsOptions): EventStreams {
  const operations = new LiveOperations(options);
  const sessions = new Sessions(options.stillSignedIn, options.log);
  const parts = { ...options, operations, sessions };
  const closeSockets = webSockets(app.server, parts);
  const streams = eventStreams(parts);
  app.post('/graphql/stream', streams.answer);
  app.addHook('preClose', async () => {
    sessions.close();
    await Promise.all([closeSockets(), streams.close()]);
  });
  return streams;
}
