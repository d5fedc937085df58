import { beforeEach, describe, expect, it } from '@jest/globals';
import { friendPair } from '../../graph-models/domain/vocabulary.js';
import type { GraphChanged } from '../../src/events/graph-changed.js';
import { newsOf } from '../../src/features/notifications/news.js';
import { answerShareLink } from '../../src/features/share-links/index.js';
import { inProcessLimiter } from '../../src/graphql/limiter.js';
import { policyOf } from '../../src/graphql/policy.js';
import { openStore } from '../../src/store/open.js';
import { openShareTown, type ShareTown } from './share-town.js';

/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument */

describe('a share link outside', () => {
  let town: ShareTown;
  beforeEach(async () => {
    town = await openShareTown(await openStore('memory:'));
  });

  it('answers its path with what is there, the same 404 when it is not, and 429 past the limit', async () => {
    const limits = { maxDepth: 1, maxCost: 1, rateLimitCostPerMinute: 15 };
    const policy = policyOf(limits, inProcessLimiter);
    const get = (path: string) => answerShareLink(town.api.shop, path, () => policy.charge('::1', 5));
    const { id, url } = await town.share(town.people.alice);

    const found = await get(url);
    expect(found?.status).toBe(200);
    expect(JSON.parse(found!.body)).toEqual({ type: 'Item', id: town.kettle, title: 'Kettle' });
    await town.send('RevokeShareLink', { input: { shareLinkId: id } }, town.people.alice);
    const gone = await get(url);
    expect(gone).toMatchObject({ status: 404 });
    expect(gone!.headers['content-type']).toContain('problem+json');
    expect(await get(`/s/${'x'.repeat(43)}`)).toEqual(gone);
    expect(await get(url)).toMatchObject({ status: 429 });
    expect(await get('/pictures/KETTLE.svg')).toBeNull();
    expect(await town.counts(town.people.alice)).toEqual([[0, 0]]);
  });

  it('is told of by the name of a friend who announces purchases, and of nobody else', async () => {
    const { alice, bob } = town.people;
    const { store } = town.api.shop;
    await town.open((await town.share(alice)).token, bob);
    await town.buy(bob);
    const events = await store.eventsAfter(0, 1000);
    const order = events.at(-1)!.payload as unknown as GraphChanged;
    const news = async () => (await newsOf(store, 'e', order)).news;

    expect(await news()).toEqual([]);
    await town.put({
      kind: 'putEdge',
      type: 'FRIEND',
      ...friendPair(alice.userId, bob.userId),
      at: 1,
      props: {},
    });
    expect(await news()).toEqual([]);
    await town.put({ kind: 'updateNode', id: bob.userId, props: { announced: ['PURCHASES'] } });
    expect(await news()).toMatchObject([{ kind: 'BOUGHT', recipient: alice.userId, actor: bob.userId }]);
  });
});
