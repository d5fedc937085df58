import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { operation } from '../support/operations.js';
import { describeOnEachStore } from '../support/stores.js';
import { FeedTown, nameOf, type FeedEdge } from './feed-town.js';

const NETWORK_ONLY = { mix: 0 };

describeOnEachStore('the feed', (openEmptyStore) => {
  let town: FeedTown;
  beforeEach(async () => {
    town = await FeedTown.open(await openEmptyStore());
    await town.people('Alice', 'Bob', 'Carol', 'Dan', 'Erin', 'Sam');
    await town.friends('Alice', 'Bob', 'Carol');
    await town.item('Kettle', 'Sam', ['tea']);
    await town.item('Cup', 'Sam', ['tea']);
    await town.item('Tent', 'Sam', ['camping']);
  });
  afterEach(() => town.close());

  it('tells what friends wrote, reviewed and passed on, each once and because of whom', async () => {
    await town.post('Bob', 'Tea at my place', { itemIds: [town.id('Kettle')] });
    await town.review('Bob', 'Kettle');
    await town.review('Carol', 'Kettle');
    await town.does('Carol', 'ShareItem', { itemId: town.id('Tent') });

    const { edges } = await town.feed('Alice', NETWORK_ONLY);

    const told = edges.map((edge) => [
      ...[edge.kind, nameOf(edge)],
      ...edge.why.flatMap(({ deed, people = [] }) => [deed, ...people.map(({ name }) => name)]),
    ]);
    expect(told).toHaveLength(3);
    expect(told).toEqual(
      expect.arrayContaining([
        ['POST', 'Tea at my place', 'WROTE', 'Bob'],
        ['REVIEW', 'Carol on Kettle', 'REVIEWED', 'Carol', 'Bob'],
        ['SHARE', 'Tent', 'SHARED', 'Carol'],
      ]),
    );
  });

  it('adds the parts up to the score', async () => {
    await town.post('Bob', 'Tea at my place', { itemIds: [town.id('Kettle')] });
    await town.review('Carol', 'Cup');
    await town.react('Alice', 'Tea at my place');

    const { edges } = await town.feed('Alice', { mix: 0.5 });

    expect(edges.length).toBeGreaterThan(2);
    for (const { score, parts } of edges)
      expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 5);
    const post = edges.find((edge) => nameOf(edge) === 'Tea at my place')!;
    expect(post.parts.map(({ name }) => name)).toEqual(expect.arrayContaining(['tie', 'recency', 'talk']));
  });

  it('is ranked the way its reader weighs the parts', async () => {
    for (const text of ['Much talked of', 'Newer', 'Newest']) await town.post('Bob', text);
    for (const who of ['Dan', 'Erin', 'Sam']) await town.react(who, 'Much talked of');
    const talkedOf = async (weights: readonly { part: string; times: number }[]): Promise<FeedEdge> => {
      const { edges } = await town.feed('Alice', { mix: 0, weights });
      for (const { score, parts } of edges)
        expect(parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(score, 5);
      return edges.find((edge) => nameOf(edge) === 'Much talked of')!;
    };
    const talkIn = ({ parts }: FeedEdge): number | undefined =>
      parts.find(({ name }) => name === 'talk')?.value;
    const usual = await talkedOf([]);

    const [never, often] = [
      await talkedOf([{ part: 'TALK', times: 0 }]),
      await talkedOf([{ part: 'TALK', times: 10 }]),
    ];

    expect(talkIn(never)).toBeUndefined();
    expect(never.score).toBeCloseTo(usual.score - talkIn(usual)!, 5);
    expect(talkIn(often)).toBeCloseTo(10 * talkIn(usual)!, 5);
    const recency = [
      { part: 'RECENCY', times: 0 },
      { part: 'TALK', times: 10 },
    ];
    expect((await town.names('Alice', { mix: 0, weights: recency }))[0]).toBe('Much talked of');
  });

  it('says nothing of purchases until their owner lets it, and nothing of reactions when they do not', async () => {
    await town.buy('Bob', 'Kettle');
    await town.post('Dan', 'Rain again');
    await town.react('Bob', 'Rain again');
    expect(await town.names('Alice', NETWORK_ONLY)).toEqual(['Rain again']);

    await town.does('Bob', 'SetAnnouncements', { kinds: ['PURCHASES'] });

    const { edges } = await town.feed('Alice', NETWORK_ONLY);
    expect(edges.map((edge) => [edge.kind, nameOf(edge)])).toEqual([['PURCHASE', 'Kettle']]);
  });

  it('shows posts of circles to members alone', async () => {
    const circle = await town.does('Dan', 'CreateCircle', { slug: 'tea-club', name: 'Tea club', about: '' });
    const circleId = (circle as unknown as { circle: { id: string } }).circle.id;
    await town.does('Erin', 'JoinCircle', { circleId });
    await town.post('Dan', 'Only for the club', { visibility: 'CIRCLE', circleId });

    expect(await town.names('Alice')).not.toContain('Only for the club');
    const { edges } = await town.feed('Erin', NETWORK_ONLY);
    expect(edges.map(nameOf)).toEqual(['Only for the club']);
    expect(edges[0]!.why).toEqual([{ __typename: 'FeedCircle', circle: { id: circleId, name: 'Tea club' } }]);
  });

  it('hears people who are followed, but only what they say to everybody', async () => {
    await town.does('Alice', 'Follow', { userId: town.id('Dan') });
    await town.post('Dan', 'To all');
    await town.post('Dan', 'To friends', { visibility: 'FRIENDS' });
    await town.does('Dan', 'SetAnnouncements', { kinds: ['PURCHASES', 'REACTIONS'] });
    await town.buy('Dan', 'Kettle');

    expect(await town.names('Alice', NETWORK_ONLY)).toEqual(['To all']);
  });

  it('follows blocks, mutes, private posts, private people and ended friendships at once', async () => {
    const posts = async (): Promise<string[]> =>
      (await town.names('Alice', NETWORK_ONLY)).sort((a, b) => a.localeCompare(b));
    await town.post('Bob', 'Bob speaks', { visibility: 'FRIENDS' });
    await town.post('Carol', 'Carol speaks');
    expect(await posts()).toEqual(['Bob speaks', 'Carol speaks']);

    await town.does('Alice', 'Mute', { userId: town.id('Carol') });
    expect(await posts()).toEqual(['Bob speaks']);
    await town.does('Alice', 'Unmute', { userId: town.id('Carol') });
    await town.unfriend('Alice', 'Bob');
    expect(await posts()).toEqual(['Carol speaks']);
    await town.does('Carol', 'Block', { userId: town.id('Alice') });
    expect(await posts()).toEqual([]);
  });

  it('is the latest first when it is asked to be, with nothing from outside', async () => {
    await town.post('Dan', 'A stranger speaks');
    await town.post('Bob', 'First');
    await town.review('Carol', 'Kettle', 'Second');
    await town.post('Bob', 'Third');
    await town.does('Alice', 'RecordImpressions', { entryIds: [town.id('Third')] });

    expect(await town.names('Alice', { mode: 'CHRONOLOGICAL', mix: 1 })).toEqual([
      'Third',
      'Second',
      'First',
    ]);
  });

  it('mixes in items, posts and people from outside, as much as is asked for', async () => {
    await town.friends('Bob', 'Erin');
    await town.post('Dan', 'A stranger speaks');
    for (const n of [1, 2, 3, 4, 5, 6]) await town.post(n % 2 === 0 ? 'Bob' : 'Carol', `Post ${n}`);

    const kinds = async (mix: number): Promise<string[]> =>
      (await town.feed('Alice', { mix })).edges.slice(0, 4).map(({ kind }) => kind);

    expect((await kinds(0)).filter((kind) => kind.startsWith('RECOMMENDED'))).toHaveLength(0);
    expect((await kinds(0.5)).filter((kind) => kind.startsWith('RECOMMENDED'))).toHaveLength(2);
    expect((await kinds(1)).filter((kind) => kind.startsWith('RECOMMENDED'))).toHaveLength(4);
    const all = (await town.feed('Alice', { mix: 0.5 })).edges;
    expect(new Set(all.map(({ kind }) => kind))).toEqual(
      new Set(['POST', 'RECOMMENDED_ITEM', 'RECOMMENDED_POST', 'RECOMMENDED_PERSON']),
    );
    expect(all.find(({ kind }) => kind === 'RECOMMENDED_PERSON')!.why).toEqual([
      expect.objectContaining({ __typename: 'FeedMutualFriends', mutualCount: 1 }),
    ]);
  });

  it('has nothing but what comes from outside when all is to come from there', async () => {
    await town.review('Bob', 'Kettle', 'Good kettle');
    await town.post('Carol', 'Carol speaks');
    await town.post('Dan', 'A stranger speaks');

    const { edges } = await town.feed('Alice', { mix: 1, first: 100 });

    expect(edges.map(nameOf).sort()).toEqual(['A stranger speaks', 'Cup', 'Tent']);
  });

  it('suggests people with more friends in common first, above things that nothing speaks for', async () => {
    await town.friends('Bob', 'Dan', 'Erin');
    await town.friends('Carol', 'Erin');

    const { edges } = await town.feed('Alice', { mix: 1, first: 100 });

    const people = edges.filter(({ kind }) => kind === 'RECOMMENDED_PERSON');
    expect(people.map(nameOf)).toEqual(['Erin', 'Dan']);
    expect(people[0]!.parts).toEqual([{ name: 'mutual', value: expect.closeTo(0.3 * Math.log(3), 6) }]);
    expect(edges.findIndex(({ id }) => id === people[0]!.id)).toBeLessThan(edges.length - 2);
  });

  it('suggests somebody no more whom nobody in between knows', async () => {
    await town.friends('Bob', 'Erin');
    const first = await town.feed('Alice', { mix: 1, first: 1 });
    await town.unfriend('Bob', 'Erin');

    const rest = await town.names('Alice', { mix: 1, after: first.pageInfo.endCursor });

    expect([...first.edges.map(nameOf), ...rest].filter((name) => name === 'Erin').length).toBeLessThan(2);
    expect(rest).not.toContain('Erin');
  });

  it('gives somebody without friends what the shop has, and nobody’s private words', async () => {
    await town.post('Bob', 'Hello town');
    await town.post('Bob', 'Hello friends', { visibility: 'FRIENDS' });

    const { edges, degraded } = await town.feed('Dan');

    expect(edges.map(nameOf).sort((a, b) => a.localeCompare(b))).toEqual([
      'Cup',
      'Hello town',
      'Kettle',
      'Tent',
    ]);
    expect(degraded).toBe(true);
  });

  it('is empty, and says so plainly, where there is nothing', async () => {
    const { edges, pageInfo } = await town.feed('Dan', NETWORK_ONLY);

    expect(edges).toEqual([]);
    expect(pageInfo).toEqual({ hasNextPage: false, endCursor: null });
  });

  it('shows what was not seen first; what happened to a thing since makes it new', async () => {
    await town.review('Bob', 'Kettle', 'Good kettle');
    await town.post('Carol', 'Nice day');
    const seen = (await town.feed('Alice', NETWORK_ONLY)).edges.map(({ id }) => id);
    await town.does('Alice', 'RecordImpressions', {
      entryIds: [...seen, ...seen, town.id('Good kettle'), 'x'],
    });
    await town.post('Bob', 'Old news');
    expect(await town.names('Alice', NETWORK_ONLY)).toHaveLength(3);
    expect(
      (await town.feed('Alice', NETWORK_ONLY)).edges.map((edge) => [nameOf(edge), edge.seen])[0],
    ).toEqual(['Old news', false]);

    await town.review('Carol', 'Kettle', 'Leaks');

    const { edges } = await town.feed('Alice', NETWORK_ONLY);
    expect(edges.map((edge) => [nameOf(edge), edge.seen])).toEqual([
      ['Leaks', false],
      ['Old news', false],
      ['Nice day', true],
    ]);
  });

  it('leaves out what was hidden, and brings it back', async () => {
    await town.post('Bob', 'Spoiler');
    await town.review('Bob', 'Kettle', 'Good kettle');
    await town.review('Bob', 'Tent', 'Good tent');
    await town.does('Alice', 'Hide', { id: town.id('Spoiler') });
    await town.does('Alice', 'Hide', { id: town.id('Good kettle') });
    await town.does('Alice', 'Hide', { id: town.id('Tent') });
    await town.does('Alice', 'Hide', { id: town.id('Tent') });
    expect(await town.names('Alice', NETWORK_ONLY)).toEqual([]);

    await town.does('Alice', 'Unhide', { id: town.id('Spoiler') });

    expect(await town.names('Alice', NETWORK_ONLY)).toEqual(['Spoiler']);
    expect((await town.tries('Alice', 'Unhide', { id: town.id('Spoiler') })).__typename).toBe('NotFound');
  });

  it('brings more, or less, of what is like a thing', async () => {
    await town.review('Carol', 'Tent', 'Good tent');
    await town.review('Bob', 'Kettle', 'Good kettle');
    const first = async (): Promise<string | undefined> => (await town.names('Alice', NETWORK_ONLY))[0];
    await town.does('Alice', 'MoreLikeThis', { id: town.id('Good tent') });
    expect(await first()).toBe('Good tent');

    await town.does('Alice', 'LessLikeThis', { id: town.id('Good tent') });

    expect(await first()).toBe('Good kettle');
    const { edges } = await town.feed('Alice', NETWORK_ONLY);
    expect(edges[1]!.parts).toContainEqual({ name: 'wish', value: -1.8 });
    await town.does('Alice', 'ForgetWish', { id: town.id('Good tent') });
    expect((await town.feed('Alice', NETWORK_ONLY)).edges.flatMap(({ parts }) => parts)).not.toContainEqual(
      expect.objectContaining({ name: 'wish' }),
    );
  });

  it('suggests somebody no more who was hidden, muted or less wanted of, until they are not', async () => {
    await town.friends('Bob', 'Erin');
    const mayKnow = async (): Promise<string> =>
      JSON.stringify((await town.api.execute(operation('PeopleYouMayKnow'), {}, town.who('Alice'))).data);
    expect(await mayKnow()).toContain('Erin');
    for (const [no, undo, input] of [
      ['Hide', 'Unhide', { id: town.id('Erin') }],
      ['LessLikeThis', 'ForgetWish', { id: town.id('Erin') }],
      ['Mute', 'Unmute', { userId: town.id('Erin') }],
    ] as const) {
      await town.does('Alice', no, input);
      expect(await town.names('Alice')).not.toContain('Erin');
      expect(await mayKnow()).not.toContain('Erin');
      await town.does('Alice', undo, input);
    }
    expect(await mayKnow()).toContain('Erin');

    expect(await town.names('Alice')).toContain('Erin');
    expect((await town.tries('Alice', 'Hide', { id: town.id('Alice') })).__typename).toBe('ThatIsYou');
  });

  it('refuses what is not there and oneself', async () => {
    await town.post('Bob', 'For friends', { visibility: 'FRIENDS' });
    const answers = [
      await town.tries('Dan', 'Hide', { id: town.id('For friends') }),
      await town.tries('Dan', 'MoreLikeThis', { id: 'nonsense' }),
      await town.tries('Dan', 'Mute', { userId: town.id('Kettle') }),
      await town.tries('Dan', 'Mute', { userId: town.id('Dan') }),
      await town.tries('Dan', 'LessLikeThis', { id: town.id('Dan') }),
    ];

    expect(answers.map(({ __typename }) => __typename)).toEqual([
      ...['NotFound', 'NotFound', 'NotFound', 'ThatIsYou', 'ThatIsYou'],
    ]);
  });
});
