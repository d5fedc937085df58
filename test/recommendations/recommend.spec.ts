import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { fitRanker } from '../../graph-models/neural/fit-ranker.js';
import { ForeignCursorError, type Recommendations } from '../../src/features/recommendations/request.js';
import type { Ranker } from '../../graph-models/neural/ranker.js';
import { describeOnEachStore } from '../support/stores.js';
import { NOW, Town } from './town.js';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describeOnEachStore('recommendations', (openEmptyStore) => {
  let town: Town;
  beforeEach(async () => {
    town = await Town.open(await openEmptyStore());
  });
  afterEach(() => town.close());

  /** Alice ── Bob, who bought the kettle and lets it be told; Carol, a stranger, bought the tent, and so did Dave. */
  async function kitchenTable(): Promise<void> {
    await town.people('Alice', 'Bob', 'Carol', 'Dave');
    await town.items('Kettle', 'Lamp', 'Tent', 'Chair');
    await town.friends('Alice', 'Bob');
    await town.announces('Bob');
    await town.act('Bob', 'PURCHASED', 'Kettle');
    await town.act('Carol', 'PURCHASED', 'Tent');
    await town.act('Dave', 'PURCHASED', 'Tent');
  }

  /** Twelve people of two tastes, who all know each other's tastes but for Alice, who has just begun. */
  async function twoTastes(): Promise<void> {
    const tea = ['Kettle', 'Cup', 'Pot', 'Oolong'];
    const camping = ['Tent', 'Stove', 'Rope', 'Lantern'];
    await town.items(...tea, ...camping);
    await town.people('Alice', ...Array.from({ length: 12 }, (_, n) => `Person${n}`));
    for (let n = 0; n < 12; n++)
      for (const [i, title] of (n % 2 === 0 ? tea : camping).entries())
        if (i !== n % 4) await town.act(`Person${n}`, 'PURCHASED', title);
    await town.act('Alice', 'PURCHASED', 'Kettle');
    await town.friends('Alice', 'Person0', 'Person2');
  }

  const withModel = async (): Promise<void> => {
    const rankers = await fitRanker(town.live.state.graph, { seed: 1 });
    town.serve = (state) => ({ state, rankers, version: 'model 1' });
  };

  it('puts what a friend did before what strangers did, and names the friend', async () => {
    await kitchenTable();

    const { edges, basedOn } = await town.recommend('Alice');

    expect(edges.map(({ item }) => item.props.title).slice(0, 2)).toEqual(['Kettle', 'Tent']);
    expect(basedOn).toBe('FRIENDS');
    expect(edges[0]!.reasons[0]).toMatchObject({
      kind: 'friend',
      friendId: town.user('Bob'),
      acts: [{ type: 'PURCHASED', at: expect.any(Number) }],
      path: [
        { type: 'FRIEND', from: town.user('Alice'), to: town.user('Bob') },
        { type: 'PURCHASED', from: town.user('Bob'), to: town.thing('Kettle') },
      ],
    });
  });

  it('shows the influence of an act as soon as it is committed, and of its undoing', async () => {
    await kitchenTable();
    await town.recommend('Alice');

    await town.act('Bob', 'LIKED', 'Chair');
    expect((await town.titles('Alice')).slice(0, 2).sort()).toEqual(['Chair', 'Kettle']);

    await town.commit({ kind: 'deleteEdge', type: 'LIKED', from: town.user('Bob'), to: town.thing('Chair') });
    const { edges } = await town.recommend('Alice');
    const chair = edges.find(({ item }) => item.props.title === 'Chair');
    expect(chair!.score).toBe(0);
    expect(chair!.reasons).toEqual([]);
  });

  it.each(['without a model', 'with a model'])(
    'adds up: parts to the score, reasons to the parts, %s',
    async (how) => {
      await twoTastes();
      if (how === 'with a model') await withModel();

      const { edges, modelVersion } = await town.recommend('Alice', { reasons: 1000 });

      expect(modelVersion).toBe(how === 'with a model' ? 'model 1' : null);
      expect(edges.length).toBe(7);
      expect(sum(edges.map(({ score }) => Math.abs(score)))).toBeGreaterThan(0);
      for (const { score, parts, reasons } of edges) {
        expect(Math.abs(sum(parts.map(({ value }) => value)) - score)).toBeLessThan(1e-5);
        expect(Math.abs(sum(reasons.map(({ contribution }) => contribution)) - score)).toBeLessThan(1e-5);
      }
    },
  );

  it('learns tastes: with a model, tea goes to who drinks tea', async () => {
    await twoTastes();
    await withModel();

    const { edges, basedOn, degraded } = await town.recommend('Alice');

    const titles = edges.map(({ item }) => item.props.title);
    expect(titles.slice(0, 3).sort()).toEqual(['Cup', 'Oolong', 'Pot']);
    expect({ basedOn, degraded }).toEqual({ basedOn: 'MODEL', degraded: false });
  });

  it('follows what somebody does themselves within a second, by the same model', async () => {
    await twoTastes();
    await withModel();
    await town.people('Zoe');
    await town.act('Zoe', 'LIKED', 'Kettle');
    const before = await town.titles('Zoe');

    const startedAt = performance.now();
    await town.act('Zoe', 'LIKED', 'Tent');
    await town.act('Zoe', 'LIKED', 'Stove');
    const { edges, modelVersion, basedOn } = await town.recommend('Zoe');
    const took = performance.now() - startedAt;

    const after = edges.map(({ item }) => item.props.title);
    for (const tea of ['Cup', 'Oolong']) {
      expect(before.indexOf('Rope')).toBeGreaterThan(before.indexOf(tea));
      expect(after.indexOf('Rope')).toBeLessThan(after.indexOf(tea));
    }
    expect({ modelVersion, basedOn }).toEqual({ modelVersion: 'model 1', basedOn: 'MODEL' });
    expect(took).toBeLessThan(1000);
  });

  it('never names or counts people who think alike', async () => {
    await twoTastes();
    await withModel();

    const { edges } = await town.recommend('Alice', { reasons: 1000 });

    const strangers = Array.from({ length: 12 }, (_, n) => `Person${n}`)
      .filter((name) => !['Person0', 'Person2'].includes(name))
      .map((name) => town.user(name));
    const told = JSON.stringify(edges.map(({ reasons }) => reasons));
    expect(strangers.filter((id) => told.includes(id))).toEqual([]);
    for (const { reasons } of edges)
      expect(reasons.filter(({ kind }) => kind === 'likeMinded').length).toBeLessThanOrEqual(1);
  });

  it('never shows what is owned, hidden, unavailable, own or of a blocked person', async () => {
    await town.people('Alice', 'Bob', 'Mallory', 'Trudy');
    const seller = (name: string) => ({ sellerId: town.user(name) });
    await town.items('Bought', 'Used', 'Rated', 'Secretly rated', 'Hidden', 'Liked', 'Free');
    await town.item('Own', seller('Alice'));
    await town.item('Of somebody Alice blocked', seller('Mallory'));
    await town.item('Of somebody who blocked Alice', seller('Trudy'));
    await town.item('Sold out', { available: false });
    await town.act('Alice', 'PURCHASED', 'Bought');
    await town.act('Alice', 'USED', 'Used');
    await town.act('Alice', 'RATED', 'Rated', { rating: 1 });
    await town.act('Alice', 'LIKED', 'Liked');
    const put = (type: 'HID' | 'BLOCKS', from: string, to: string) =>
      town.commit({ kind: 'putEdge', type, from: from as never, to: to as never, at: 1, props: {} });
    await put('HID', town.user('Alice'), town.thing('Hidden'));
    await put('BLOCKS', town.user('Alice'), town.user('Mallory'));
    await put('BLOCKS', town.user('Trudy'), town.user('Alice'));
    const review = { userId: town.user('Alice'), itemId: town.thing('Secretly rated'), rating: 5, text: '' };
    const reviewId = town.user('Alice').replace('usr', 'rev') as never;
    await town.commit(
      {
        kind: 'createNode',
        id: reviewId,
        props: { ...review, verified: false, visibility: 'ONLY_ME', createdAt: 1 },
      },
      {
        ...{ kind: 'putEdge', type: 'RATED', from: town.user('Alice'), to: town.thing('Secretly rated') },
        ...{ at: 1, props: { rating: 5, reviewId } },
      } as never,
    );

    expect((await town.titles('Alice')).sort()).toEqual(['Free', 'Liked']);
  });

  it('leaves a friend whom the viewer may not see out of scores and reasons alike', async () => {
    await kitchenTable();
    const withBob = await town.recommend('Alice');

    await town.commit({
      ...{ kind: 'updateNode', id: town.user('Bob'), props: { visibility: 'ONLY_ME' } },
    });
    const { edges, basedOn } = await town.recommend('Alice');

    expect(withBob.basedOn).toBe('FRIENDS');
    expect(basedOn).toBe('POPULARITY');
    expect(edges.map(({ item }) => item.props.title)[0]).toBe('Tent');
    expect(JSON.stringify(edges)).not.toContain(town.user('Bob'));
    for (const { parts } of edges) expect(parts.find(({ name }) => name === 'friends')?.value ?? 0).toBe(0);
  });

  it('leaves a friend out who is blocked, before anybody is asked', async () => {
    await kitchenTable();
    await town.commit({
      ...{ kind: 'putEdge', type: 'BLOCKS', from: town.user('Bob'), to: town.user('Alice') },
      ...{ at: 1, props: {} },
    } as never);

    const { edges } = await town.recommend('Alice');

    expect(JSON.stringify(edges)).not.toContain(town.user('Bob'));
  });

  it('does not tell a friend’s looks', async () => {
    await kitchenTable();
    await town.act('Bob', 'VIEWED', 'Chair');

    const { edges } = await town.recommend('Alice');

    const told = edges.flatMap(({ reasons }) =>
      reasons.flatMap((one) => (one.kind === 'friend' ? one.acts : [])),
    );
    expect(told.map(({ type }) => type)).toEqual(['PURCHASED']);
  });

  it('does not tell what a friend bought who keeps it to themselves, nor by the path', async () => {
    await kitchenTable();
    await town.act('Bob', 'LIKED', 'Kettle');
    await town.commit({ kind: 'updateNode', id: town.user('Bob'), props: { announced: [] } });

    const { edges } = await town.recommend('Alice');

    const [first] = edges;
    expect(first!.reasons[0]).toMatchObject({ kind: 'friend', acts: [{ type: 'LIKED' }] });
    expect(JSON.stringify(edges)).not.toContain('PURCHASED');
    expect(sum(first!.reasons.map(({ contribution }) => contribution))).toBeCloseTo(first!.score, 5);
  });

  it('brings more of what was asked for and less of what was not, says so, and undoes it', async () => {
    await kitchenTable();
    await town.item('Stove', { categorySlugs: ['camping'] });
    await town.item('Rope', { categorySlugs: ['camping'] });
    const before = await town.recommend('Alice');
    const wants = async (title: string, more: boolean): Promise<void> =>
      town.commit({
        ...{ kind: 'putEdge', type: 'WANTS', from: town.user('Alice'), to: town.thing(title) },
        ...{ at: NOW, props: { more } },
      });

    await wants('Stove', true);
    await wants('Kettle', false);
    const { edges } = await town.recommend('Alice');

    const titles = edges.map(({ item }) => item.props.title);
    expect(titles[0]).toBe('Stove');
    expect(titles.at(-1)).toBe('Kettle');
    const wishOf = (title: string): number | undefined =>
      edges[titles.indexOf(title)]!.parts.find(({ name }) => name === 'wish')?.value;
    const best = before.edges[0]!.score;
    expect([wishOf('Stove')! / best, wishOf('Rope')! / best]).toEqual([
      expect.closeTo(1.3, 5),
      expect.closeTo(0.3, 5),
    ]);
    for (const { parts, reasons, score } of edges) {
      expect(sum(parts.map(({ value }) => value))).toBeCloseTo(score, 5);
      expect(sum(reasons.map(({ contribution }) => contribution))).toBeCloseTo(score, 5);
    }
    expect(edges.at(-1)!.reasons.map(({ kind }) => kind)).toContain('wish');

    for (const to of [town.thing('Stove'), town.thing('Kettle')])
      await town.commit({ kind: 'deleteEdge', type: 'WANTS', from: town.user('Alice'), to });
    const told = ({ edges: all }: Recommendations) =>
      all.map(({ item, score, parts, reasons }) => [item.id, score, parts, reasons]);
    expect(told(await town.recommend('Alice'))).toEqual(told(before));
  });

  it('does not hear a friend who is muted, until they are not', async () => {
    await kitchenTable();
    const before = await town.recommend('Alice');
    const mute = { type: 'MUTES', from: town.user('Alice'), to: town.user('Bob') } as const;

    await town.commit({ kind: 'putEdge', ...mute, at: NOW, props: {} });
    expect(JSON.stringify((await town.recommend('Alice')).edges)).not.toContain(town.user('Bob'));

    await town.commit({ kind: 'deleteEdge', ...mute });
    expect((await town.recommend('Alice')).edges[0]!.reasons).toEqual(before.edges[0]!.reasons);
  });

  it('shows a brand-new person what is popular, and says so', async () => {
    await kitchenTable();

    const { edges, basedOn, modelVersion, degraded } = await town.recommend('Dave', { first: 1 });
    const fresh = await town.person('Erin').then(() => town.recommend('Erin'));

    expect(edges).toHaveLength(1);
    expect({ modelVersion, degraded }).toEqual({ modelVersion: null, degraded: true });
    expect(basedOn).toBe('POPULARITY');
    expect(fresh.basedOn).toBe('POPULARITY');
    expect(fresh.edges[0]!.item.props.title).toBe('Tent');
    expect(fresh.edges[0]!.reasons).toMatchObject([{ kind: 'popularity' }]);
  });

  it('shows what is newest in a shop where nobody did anything yet', async () => {
    await town.people('Alice');
    await town.items('First', 'Second', 'Third');

    const { edges, basedOn } = await town.recommend('Alice');

    expect(edges.map(({ item }) => item.props.title)).toEqual(['Third', 'Second', 'First']);
    expect(basedOn).toBe('NEWEST');
  });

  it('says that there is nothing in an empty shop', async () => {
    await town.people('Alice');

    expect(await town.recommend('Alice')).toMatchObject({ edges: [], hasMore: false, basedOn: 'NOTHING' });
  });

  it('answers somebody who is not in the shop at all', async () => {
    await kitchenTable();

    const { basedOn } = await town.recommend('Alice', { viewerId: 'usr_01ARZ3NDEKTSV4RRFFQ69G5FAV' });

    expect(basedOn).toBe('POPULARITY');
  });

  it('keeps to the wished categories, sellers and prices before it ranks', async () => {
    await town.people('Alice', 'Bob');
    await town.item('Kettle', { categorySlugs: ['kitchen', 'tea'], priceMinor: 2000 });
    await town.item('Cup', { categorySlugs: ['tea'], priceMinor: 500, sellerId: town.user('Bob') });
    await town.item('Tent', { categorySlugs: ['camping'], priceMinor: 2000, currency: 'CNY' });
    const wished = (wish: object): Promise<string[]> => town.titles('Alice', { wish });

    expect(await wished({ categorySlugs: ['tea'] })).toEqual(['Cup', 'Kettle']);
    expect(await wished({ categorySlugs: ['tea', 'camping'] })).toEqual(['Tent', 'Cup', 'Kettle']);
    expect(await wished({ categorySlugs: ['no such thing'] })).toEqual([]);
    expect(await wished({ sellerIds: [town.user('Bob')] })).toEqual(['Cup']);
    expect(await wished({ sellerIds: [] })).toEqual([]);
    expect(await wished({ price: { currency: 'EUR' } })).toEqual(['Cup', 'Kettle']);
    expect(await wished({ price: { currency: 'EUR', minMinor: 501, maxMinor: 2000 } })).toEqual(['Kettle']);
    expect(await wished({ price: { currency: 'USD' } })).toEqual([]);
  });

  it('finds what goes with one item, whoever looks', async () => {
    await twoTastes();
    await withModel();
    await town.people('Frank');

    const { edges } = await town.recommend('Frank', { scenario: 'ITEM', itemIds: [town.thing('Tent')] });

    const titles = edges.map(({ item }) => item.props.title);
    expect(titles).not.toContain('Tent');
    expect(titles.slice(0, 3).sort()).toEqual(['Lantern', 'Rope', 'Stove']);
    expect(edges[0]!.reasons[0]).toMatchObject({ kind: 'similarItem', itemId: town.thing('Tent'), path: [] });
  });

  it('has nothing to show beside an item that is not there', async () => {
    await kitchenTable();

    const answer = await town.recommend('Alice', {
      scenario: 'ITEM',
      itemIds: ['itm_01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    });

    expect(answer).toMatchObject({ edges: [], basedOn: 'NOTHING' });
  });

  it('has something to show beside an empty cart', async () => {
    await kitchenTable();

    expect(await town.titles('Alice', { scenario: 'CART' })).toEqual(await town.titles('Alice'));
  });

  it('finds what goes with a cart, and nothing that is in it', async () => {
    await twoTastes();
    await withModel();
    const cart = ['Tent', 'Stove'].map((title) => town.thing(title));

    const titles = await town.titles('Alice', { scenario: 'CART', itemIds: cart });

    expect(titles.slice(0, 2).sort()).toEqual(['Lantern', 'Rope']);
    expect(titles).not.toContain('Tent');
  });

  it('answers without the model when the model fails, and says that it is degraded', async () => {
    await kitchenTable();
    const broken = (): never => {
      throw new Error('a tensor is missing');
    };
    const ranker = { rank: broken, explain: broken, scalesOf: broken } as unknown as Ranker;
    town.serve = (state) => ({
      state,
      rankers: { ranker, item: ranker, cart: ranker, session: null },
      version: 'broken',
    });

    const { edges, modelVersion, degraded } = await town.recommend('Alice');

    expect(edges[0]!.item.props.title).toBe('Kettle');
    expect({ modelVersion, degraded }).toEqual({ modelVersion: null, degraded: true });
  });

  it('does not believe a model that has no number for anything', async () => {
    await kitchenTable();
    const ranker = { rank: () => [], explain: () => null, scalesOf: () => ({}) } as unknown as Ranker;
    town.serve = (state) => ({
      state,
      rankers: { ranker, item: ranker, cart: ranker, session: null },
      version: 'poisoned',
    });

    const { edges, degraded } = await town.recommend('Alice');

    expect(edges[0]!.item.props.title).toBe('Kettle');
    expect(degraded).toBe(true);
  });

  it('says as of when it knows everything', async () => {
    await kitchenTable();

    expect((await town.recommend('Alice')).asOf).toBe(NOW);
  });
});

describeOnEachStore('pages of recommendations', (openEmptyStore) => {
  let town: Town;
  beforeEach(async () => {
    town = await Town.open(await openEmptyStore());
    await town.people('Alice', 'Bob', 'Carol');
    await town.items(...Array.from({ length: 25 }, (_, n) => `Item ${n}`));
    await town.friends('Alice', 'Bob');
    for (let n = 0; n < 12; n++) await town.act('Carol', 'LIKED', `Item ${n}`);
    for (let n = 9; n < 15; n++) await town.act('Bob', 'LIKED', `Item ${n}`);
  });
  afterEach(() => town.close());

  const titlesOf = ({ edges }: Recommendations): string[] => edges.map(({ item }) => item.props.title);

  async function walk(
    between: (page: number) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<string[][]> {
    const pages: string[][] = [];
    for (let after = null; ;) {
      const answer: Recommendations = await town.recommend('Alice', { first: 4, after });
      pages.push(titlesOf(answer));
      if (!answer.hasMore) return pages;
      after = answer.edges.at(-1)!.position;
      await between(pages.length);
    }
  }

  it('are the whole list, cut', async () => {
    const whole = await town.titles('Alice', { first: 100 });

    const pages = await walk();

    expect(pages.flat()).toEqual(whole);
    expect(pages.map(({ length }) => length)).toEqual([4, 4, 4, 4, 4, 4, 1]);
    expect(whole).toHaveLength(25);
  });

  it('have no repeat and no gap while the ranking moves', async () => {
    const whole = await town.titles('Alice', { first: 100 });

    const pages = await walk((page) => town.act('Bob', 'PURCHASED', `Item ${(page * 7) % 25}`));

    expect(pages.flat()).toEqual(whole);
  });

  it('go on behind the last item when the list is not remembered', async () => {
    const whole = await town.titles('Alice', { first: 100 });
    const forget = (): Promise<void> => {
      for (let n = 0; n < 200; n++) town.lists.remember(`somebody ${n}`, `somebody else's ${n}`, [], null);
      return Promise.resolve();
    };

    expect((await walk(forget)).flat()).toEqual(whole);
  });

  it('drop what may not be shown any more, and stay full', async () => {
    const whole = await town.titles('Alice', { first: 100 });
    const first = await town.recommend('Alice', { first: 4 });
    const [sold, hidden] = [whole[5]!, whole[6]!];
    await town.commit({ kind: 'updateNode', id: town.thing(sold), props: { available: false } });
    await town.commit({
      ...{ kind: 'putEdge', type: 'HID', from: town.user('Alice'), to: town.thing(hidden) },
      ...{ at: 1, props: {} },
    } as never);

    const second = await town.recommend('Alice', { first: 4, after: first.edges.at(-1)!.position });

    expect(titlesOf(second)).toEqual([whole[4], whole[7], whole[8], whole[9]]);
    expect(second.hasMore).toBe(true);
  });

  it('have the scores and reasons of now', async () => {
    const first = await town.recommend('Alice', { first: 4 });
    const fifth = (await town.titles('Alice'))[4]!;
    await town.act('Bob', 'LIKED', fifth);

    const second = await town.recommend('Alice', { first: 4, after: first.edges.at(-1)!.position });

    const [edge] = second.edges;
    expect(edge!.item.props.title).toBe(fifth);
    expect(JSON.stringify(edge!.reasons)).toContain('LIKED');
    const parts = sum(edge!.parts.map(({ value }) => value));
    expect(Math.abs(parts - edge!.score)).toBeLessThan(1e-5);
  });

  it('say honestly that there is no more', async () => {
    const exact = await town.recommend('Alice', { first: 25 });
    const beyond = await town.recommend('Alice', { first: 5, after: exact.edges.at(-1)!.position });

    expect(exact.hasMore).toBe(false);
    expect(beyond).toMatchObject({ edges: [], hasMore: false });
  });

  it('are for the person and the request they were made for', async () => {
    const { edges } = await town.recommend('Alice', { first: 4 });
    const after = edges.at(-1)!.position;

    await expect(town.recommend('Carol', { after })).rejects.toThrow(ForeignCursorError);
    await expect(town.recommend('Alice', { after, wish: { categorySlugs: ['tea'] } })).rejects.toThrow(
      ForeignCursorError,
    );
  });
});
