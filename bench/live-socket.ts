import { WebSocket } from 'ws';

/** One connection with one subscription, as little as can be: it only knows when payloads came. */
export class LiveSocket {
  /** Resolves with the first payload. */
  readonly first: Promise<void>;
  /** Bytes of the latest payload. */
  size = 0;
  #waiting: ((at: number | null) => void)[] = [];

  private constructor(private readonly socket: WebSocket) {
    this.first = new Promise((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (!data.includes('"next"')) return;
        resolve();
        this.size = data.length;
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const wake of waiting) wake(performance.now());
      });
    });
  }

  static async open(address: string, query: string, token: string | undefined): Promise<LiveSocket> {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const payload = token === undefined ? {} : { authorization: `Bearer ${token}` };
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    await new Promise((resolve) => socket.once('message', resolve));
    const live = new LiveSocket(socket);
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
    return live;
  }

  /** When the next payload came, by `performance.now()`; null when none did until `deadline`. */
  next(deadline: number): Promise<number | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), deadline - performance.now());
      this.#waiting.push((at) => {
        clearTimeout(timer);
        resolve(at);
      });
    });
  }

  close(): void {
    this.socket.terminate();
  }
}
