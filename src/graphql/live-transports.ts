import type { FastifyInstance } from 'fastify';
import { LiveOperations, type LiveOperationsOptions } from './live-operations.js';
import { Sessions, type StillSignedIn } from './sessions.js';
import { eventStreams, type SseOptions } from './sse.js';
import { webSockets, type WebSocketOptions } from './websocket.js';

export type LiveTransportsOptions = LiveOperationsOptions &
  Omit<WebSocketOptions & SseOptions, 'operations' | 'sessions'> & {
    readonly stillSignedIn: StillSignedIn;
  };

/** WebSocket and server-sent events beside HTTP, by the same rules; they end when the server closes. */
export function addLiveTransports(app: FastifyInstance, options: LiveTransportsOptions): void {
  const operations = new LiveOperations(options);
  const sessions = new Sessions(options.stillSignedIn, options.log);
  const parts = { ...options, operations, sessions };
  const closeSockets = webSockets(app.server, parts);
  const closeStreams = eventStreams(app, parts);
  app.addHook('preClose', async () => {
    sessions.close();
    await Promise.all([closeSockets(), closeStreams()]);
  });
}
