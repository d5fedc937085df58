import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { globalId } from '../../src/graphql/global-id.js';
import { openStore } from '../../src/store/open.js';
import { item, nth } from '../contracts/graph-store/town.js';
import { listenTo, type Ear } from '../support/live-client.js';
import { holdNeo4j, neo4jUri, NEO4J_TURN_MS, type HeldNeo4j } from '../support/neo4j.js';
import { operation } from '../support/operations.js';
import { canRunRedis, redisProcess, type RedisProcess } from '../support/redis-process.js';
import { shopFolder, startServer, type ServerProcess } from '../support/server-process.js';

const STARTING_MS = 120_000;
/** A slow machine's soon; alone on two cores it is some 50 ms. */
const SOON_MS = 5000;

interface Person {
  readonly handle: string;
  readonly id: string;
  readonly token: string;
}

const describeWithRedis = canRunRedis() ? describe : describe.skip;

describeWithRedis('two processes of one shop, with Redis (SQLite)', () => twoProcesses(null));

const describeWithBoth = canRunRedis() && neo4jUri !== undefined ? describe : describe.skip;
describeWithBoth('two processes of one shop, with Redis (Neo4j)', () => twoProcesses(neo4jUri ?? ''));

function twoProcesses(neo4j: string | null): void {
  const folders = [shopFolder(), shopFolder()];
  const ears: Ear[] = [];
  let held: HeldNeo4j | null = null;
  let redis: RedisProcess;
  let environment: Record<string, string>;
  let first: ServerProcess;
  let second: ServerProcess;
  let alice: Person;
  let bob: Person;

  const start = (which: number): Promise<ServerProcess> =>
    startServer({ ...folders[which]!.environment, ...environment });

  beforeAll(async () => {
    if (neo4j !== null) {
      held = await holdNeo4j(neo4j);
      await held.wipe();
    }
    redis = await redisProcess();
    await redis.start();
    environment = {
      DATABASE_URL: neo4j ?? `file:${join(folders[0]!.environment['DATA_DIR']!, '..', 'shop.db')}`,
      REDIS_URL: redis.url,
      GRAPEVINE_SECRET: 'one secret for every process of a shop',
    };
    const store = await openStore(environment['DATABASE_URL']!);
    await store.commit({ changes: Array.from({ length: 30 }, (_, n) => item(nth('Item', n), `thing-${n}`)) });
    await store.close();
    [first, second] = await Promise.all([start(0), start(1)]);
    alice = await signUp(first, 'alice');
    bob = await signUp(second, 'bob');
  }, NEO4J_TURN_MS + STARTING_MS);

  afterAll(async () => {
    for (const ear of ears) ear.close();
    await Promise.all([first, second].map((one) => one?.stop()));
    await redis?.kill();
    await held?.release();
    for (const folder of folders) folder.remove();
  });

  async function ask<T>(at: ServerProcess, name: string, variables: object, token?: string): Promise<T> {
    const response = await fetch(`${at.address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: operation(name), variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }
  const does = (at: ServerProcess, who: Person, name: string, input: object): Promise<unknown> =>
    ask(at, name, { input }, who.token);

  async function signUp(at: ServerProcess, handle: string): Promise<Person> {
    const input = { handle, name: handle, email: `${handle}@example.net`, password: 'grapevine-12' };
    const { signUp: session } = await ask<{ signUp: { accessToken: string; user: { id: string } } }>(
      at,
      'SignUp',
      { input },
    );
    return { handle, id: session.user.id, token: session.accessToken };
  }

  async function listen(at: ServerProcess, who: Person, name: string): Promise<Ear> {
    const ear = listenTo(at.address, 'WebSocket', name, {}, who.token);
    ears.push(ear);
    await ear.next();
    return ear;
  }

  async function bellOf(at: ServerProcess, who: Person): Promise<string[]> {
    const { viewer } = await ask<{
      viewer: { notifications: { edges: { node: { kind: string; actor: { handle: string } } }[] } };
    }>(at, 'Notifications', { first: 100 }, who.token);
    return viewer.notifications.edges.map(({ node }) => `${node.kind} ${node.actor.handle}`);
  }

  /** What is recommended with scores and reasons; a cursor belongs to the process that gave it. */
  async function listOf(at: ServerProcess, who: Person): Promise<unknown[]> {
    const { viewer } = await ask<{ viewer: { recommendations: { edges: { cursor: string }[] } } }>(
      at,
      'Recommendations',
      { first: 20 },
      who.token,
    );
    return viewer.recommendations.edges.map((edge) => ({ ...edge, cursor: null }));
  }

  it('bring an act at one to a subscriber of the other, soon', async () => {
    const [atAlice, bell] = [
      await listen(first, alice, 'NotificationsLive'),
      await listen(second, bob, 'NotificationsLive'),
    ];

    await does(first, alice, 'RequestFriend', { userId: bob.id });

    const acknowledgedAt = Date.now();
    expect(await bell.next()).toMatchObject({ notifications: [{ kind: 'FRIEND_REQUESTED' }] });
    expect(Date.now() - acknowledgedAt).toBeLessThan(SOON_MS);
    await does(second, bob, 'AcceptFriend', { userId: alice.id });
    expect(await atAlice.next()).toMatchObject({ notifications: [{ kind: 'FRIEND_ACCEPTED' }] });
  });

  it('know the same of everybody, whoever of them was told', async () => {
    for (let n = 0; n < 10; n++)
      await does(n % 2 === 0 ? first : second, n % 3 === 0 ? alice : bob, 'LikeItem', {
        itemId: globalId(nth('Item', n)),
      });

    const giveUpAt = Date.now() + SOON_MS;
    let lists = await Promise.all([first, second].map((at) => listOf(at, alice)));
    while (!isDeepStrictEqual(lists[0], lists[1]) && Date.now() < giveUpAt)
      lists = await Promise.all([first, second].map((at) => listOf(at, alice)));

    expect(lists[0]!.length).toBeGreaterThan(5);
    expect(lists[1]).toEqual(lists[0]);
  });

  it('end an open subscription of somebody who signed out at the other', async () => {
    const dora = await signUp(first, 'dora');
    const bell = await listen(second, dora, 'NotificationsLive');
    const startedAt = Date.now();

    await ask(first, 'SignOut', { input: {} }, dora.token);

    await expect(bell.next()).rejects.toThrow();
    expect(Date.now() - startedAt).toBeLessThan(5000);
  });

  it('go on without Redis, and say so, and with it when it is back', async () => {
    await redis.kill();
    const bell = await listen(second, alice, 'NotificationsLive');

    await does(first, bob, 'Comment', { subjectId: await postOf(first, alice, 'Mugs?'), text: 'Yes.' });

    expect(await bell.next()).toMatchObject({ notifications: [{ kind: 'COMMENTED' }] });
    expect(await degraded(first)).toEqual(['redis']);
    await redis.start();
    while ((await degraded(first)).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('notify once of each thing, also when one is killed in the middle, and the other takes over', async () => {
    const post = await postOf(first, alice, 'Cups?');
    const before = (await bellOf(second, alice)).length;
    const said = Array.from({ length: 12 }, (_, n) => `Comment ${n}.`);

    const dying = said.map((text, n) =>
      does(n % 2 === 0 ? first : second, bob, 'Comment', { subjectId: post, text }).catch(() => null),
    );
    await dying[4];
    await first.kill();
    const answered = (await Promise.all(dying)).filter((answer) => answer !== null).length;
    await does(second, bob, 'Comment', { subjectId: post, text: 'The last.' });

    const giveUpAt = Date.now() + 15_000;
    const thread = (): Promise<{ node: { comments: { edges: unknown[] } } }> =>
      ask(second, 'PostThread', { id: post, first: 100 }, alice.token);
    const comments = (await thread()).node.comments.edges.length;
    const bell = async (): Promise<number> => (await bellOf(second, alice)).length - before;
    while ((await bell()) < comments && Date.now() < giveUpAt)
      await new Promise((resolve) => setTimeout(resolve, 50));

    expect(comments).toBeGreaterThan(answered);
    expect(await bell()).toBe(comments);
    first = await start(0);
    expect(await bellOf(first, alice)).toEqual(await bellOf(second, alice));
  }, 60_000);

  async function postOf(at: ServerProcess, who: Person, text: string): Promise<string> {
    const { createPost } = await ask<{ createPost: { id: string } }>(
      at,
      'CreatePost',
      { input: { text } },
      who.token,
    );
    return createPost.id;
  }

  async function degraded(at: ServerProcess): Promise<string[]> {
    const response = await fetch(`${at.address}/health`);
    return ((await response.json()) as { degraded: string[] }).degraded;
  }
}
