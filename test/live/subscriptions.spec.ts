import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listenTo, type Ear, type Transport } from '../support/live-client.js';
import { startShop, type Person, type RunningShop } from '../support/running-shop.js';

const STARTING_MS = 120_000;

describe.each<Transport>(['WebSocket', 'SSE'])('a subscription over %s', (transport) => {
  let shop: RunningShop;
  let alice: Person;
  let bob: Person;
  let eve: Person;
  const ears: Ear[] = [];

  async function post(by: Person, text: string): Promise<string> {
    const { data } = await shop.send<{ createPost: { id: string } }>(
      'CreatePost',
      { input: { text } },
      by.token,
    );
    return data.createPost.id;
  }
  const comment = (by: Person, subjectId: string, text: string) =>
    shop.send('Comment', { input: { subjectId, text } }, by.token);
  function listen(name: string, variables: Record<string, unknown>, as?: Person): Ear {
    const ear = listenTo(shop.address, transport, name, variables, as?.token);
    ears.push(ear);
    return ear;
  }

  beforeAll(async () => {
    shop = await startShop({ SEED_DEMO: 'false' });
    [alice, bob, eve] = [await shop.signUp('alice'), await shop.signUp('bob'), await shop.signUp('eve')] as [
      Person,
      Person,
      Person,
    ];
  }, STARTING_MS);
  afterAll(async () => {
    for (const ear of ears) ear.close();
    await shop?.close();
  });

  it('says first that it follows, then tells what happens, as the client selects it', async () => {
    const on = await post(alice, 'A kettle worth its price?');
    const ear = listen('CommentAdded', { on }, alice);
    expect(await ear.next()).toEqual({ __typename: 'Following', position: expect.any(String) });

    await comment(bob, on, 'Yes.');

    expect(await ear.next()).toEqual({
      __typename: 'CommentAdded',
      position: expect.any(String),
      comment: { id: expect.any(String), text: 'Yes.', author: { handle: 'bob', name: 'bob' } },
    });
  });

  it('tells a client that comes back exactly what it missed, in order', async () => {
    const on = await post(alice, 'Tents?');
    const before = listen('CommentAdded', { on }, alice);
    await before.next();
    await comment(bob, on, 'one');
    const { position } = await before.next();
    before.close();
    for (const text of ['two', 'three']) await comment(bob, on, text);

    const after = listen('CommentAdded', { on, after: position }, alice);

    const missed = [await after.next(), await after.next()];
    expect(missed.map((told) => (told['comment'] as { text: string }).text)).toEqual(['two', 'three']);
    expect((await after.next()).__typename).toBe('Following');
    await comment(bob, on, 'four');
    expect(await after.next()).toMatchObject({ comment: { text: 'four' } });
  });

  it('refuses a position that is forged, of another person, or of another subscription', async () => {
    const on = await post(alice, 'Lamps?');
    const other = await post(alice, 'Stoves?');
    const { position } = await listen('CommentAdded', { on }, bob).next();

    for (const [variables, as] of [
      [{ on, after: position }, alice],
      [{ on: other, after: position }, bob],
      [{ on, after: `${position.slice(0, -2)}AA` }, bob],
      [{ on, after: '' }, bob],
      [{ on, after: 'x'.repeat(100_000) }, bob],
    ] as const) {
      await expect(listen('CommentAdded', variables, as).next()).rejects.toThrow('BAD_CURSOR');
    }
  });

  it('obeys a block from the moment it is acknowledged', async () => {
    const on = await post(alice, 'Pans?');
    const ear = listen('NodeChanged', { id: on }, eve);
    const comments = listen('CommentAdded', { on }, eve);
    await Promise.all([ear.next(), comments.next()]);

    await shop.send('Block', { input: { userId: eve.id } }, alice.token);
    await comment(bob, on, 'Not for Eve.');
    expect(await ear.next()).toMatchObject({ __typename: 'NodeGone', id: on });
    await shop.send('Unblock', { input: { userId: eve.id } }, alice.token);
    expect(await ear.next()).toMatchObject({ __typename: 'NodeChanged', node: { text: 'Pans?' } });
    await comment(bob, on, 'For all.');

    expect(await comments.next()).toMatchObject({ comment: { text: 'For all.' } });
  });

  it('does not tell what is absent from what one may not see', async () => {
    const hidden = await shop.send<{ createPost: { id: string } }>(
      'CreatePost',
      { input: { text: 'Mine.', visibility: 'ONLY_ME' } },
      alice.token,
    );
    const absent = Buffer.from(`pst_${'0'.repeat(26)}`).toString('base64url');

    const answers = await Promise.all(
      [hidden.data.createPost.id, absent].map((id) =>
        listen('NodeChanged', { id }, bob)
          .next()
          .catch((error: Error) => error.message),
      ),
    );

    expect(answers[0]).toContain('NOT_FOUND');
    expect(answers[0]).toBe(answers[1]);
  });
});
