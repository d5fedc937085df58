import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { operation } from '../support/operations.js';
import { describeOnEachStore } from '../support/stores.js';
import { FeedTown, nameOf } from './feed-town.js';

const DAY = 86_400_000;

interface Topic {
  readonly category: { readonly slug: string };
  readonly people: number;
  readonly expectedPeople: number;
  readonly score: number;
}

describeOnEachStore('hot topics', (openEmptyStore) => {
  let town: FeedTown;
  beforeEach(async () => {
    town = await FeedTown.open(await openEmptyStore());
    await town.people('Alice', 'Bob', 'Carol', 'Dan', 'Erin', 'Frank', 'Sam');
    await town.friends('Alice', 'Bob', 'Carol');
    await town.friends('Bob', 'Dan', 'Erin');
    for (const slug of ['tea', 'camping']) await town.category(slug);
    await town.item('Kettle', 'Sam', ['tea']);
    await town.item('Cup', 'Sam', ['tea']);
    await town.item('Tent', 'Sam', ['camping']);
  });
  afterEach(() => town.close());

  const topics = async (who: string): Promise<readonly Topic[]> => {
    await town.caughtUp();
    const { data, errors } = await town.api.execute<{ viewer: { hotTopics: readonly Topic[] } }>(
      operation('HotTopics'),
      {},
      town.who(who),
    );
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data.viewer.hotTopics;
  };

  it('are what people within two hops talk about more than usual, by the formula that the schema says', async () => {
    for (const who of ['Bob', 'Dan', 'Erin', 'Frank']) await town.review(who, 'Tent');
    town.api.clock.now += 14 * DAY;
    for (const who of ['Bob', 'Carol', 'Dan', 'Erin']) await town.review(who, 'Kettle');
    await town.review('Bob', 'Cup');
    for (const who of ['Bob', 'Carol', 'Dan', 'Erin'])
      await town.post(who, `${who} on tents`, { itemIds: [town.id('Tent')] });

    // Frank is nobody to her. Four people in seven days, where a quarter of three, so one, was expected.
    expect(await topics('Alice')).toEqual([
      { category: expect.objectContaining({ slug: 'tea' }), people: 4, expectedPeople: 1, score: 9 },
      { category: expect.objectContaining({ slug: 'camping' }), people: 4, expectedPeople: 1, score: 9 },
    ]);
    expect(await topics('Frank')).toEqual([]);
  });

  it('are of three people at least, of the last week, and of what may be seen', async () => {
    await town.review('Bob', 'Kettle');
    await town.review('Carol', 'Kettle');
    await town.review('Dan', 'Kettle', 'Mine', { visibility: 'FRIENDS' });
    expect(await topics('Alice')).toEqual([]);

    await town.review('Erin', 'Kettle');
    expect(await topics('Alice')).toHaveLength(1);

    town.api.clock.now += 7 * DAY + 1;
    expect(await topics('Alice')).toEqual([]);
  });

  it('are in the feed, until they are hidden', async () => {
    for (const who of ['Bob', 'Carol', 'Dan', 'Erin']) await town.review(who, 'Kettle');
    const { edges } = await town.feed('Alice', { mix: 1 });
    const hot = edges.find(({ kind }) => kind === 'HOT_TOPIC')!;
    expect(nameOf(hot)).toBe('tea');
    expect(hot.why).toEqual([{ __typename: 'FeedTrend', trendPeople: 4 }]);
    expect(hot.parts).toEqual([{ name: 'trend', value: expect.closeTo(0.3 * Math.log(10)) }]);

    await town.does('Alice', 'Hide', { id: town.id('tea') });

    expect((await town.feed('Alice', { mix: 1 })).edges.map(({ kind }) => kind)).not.toContain('HOT_TOPIC');
    expect(await topics('Alice')).toEqual([]);
  });
});
