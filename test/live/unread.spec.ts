import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { full } from '../support/full.js';
import { listenTo } from '../support/live-client.js';
import { operation } from '../support/operations.js';
import { startShop, type RunningShop } from '../support/running-shop.js';

const BURSTS_MS = full ? 60_000 : 5000;
const AT_ONCE = 20;
const SUBSCRIPTIONS = 20;
const PATIENCE_MS = full ? 300_000 : 60_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes on the heap and beside it, once what nobody holds is gone. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('a reader that never reads', () => {
  let shop: RunningShop;
  let token: string;
  let postId: string;
  let deaf: WebSocket;

  beforeAll(async () => {
    // Its end of the line is not missed, so that it stays for all of the bursts.
    shop = await startShop({
      SEED_DEMO: 'false',
      KEEP_ALIVE_SECONDS: '600',
      RATE_LIMIT_COST_PER_MINUTE: '100000000',
    });
    const input = { handle: 'alice', name: 'Alice', email: 'a@example.net', password: 'grapevine-12' };
    const { data } = await shop.send<{ signUp: { accessToken: string } }>('SignUp', { input });
    token = data.signUp.accessToken;
    const posted = await shop.send<{ createPost: { id: string } }>(
      'CreatePost',
      { input: { text: 'Kettles?' } },
      token,
    );
    postId = posted.data.createPost.id;
    deaf = new WebSocket(`${shop.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(deaf, 'open');
  }, PATIENCE_MS);
  afterAll(async () => {
    deaf?.terminate();
    await shop?.close();
  });

  it(
    'holds no more than 5 % of memory however much is said in bursts, and others hear all of it',
    async () => {
      const say = (message: object): void => deaf.send(JSON.stringify(message));
      say({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
      await once(deaf, 'message');
      const payload = { query: operation('CommentAdded'), variables: { on: postId } };
      const following = new Promise<void>((resolve) => {
        let heard = 0;
        deaf.on('message', () => ++heard === SUBSCRIPTIONS && resolve());
      });
      for (let n = 0; n < SUBSCRIPTIONS; n++) say({ type: 'subscribe', id: String(n), payload });
      await following;
      deaf.pause();
      const ear = listenTo(shop.address, 'WebSocket', 'CommentAdded', { on: postId }, token);
      await ear.next();
      const burst = async (): Promise<void> => {
        const text = 'x'.repeat(1000);
        const said = Array.from({ length: AT_ONCE }, () =>
          shop.send('Comment', { input: { subjectId: postId, text } }, token),
        );
        for (const { errors } of await Promise.all(said)) expect(errors).toEqual([]);
        for (let n = 0; n < AT_ONCE; n++) expect(await ear.next()).toMatchObject({ comment: { text } });
      };
      for (let warming = 0; warming < 10; warming++) await burst();
      const before = heldBytes();

      const end = performance.now() + BURSTS_MS;
      while (performance.now() < end) await burst();

      expect(heldBytes() / before).toBeLessThan(1.05);
      expect(deaf.readyState).toBe(WebSocket.OPEN);
      ear.close();
    },
    PATIENCE_MS,
  );
});
