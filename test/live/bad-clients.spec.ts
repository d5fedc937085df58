import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { earOf, listenTo, socketClient } from '../support/live-client.js';
import { operation } from '../support/operations.js';
import { startShop, type RunningShop } from '../support/running-shop.js';

const STARTING_MS = 120_000;
const PER_SOCKET = 50;
const PER_PERSON = 60;

/** A message of the protocol, as it is on the wire. */
interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

interface Thread {
  readonly node: {
    readonly comments: {
      readonly edges: readonly {
        readonly cursor: string;
        readonly node: { readonly id: string; readonly text: string };
      }[];
    };
  };
}

describe('a client that misbehaves', () => {
  let shop: RunningShop;
  let postId: string;
  let token: string;
  /** Of the shop itself. */
  let listeners: number;
  const sockets: WebSocket[] = [];

  const comment = (text: string) => shop.send('Comment', { input: { subjectId: postId, text } }, token);

  beforeAll(async () => {
    const limits = {
      SUBSCRIPTIONS_PER_SOCKET: String(PER_SOCKET),
      SUBSCRIPTIONS_PER_PERSON: String(PER_PERSON),
      KEEP_ALIVE_SECONDS: '1',
    };
    shop = await startShop({ SEED_DEMO: 'false', ...limits });
    ({ token } = await shop.signUp('alice'));
    const { data } = await shop.send<{ createPost: { id: string } }>(
      'CreatePost',
      { input: { text: 'Kettles?' } },
      token,
    );
    postId = data.createPost.id;
    listeners = shop.app.live.listeners;
  }, STARTING_MS);
  afterEach(async () => {
    await othersAreServed();
    for (const socket of sockets.splice(0)) socket.terminate();
    await nothingIsLeft();
  }, 20_000);
  afterAll(async () => shop?.close());

  function connect(options: object = {}, protocol = 'graphql-transport-ws'): WebSocket {
    const socket = new WebSocket(`${shop.address.replace('http', 'ws')}/graphql`, protocol, options);
    socket.on('error', () => undefined);
    sockets.push(socket);
    return socket;
  }
  async function opened(options?: object, protocol?: string): Promise<WebSocket> {
    const socket = connect(options, protocol);
    await once(socket, 'open');
    return socket;
  }
  const say = (socket: WebSocket, message: Message): void => socket.send(JSON.stringify(message));
  const heard = (socket: WebSocket, wanted: (message: Message) => boolean): Promise<Message> =>
    new Promise((resolve) => {
      const listen = (data: Buffer): void => {
        const message = JSON.parse(data.toString()) as Message;
        if (!wanted(message)) return;
        socket.off('message', listen);
        resolve(message);
      };
      socket.on('message', listen);
    });
  async function greeted(options?: object): Promise<WebSocket> {
    const socket = await opened(options);
    say(socket, { type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await heard(socket, ({ type }) => type === 'connection_ack');
    return socket;
  }
  const closing = async (socket: WebSocket): Promise<number> =>
    ((await once(socket, 'close')) as [number])[0];
  const comments = (id: string): Message => ({
    type: 'subscribe',
    id,
    payload: { query: operation('CommentAdded'), variables: { on: postId } },
  });
  /** The shop still answers others, and its subscriptions still hear. */
  async function othersAreServed(): Promise<void> {
    const ear = listenTo(shop.address, 'WebSocket', 'CommentAdded', { on: postId }, token);
    expect((await ear.next()).__typename).toBe('Following');
    await comment('still here');
    expect(await ear.next()).toMatchObject({ comment: { text: 'still here' } });
    ear.close();
  }
  /** Nobody is told of anything any more, and all of the person's places are free. */
  async function nothingIsLeft(): Promise<void> {
    await nobodyListens();
    const client = socketClient(shop.address, `Bearer ${token}`);
    const clients = [client, socketClient(shop.address, `Bearer ${token}`)];
    const open = Array.from({ length: PER_PERSON }, (_, n) =>
      earOf(clients[n % 2]!, operation('CommentAdded'), { on: postId }),
    );
    for (const ear of open) expect((await ear.next()).__typename).toBe('Following');
    await expect(earOf(client, operation('CommentAdded'), { on: postId }).next()).rejects.toThrow(
      'TOO_MANY_SUBSCRIPTIONS',
    );
    for (const ear of open) ear.close();
    await nobodyListens();
  }
  async function nobodyListens(): Promise<void> {
    const giveUpAt = Date.now() + 10_000;
    while (shop.app.live.listeners > listeners && Date.now() < giveUpAt)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(shop.app.live.listeners).toBe(listeners);
  }

  it('has 3 seconds to say who it is, and pings do not extend them', async () => {
    const [silent, pinging] = await Promise.all([opened(), opened()]);
    const pings = setInterval(() => {
      say(pinging, { type: 'ping' });
      pinging.ping();
    }, 100);

    expect(await Promise.all([closing(silent), closing(pinging)])).toEqual([4408, 4408]);

    clearInterval(pings);
  }, 20_000);

  it('is closed when it says so twice', async () => {
    const socket = await greeted();

    say(socket, { type: 'connection_init' });

    expect(await closing(socket)).toBe(4429);
  });

  it('is closed when it subscribes before it is acknowledged', async () => {
    const socket = await opened();

    say(socket, comments('1'));

    expect(await closing(socket)).toBe(4401);
  });

  it('is closed with a token that is not ours', async () => {
    const socket = await opened();

    say(socket, { type: 'connection_init', payload: { authorization: 'Bearer nonsense' } });

    expect(await closing(socket)).toBe(4403);
  });

  it('is closed when it sends what is no message of the protocol', async () => {
    const socket = await greeted();

    socket.send('{"type":');

    expect(await closing(socket)).toBe(4400);
  });

  it('is closed when it uses an id twice', async () => {
    const socket = await greeted();
    say(socket, comments('1'));
    await heard(socket, ({ type }) => type === 'next');

    say(socket, comments('1'));

    expect(await closing(socket)).toBe(4409);
  });

  it('is closed when it speaks another protocol', async () => {
    const socket = connect({}, 'graphql-ws');

    const [error] = (await once(socket, 'error')) as [Error];

    expect(error.message).toMatch(/subprotocol/i);
  });

  it('is closed when it sends a frame of 100 MB, which is not read', async () => {
    const socket = await greeted();

    socket.send(Buffer.alloc(100_000_000, ' '), () => undefined);

    expect([1006, 1009]).toContain(await closing(socket));
  });

  it('is not let in from a page of another origin', async () => {
    const foreign = connect({ origin: 'https://elsewhere.example' });
    const [, response] = (await once(foreign, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);

    const own = await opened({ origin: shop.address });

    expect(own.readyState).toBe(WebSocket.OPEN);
  });

  it('finds a socket at /graphql and nowhere else', async () => {
    const socket = new WebSocket(`${shop.address.replace('http', 'ws')}/other`, 'graphql-transport-ws');
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];

    expect(response.statusCode).toBe(404);
  });

  it('has so many subscriptions on a socket and a typed answer to each more', async () => {
    const socket = await greeted();
    const answers: Message[] = [];
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        answers.push(JSON.parse(data.toString()) as Message);
        if (answers.length === 10_000) resolve();
      });
    });

    for (let i = 0; i < 10_000; i++) say(socket, comments(String(i)));
    await all;

    const refused = answers.filter(({ type }) => type === 'error');
    expect(answers.length - refused.length).toBe(PER_SOCKET);
    expect(JSON.stringify(refused[0]?.payload)).toContain('TOO_MANY_SUBSCRIPTIONS');
    say(socket, { type: 'complete', id: '0' });
    say(socket, comments('again'));
    expect(await heard(socket, ({ id }) => id === 'again')).toMatchObject({ type: 'next' });
  }, 60_000);

  it('is given up when its end of the line is dead', async () => {
    const dead = await greeted({ autoPong: false });

    expect(await closing(dead)).toBe(1006);
  }, 20_000);

  it('costs others nothing when it never reads', async () => {
    const deaf = await greeted();
    for (let i = 0; i < 20; i++) say(deaf, comments(String(i)));
    await heard(deaf, ({ id }) => id === '19');
    deaf.pause();
    const gone = once(deaf, 'close');
    const ear = listenTo(shop.address, 'WebSocket', 'CommentAdded', { on: postId }, token);
    await ear.next();

    for (let i = 0; i < 100; i++) await comment(`${i} ${'x'.repeat(1000)}`);

    for (let i = 0; i < 100; i++) {
      expect(await ear.next()).toMatchObject({ comment: { text: expect.stringMatching(`^${i} `) } });
    }
    ear.close();
    // It hears of its end only once it reads again; read too soon, it would have answered a ping and stayed.
    await nobodyListens();
    deaf.resume();
    await gone;
  }, 60_000);

  it('has the limits of HTTP, over a socket and over a stream', async () => {
    const thread = `comments { edges { node { ${'replies { edges { node { '.repeat(6)} id ${'} } } '.repeat(6)} } } }`;
    const deep = `subscription { nodeChanged(id: "x") { ... on NodeChanged { node { ... on Post { ${thread} } } } } }`;
    const client = socketClient(shop.address, `Bearer ${token}`);
    await expect(earOf(client, deep, {}).next()).rejects.toThrow('TOO_DEEP');

    const response = await fetch(`${shop.address}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: operation('Recommendations'), variables: { first: -1 } }),
    });

    const text = await response.text();
    expect(text).toMatch(/event: next\ndata: .*BAD_USER_INPUT.*\n\nevent: complete/s);
    void client.dispose();
  });

  it('goes on after a comment and a post that were deleted meanwhile', async () => {
    const created = await shop.send<{ createPost: { id: string } }>(
      'CreatePost',
      { input: { text: 'Lamps?' } },
      token,
    );
    const on = created.data.createPost.id;
    for (const text of ['first', 'second', 'third'])
      await shop.send('Comment', { input: { subjectId: on, text } }, token);
    const page = async (more: object) =>
      (await shop.send<Thread>('PostThread', { id: on, ...more }, token)).data.node.comments;
    const all = (await page({ first: 3 })).edges;
    const gone = all[1]!;
    const ear = listenTo(shop.address, 'WebSocket', 'CommentAdded', { on }, token);
    const { position } = await ear.next();
    ear.close();

    await shop.ask(
      'mutation ($id: ID!) { removeComment(input: { commentId: $id }) { __typename } }',
      { id: gone.node.id },
      token,
    );

    const rest = await page({ first: 3, after: gone.cursor });
    expect(rest.edges.map(({ node }) => node.text)).toEqual([all[2]!.node.text]);

    await shop.ask(
      'mutation ($id: ID!) { deletePost(input: { postId: $id }) { __typename } }',
      { id: on },
      token,
    );

    const late = listenTo(shop.address, 'WebSocket', 'CommentAdded', { on, after: position }, token);
    await expect(late.next()).rejects.toThrow('NOT_FOUND');
  });

  it('is told in types what is wrong with a stream that it asks for', async () => {
    const ask = async (body: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${shop.address}/graphql/stream`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
        body,
      });
      return { status: response.status, text: await response.text() };
    };

    expect((await ask('{}')).status).toBe(400);
    expect((await ask('[]')).status).toBe(400);
    expect((await ask('null')).status).toBe(400);
    expect((await ask('{', {})).status).toBe(400);
    expect((await ask('{"query":"{ viewer { __typename } }"}', { accept: 'text/html' })).status).toBe(406);
    expect((await ask('{"query":"{"}')).text).toContain('GRAPHQL_PARSE_FAILED');
    expect((await ask('{"query":"{ nothing }"}')).text).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(
      (await ask('{"query":"{ viewer { __typename } }"}', { authorization: 'Bearer nonsense' })).status,
    ).toBe(401);
  });

  it('runs queries and mutations over a socket as over HTTP', async () => {
    const client = socketClient(shop.address, `Bearer ${token}`);
    const input = { subjectId: postId, text: 'by socket' };

    const answer = await earOf(client, operation('Comment'), { input }).next();

    expect(answer).toMatchObject({ __typename: 'Comment', text: 'by socket' });
    void client.dispose();
  });

  it.each(['WebSocket', 'SSE'] as const)(
    'is let go within 5 seconds when it signs out: %s',
    async (transport) => {
      const { token: ended } = await shop.signUp(transport === 'SSE' ? 'bert' : 'bob');
      const ear = listenTo(shop.address, transport, 'CommentAdded', { on: postId }, ended);
      await ear.next();
      const since = Date.now();

      await shop.send('SignOut', { input: {} }, ended);

      await expect(ear.next()).rejects.toThrow(/4403|UNAUTHENTICATED/);
      expect(Date.now() - since).toBeLessThan(5000);
    },
    20_000,
  );
});
