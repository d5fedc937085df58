import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { outboxEnd } from '../../src/live-graph/load.js';
import { full } from '../support/full.js';
import { listenTo } from '../support/live-client.js';
import { operation } from '../support/operations.js';
import { startShop, type RunningShop } from '../support/running-shop.js';

const BURSTS_MS = full ? 60_000 : 5000;
const AT_ONCE = 20;
/** What is said stays in the shop's memory, some 300 bytes each; so much of it that this does not count. */
const BURST_EVERY_MS = 200;
const SUBSCRIPTIONS = 20;
/** Those that are kept in memory for clients that come back, and more. */
const KEPT_EVENTS = 4500;
const TEXT = 'x'.repeat(1000);
const PATIENCE_MS = full ? 300_000 : 60_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes on the heap and beside it, once what nobody holds is gone; what has a finalizer takes a second time. */
async function heldBytes(): Promise<number> {
  collectGarbage();
  await new Promise((resolve) => setImmediate(resolve));
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
    await fillMemoryOfEvents();
    deaf = new WebSocket(`${shop.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(deaf, 'open');
  }, PATIENCE_MS);

  /** The shop keeps the latest events in memory, up to a bound: what is measured begins when it is full. */
  async function fillMemoryOfEvents(): Promise<void> {
    const { store, settled, newId } = shop.app.shop;
    await shop.send('Comment', { input: { subjectId: postId, text: TEXT } }, token);
    const seq = await outboxEnd(store);
    const [said] = await store.eventsAfter(seq - 1, 1);
    for (let n = 0; n < KEPT_EVENTS; n += 500) {
      const events = Array.from({ length: 500 }, () => ({ ...said!, id: newId('Act') }));
      const done = await store.commit({ changes: [], events });
      if (done.kind === 'committed') await settled(done.seq);
    }
  }
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
        const text = TEXT;
        const said = Array.from({ length: AT_ONCE }, () =>
          shop.send('Comment', { input: { subjectId: postId, text } }, token),
        );
        for (const { errors } of await Promise.all(said)) expect(errors).toEqual([]);
        for (let n = 0; n < AT_ONCE; n++) expect(await ear.next()).toMatchObject({ comment: { text } });
      };
      for (let warming = 0; warming < 10; warming++) await burst();
      const before = await heldBytes();

      const end = performance.now() + BURSTS_MS;
      while (performance.now() < end) {
        const next = pause(BURST_EVERY_MS);
        await burst();
        await next;
      }

      expect((await heldBytes()) / before).toBeLessThan(1.05);
      expect(deaf.readyState).toBe(WebSocket.OPEN);
      ear.close();
    },
    PATIENCE_MS,
  );
});
