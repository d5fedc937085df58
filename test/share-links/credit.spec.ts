import { beforeEach, expect, it } from '@jest/globals';
import { fromGlobalIdOf } from '../../src/graphql/global-id.js';
import { describeOnEachStore } from '../support/stores.js';
import { openShareTown, type Answer, type ShareTown } from './share-town.js';

/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument */

const DAY = 86_400_000;

describeOnEachStore('a purchase', (openEmptyStore) => {
  let town: ShareTown;

  beforeEach(async () => {
    town = await openShareTown(await openEmptyStore());
  });

  const idOf = ({ id }: Answer) => fromGlobalIdOf('ShareLink', id)!;

  // alice -made-> first <-continues- second <-made- bob;  carol -opened-> second, carol buys
  it('counts for the link that the buyer opened and for the one that this continues, and names nobody', async () => {
    const { alice, bob, carol } = town.people;
    const first = await town.share(alice);
    await town.open(first.token, bob);
    const second = await town.share(bob);
    await town.open(second.token, carol);

    const { order } = await town.buy(carol);

    expect(await town.counts(alice)).toEqual([[1, 1]]);
    expect(await town.counts(bob)).toEqual([[1, 1]]);
    const { store } = town.api.shop;
    const orderId = fromGlobalIdOf('Order', order.id)!;
    const [credited] = await store.edges('CREDITED', 'out', [orderId], { first: 9 });
    expect(credited!.edges.map(({ to }) => to).sort()).toEqual([idOf(first), idOf(second)].sort());
    const path = [
      { type: 'CREDITED', direction: 'out' },
      { type: 'CONTINUES', direction: 'out' },
      { type: 'MADE', direction: 'in' },
    ] as const;
    const [ends] = await store.walk(path, [orderId], { limit: 9 });
    expect(ends!.map(({ id }) => id)).toEqual([alice.userId]);
    const told = JSON.stringify(await town.send('MyShareLinks', {}, alice));
    for (const secret of [carol.userId, 'Carol', order.id]) expect(told).not.toContain(secret);
  });

  it('counts once however often its order is sent', async () => {
    const { alice, bob } = town.people;
    await town.open((await town.share(alice)).token, bob);

    for (let i = 0; i < 3; i++) await town.buy(bob, { idempotencyKey: 'one' });
    expect(await town.counts(alice)).toEqual([[1, 1]]);

    await town.buy(bob);
    expect(await town.counts(alice)).toEqual([[1, 2]]);
  });

  it('counts for the link opened last alone', async () => {
    const { alice, bob, carol } = town.people;
    const [first, second] = [await town.share(alice), await town.share(carol)];
    for (const { token } of [first, second, first]) {
      town.api.clock.now += 1;
      await town.open(token, bob);
    }

    await town.buy(bob);

    expect(await town.counts(alice)).toEqual([[1, 1]]);
    expect(await town.counts(carol)).toEqual([[1, 0]]);
  });

  it('counts until 30 days after the link was last opened, also when the link has ended meanwhile', async () => {
    const { alice, bob } = town.people;
    const { token } = await town.share(alice, { expiresInDays: 1 });
    await town.open(token, bob);

    town.api.clock.now += 30 * DAY;
    await town.buy(bob);
    expect(await town.counts(alice)).toEqual([[1, 1]]);

    town.api.clock.now += 1;
    await town.buy(bob);
    expect(await town.counts(alice)).toEqual([[1, 1]]);
  });

  it('counts for no link of the buyer, none that was revoked, none of another thing and none across a block', async () => {
    const { alice, bob, carol } = town.people;
    const own = await town.share(bob);
    await town.open(own.token, bob);
    const tea = await town.send('CreatePost', { input: { text: 'Tea!' } }, alice);
    await town.open((await town.share(alice, { subjectId: tea.id })).token, bob);
    const revoked = await town.share(alice);
    await town.open(revoked.token, bob);
    await town.send('RevokeShareLink', { input: { shareLinkId: revoked.id } }, alice);
    await town.open((await town.share(carol)).token, bob);
    const pair = { from: bob.userId, to: carol.userId };
    await town.put({ kind: 'putEdge', type: 'BLOCKS', ...pair, at: 1, props: {} });

    await town.buy(bob);

    for (const person of [alice, bob, carol])
      expect((await town.counts(person)).map(([, purchases]) => purchases)).not.toContain(1);
  });

  it('leaves out a link of the buyer in the middle of the chain', async () => {
    const { alice, bob, carol } = town.people;
    const chain = [alice, carol, bob];
    let token = (await town.share(chain[0]!)).token;
    for (const person of chain.slice(1)) {
      await town.open(token, person);
      token = (await town.share(person)).token;
    }
    await town.open(token, carol);

    await town.buy(carol);

    expect(await town.counts(alice)).toEqual([[1, 1]]);
    expect(await town.counts(bob)).toEqual([[1, 1]]);
    expect(await town.counts(carol)).toEqual([[1, 0]]);
  });
});
