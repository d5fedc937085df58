import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EDGE_TYPES, LABELS } from '../../graph-models/domain/vocabulary.js';
import { fromGlobalId, globalId } from '../../src/graphql/global-id.js';
import { item } from '../contracts/graph-store/town.js';
import { startShop, type Person, type RunningShop } from '../support/running-shop.js';

const STARTING_MS = 120_000;

describe('somebody whose account was deleted', () => {
  let shop: RunningShop;
  let alice: Person;
  let dora: Person;
  let itemId: string;

  async function did(
    by: Person,
    name: string,
    input: object,
  ): Promise<{ id: string; [field: string]: unknown }> {
    const { data, errors } = await shop.send<Record<string, { id: string }>>(name, { input }, by.token);
    if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return Object.values(data)[0]!;
  }

  beforeAll(async () => {
    shop = await startShop({ SEED_DEMO: 'false' });
    alice = await shop.signUp('alma');
    dora = await shop.signUp('dora-the-gone');
    const id = shop.app.shop.newId('Item');
    await shop.app.shop.store.commit({ changes: [item(id, 'kettle')] });
    itemId = globalId(id);
  }, STARTING_MS);
  afterAll(async () => shop?.close());

  /** Everything of the store that holds the text, by the name of its part. */
  async function partsWith(text: string): Promise<string[]> {
    const { store } = shop.app.shop;
    const found: string[] = [];
    for (const label of LABELS)
      for await (const nodes of store.scanNodes(label))
        if (JSON.stringify(nodes).includes(text)) found.push(label);
    for (const type of EDGE_TYPES)
      for await (const edges of store.scanEdges(type))
        if (JSON.stringify(edges).includes(text)) found.push(type);
    return [...new Set(found)];
  }
  const outboxHas = async (text: string): Promise<boolean> =>
    JSON.stringify(await shop.app.shop.store.eventsAfter(0, 1_000_000)).includes(text);

  it('is found nowhere in the store any more, nor is what they did; the outbox names nothing but an id', async () => {
    const { id: postId } = await did(alice, 'CreatePost', { text: 'Kettles?' });
    const { id: own } = await did(dora, 'CreatePost', { text: 'Words of the gone.', itemIds: [itemId] });
    await did(alice, 'Comment', { subjectId: own, text: 'On it.' });
    await did(dora, 'Comment', { subjectId: postId, text: 'Words of the gone.' });
    await did(dora, 'React', { contentId: postId, reaction: 'LOVE' });
    await did(dora, 'ReviewItem', { itemId, rating: 5, text: 'Words of the gone.' });
    for (const name of ['LikeItem', 'SaveItem', 'ShareItem', 'HideItem']) await did(dora, name, { itemId });
    await did(dora, 'CreateShareLink', { subjectId: itemId });
    await did(dora, 'CreateCircle', { slug: 'of-the-gone', name: 'Words of the gone.' });
    await did(dora, 'RequestFriend', { userId: alice.id });
    await did(alice, 'AcceptFriend', { userId: dora.id });
    await did(dora, 'Follow', { userId: alice.id });
    await did(dora, 'SetNotificationPreferences', { mutedKinds: ['BOUGHT'] });
    await did(dora, 'RecordEvents', {
      events: [{ clientEventId: 'a', kind: 'VIEW', itemId, at: new Date().toISOString() }],
    });
    const id = String(fromGlobalId(dora.id));
    const before = await partsWith(id);
    expect(before.length).toBeGreaterThan(15);

    await did(dora, 'DeleteAccount', { password: 'grapevine-12' });
    const giveUpAt = Date.now() + 20_000;
    while ((await partsWith(id)).length > 0 && Date.now() < giveUpAt)
      await new Promise((resolve) => setTimeout(resolve, 50));

    for (const text of [id, 'dora-the-gone', 'Words of the gone', 'of-the-gone'])
      expect([text, await partsWith(text)]).toEqual([text, []]);
    for (const text of ['dora-the-gone', 'Words of the gone'])
      expect([text, await outboxHas(text)]).toEqual([text, false]);
  }, 60_000);

  it('is nobody to a look-up, a search and their own token', async () => {
    const { data } = await shop.send<{ user: unknown }>('Person', { handle: 'dora-the-gone' }, alice.token);
    expect(data.user).toBeNull();
    const found = await shop.ask<{ node: unknown; searchPeople: { edges: unknown[] } }>(
      'query ($id: ID!) { node(id: $id) { id } searchPeople(query: "dora") { edges { node { id } } } }',
      { id: dora.id },
      alice.token,
    );
    expect(found).toMatchObject({ errors: [], data: { node: null, searchPeople: { edges: [] } } });
    const { errors } = await shop.send('Me', {}, dora.token);
    expect(errors[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});
