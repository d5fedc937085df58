import { beforeEach, expect, it } from '@jest/globals';
import type { Id } from '../../graph-models/domain/ids.js';
import type { NodeProps } from '../../graph-models/domain/vocabulary.js';
import { erasePerson } from '../../src/features/accounts/index.js';
import { shareLinksFeature, sweepShareLinks } from '../../src/features/share-links/index.js';
import type { SignedIn } from '../../src/graphql/context.js';
import type { Change } from '../../src/store/graph-store.js';
import { fromGlobalIdOf, globalId } from '../../src/graphql/global-id.js';
import { describeOnEachStore } from '../support/stores.js';
import { openShareTown, type Answer, type ShareTown } from './share-town.js';

/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument */

const DAY = 86_400_000;
const NOTHING = globalId('itm_01JQ0000000000000000000000');
const GONE = { __typename: 'ShareLinkGone', message: 'This link leads nowhere, or not any more.' };

describeOnEachStore('a share link', (openEmptyStore) => {
  let town: ShareTown;
  let alice: SignedIn;
  let bob: SignedIn;
  let carol: SignedIn;

  beforeEach(async () => {
    town = await openShareTown(await openEmptyStore());
    ({ alice, bob, carol } = town.people);
  });

  const post = async (visibility: string): Promise<string> =>
    (await town.send('CreatePost', { input: { text: 'Tea!', visibility } }, alice)).id;
  const stored = async (link: Answer) => {
    const [node] = await town.api.shop.store.nodes('ShareLink', [fromGlobalIdOf('ShareLink', link.id)!]);
    return node;
  };

  it('leads whoever has it to what was shared, signed in or not, and says who shared it', async () => {
    const link = await town.share(alice);

    expect(link).toMatchObject({
      __typename: 'ShareLink',
      url: `/s/${link.token}`,
      subject: { id: town.kettle },
    });
    const opened = {
      __typename: 'ShareLinkOpened',
      subject: { __typename: 'Item', id: town.kettle },
      sharer: { handle: 'alice' },
    };
    expect(await town.open(link.token, bob)).toMatchObject(opened);
    expect(await town.open(link.token)).toMatchObject(opened);
  });

  it('leads to a post that everybody may see, and to no other', async () => {
    const open = await post('PUBLIC');
    const link = await town.share(alice, { subjectId: open });
    expect(await town.open(link.token)).toMatchObject({ subject: { __typename: 'Post', id: open } });

    const own = await post('FRIENDS');
    expect(await town.share(alice, { subjectId: own })).toMatchObject({ __typename: 'NotPublic' });
    expect(await town.share(bob, { subjectId: own })).toMatchObject({ __typename: 'NotFound' });
  });

  it('is not made for what is absent or of another kind', async () => {
    const person = globalId(bob.userId);
    for (const subjectId of [NOTHING, person, 'x', ''])
      expect(await town.share(alice, { subjectId })).toMatchObject({ __typename: 'NotFound' });
  });

  it('leaves its token nowhere in the store, nor in the receipt of its making', async () => {
    const link = await town.share(alice, { idempotencyKey: 'k' });
    const again = await town.share(alice, { idempotencyKey: 'k' });
    expect(again).toEqual(link);

    const { store } = town.api.shop;
    const seen: unknown[] = [await store.eventsAfter(0, 1000)];
    for (const label of ['ShareLink', 'Receipt'] as const)
      for await (const nodes of store.scanNodes(label)) seen.push(nodes);
    expect(JSON.stringify(seen)).toContain((await stored(link))!.id);
    expect(JSON.stringify(seen)).not.toContain(link.token);
  });

  it('counts each person who opens it once, a visitor once a day, and its maker not at all', async () => {
    const { token } = await town.share(alice);

    for (const by of [bob, bob, carol, alice, null, null]) await town.open(token, by);
    expect(await town.counts(alice)).toEqual([[3, 0]]);

    town.api.clock.now += DAY;
    for (const by of [bob, null]) await town.open(token, by);
    expect(await town.counts(alice)).toEqual([[4, 0]]);
  });

  it('counts one opening when ten of the same person come at once', async () => {
    const { token } = await town.share(alice);
    await Promise.all(Array.from({ length: 10 }, () => town.open(token, bob)));
    expect(await town.counts(alice)).toEqual([[1, 0]]);
  });

  it('tells no difference between unknown, ended, revoked, across a block, and of somebody who is gone', async () => {
    expect(await town.open('x'.repeat(43), bob)).toEqual(GONE);

    const short = await town.share(alice, { expiresInDays: 1 });
    town.api.clock.now += DAY - 1;
    expect(await town.open(short.token, bob)).toMatchObject({ __typename: 'ShareLinkOpened' });
    town.api.clock.now += 1;
    expect(await town.open(short.token, bob)).toEqual(GONE);

    const revoked = await town.share(alice);
    const revoke = (as: SignedIn) => town.send('RevokeShareLink', { input: { shareLinkId: revoked.id } }, as);
    expect(await revoke(bob)).toMatchObject({ __typename: 'NotFound' });
    expect(await revoke(alice)).toMatchObject({ __typename: 'ShareLink' });
    expect(await revoke(alice)).toMatchObject({ revokedAt: new Date(town.api.clock.now).toISOString() });
    expect(await town.open(revoked.token, bob)).toEqual(GONE);

    const link = await town.share(alice);
    const pair = { from: alice.userId, to: carol.userId };
    await town.put({ kind: 'putEdge', type: 'BLOCKS', ...pair, at: 1, props: {} });
    expect(await town.open(link.token, carol)).toEqual(GONE);

    await town.open(link.token, bob, { idempotencyKey: 'again' });
    await erasePerson(town.api.shop, alice.userId, [shareLinksFeature().erase!]);
    expect(await stored(link)).toBeNull();
    expect(await town.open(link.token, bob)).toEqual(GONE);
    expect(await town.open(link.token, bob, { idempotencyKey: 'again' })).toEqual(GONE);
  });

  it('does not name a sharer whom the opener may not see', async () => {
    await town.put({ kind: 'updateNode', id: alice.userId, props: { visibility: 'FRIENDS' } });
    const { token } = await town.share(alice);
    expect(await town.open(token, bob)).toMatchObject({ __typename: 'ShareLinkOpened', sharer: null });
  });

  it('is found by its id by its maker alone', async () => {
    const { id } = await town.share(alice);
    const find = async (as: SignedIn | null) =>
      (await town.api.execute('query ($id: ID!) { node(id: $id) { id } }', { id }, as)).data;
    expect(await find(alice)).toEqual({ node: { id } });
    expect(await find(bob)).toEqual({ node: null });
    expect(await find(null)).toEqual({ node: null });
  });

  it('continues the link by which its maker last came to the same thing', async () => {
    const [first, second] = [await town.share(alice), await town.share(carol)];
    for (const { token } of [first, second, first]) {
      town.api.clock.now += 1;
      await town.open(token, bob);
    }
    const other = await town.share(bob, { subjectId: await post('PUBLIC') });
    const link = await town.share(bob);

    const ids = [link, other].map(({ id }) => fromGlobalIdOf('ShareLink', id) as Id<'ShareLink'>);
    const [continued, nothing] = await town.api.shop.store.edges('CONTINUES', 'out', ids, { first: 9 });
    expect(continued!.edges.map(({ to }) => globalId(to))).toEqual([first.id]);
    expect(nothing!.edges).toEqual([]);
  });

  /** Links of Alice's, put straight into the store. */
  async function put(count: number, more: Partial<NodeProps['ShareLink']> = {}): Promise<Id<'ShareLink'>[]> {
    const { shop, clock } = town.api;
    const ids = Array.from({ length: count }, () => shop.newId('ShareLink'));
    const props = {
      ...{ userId: alice.userId, subjectId: fromGlobalIdOf('Item', town.kettle)! },
      ...{ createdAt: clock.now, expiresAt: clock.now + DAY, opens: 0, purchases: 0, ...more },
    };
    await town.put(
      ...ids.flatMap((id): Change[] => [
        { kind: 'createNode', id, props: { ...props, tokenDigest: id } },
        { kind: 'putEdge', type: 'MADE', from: alice.userId, to: id, at: 1, props: {} },
      ]),
    );
    return ids;
  }

  it('is one of 200 of a person that lead somewhere, and of 1000 that are kept', async () => {
    await put(199);
    expect(await town.share(alice)).toMatchObject({ __typename: 'ShareLink' });
    const tooMany = { __typename: 'TooManyShareLinks', message: expect.stringContaining('take some back') };
    expect(await town.share(alice)).toEqual(tooMany);
    expect(await town.share(bob)).toMatchObject({ __typename: 'ShareLink' });

    const [last] = (await town.send('MyShareLinks', {}, alice)).shareLinks.edges;
    await town.send('RevokeShareLink', { input: { shareLinkId: last.node.id } }, alice);
    expect(await town.share(alice)).toMatchObject({ __typename: 'ShareLink' });

    town.api.clock.now += 40 * DAY;
    await put(798, { revokedAt: 1 });
    expect(await town.share(alice)).toMatchObject({ __typename: 'ShareLink' });
    expect(await town.share(alice)).toEqual(tooMany);
  });

  it('is forgotten 90 days after its end, but not before one that continues it', async () => {
    const { shop, clock } = town.api;
    const left = async (): Promise<string[]> => {
      const ids: string[] = [];
      for await (const links of shop.store.scanNodes('ShareLink')) ids.push(...links.map(({ id }) => id));
      return ids.map((id) => globalId(id as Id)).sort();
    };
    const first = await town.share(alice, { expiresInDays: 1 });
    await town.open(first.token, bob);
    const second = await town.share(bob, { expiresInDays: 2 });
    const lasting = await town.share(carol, { expiresInDays: 365 });
    const revoked = await town.share(carol, { expiresInDays: 365 });
    await town.send('RevokeShareLink', { input: { shareLinkId: revoked.id } }, carol);

    clock.now += 90 * DAY;
    expect(await sweepShareLinks(shop)).toBe(0);
    clock.now += DAY + 1;
    expect(await sweepShareLinks(shop)).toBe(1);
    expect(await left()).toEqual([first.id, second.id, lasting.id].sort());
    clock.now += DAY;
    expect(await sweepShareLinks(shop)).toBe(1);
    expect(await sweepShareLinks(shop)).toBe(1);
    expect(await left()).toEqual([lasting.id]);
    expect(await town.open(first.token, bob)).toEqual(GONE);
  });

  it.each([0, 366])('is not made for %i days', async (expiresInDays) => {
    await expect(town.share(alice, { expiresInDays })).rejects.toThrow('BAD_USER_INPUT');
  });
});
