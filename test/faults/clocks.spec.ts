import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  accountDesk,
  accountsFeature,
  authenticate,
  keysOf,
  stillSignedIn,
} from '../../src/features/accounts/index.js';
import { peopleFeature } from '../../src/features/people/index.js';
import { openStore } from '../../src/store/open.js';
import { openMarket, type Market } from '../catalog/market.js';
import { FeedTown } from '../feed/feed-town.js';
import { FeedWatcher, rounded } from '../feed/feed-watcher.js';
import { openApi, type Api } from '../support/api.js';
import { operation } from '../support/operations.js';

const HOUR = 3_600_000;
const STEPS = [
  ['ahead', HOUR],
  ['back', -HOUR],
] as const;

describe('a client whose clock is an hour wrong', () => {
  let market: Market;
  let itemId: string;
  beforeEach(async () => {
    market = await openMarket(await openStore('memory:'));
    itemId = await market.list('Kettle');
  });

  async function record(...events: readonly [clientEventId: string, ms: number][]): Promise<string[]> {
    const { now } = market.api.clock;
    const input = {
      events: events.map(([clientEventId, ms]) => ({
        ...{ clientEventId, kind: 'VIEW', itemId, at: new Date(now + ms).toISOString() },
      })),
    };
    const { results } = (await market.send('RecordEvents', { input }, market.alice)) as {
      results: { problem?: string; status: string }[];
    };
    return results.map(({ problem, status }) => problem ?? status);
  }

  it('ahead, hears which of its events cannot be, and the others go in', async () => {
    expect(await record(['late', HOUR], ['now', 0])).toEqual(['IN_THE_FUTURE', 'ACCEPTED']);
    market.api.clock.now += HOUR;
    expect(await record(['late', 0])).toEqual(['ACCEPTED']);
  });

  it('behind, is taken at its word, once, and in whatever order', async () => {
    expect(await record(['b', -HOUR], ['a', -HOUR - 1], ['b', -HOUR])).toEqual([
      'ACCEPTED',
      'ACCEPTED',
      'DUPLICATE',
    ]);
    expect(await record(['a', 0], ['b', 0])).toEqual(['DUPLICATE', 'DUPLICATE']);
  });
});

describe.each(STEPS)('a server whose clock steps an hour %s', (_way, step) => {
  describe('for somebody who is signed in', () => {
    const desk = accountDesk({
      keys: keysOf('a secret of a test'),
      accessTokenMinutes: 15,
      refreshTokenDays: 30,
    });
    let api: Api;
    beforeEach(async () => {
      api = await openApi(await openStore('memory:'), [peopleFeature(), accountsFeature(desk)]);
    });

    it('takes the token or says that it is over, as does every open connection, and refreshes it', async () => {
      const run = async (name: string, input: object) => {
        const { data } = await api.execute<Record<string, { accessToken: string; refreshToken: string }>>(
          operation(name),
          { input },
        );
        return Object.values(data)[0]!;
      };
      const signedUp = await run('SignUp', {
        ...{ email: 'alice@example.org', password: 'correct horse', handle: 'alice', name: 'Alice' },
      });
      const asAlice = (token: string) => authenticate(api.shop, desk, `Bearer ${token}`);
      const alice = await asAlice(signedUp.accessToken);

      api.clock.now += step;

      if (step > 0) {
        await expect(asAlice(signedUp.accessToken)).rejects.toMatchObject({
          extensions: { code: 'UNAUTHENTICATED' },
        });
        expect(await stillSignedIn(api.shop, [alice!])).toEqual([false]);
      } else expect(await asAlice(signedUp.accessToken)).toMatchObject({ userId: alice!.userId });
      const refreshed = await run('RefreshSession', { refreshToken: signedUp.refreshToken });
      expect(await asAlice(refreshed.accessToken)).toMatchObject({ userId: alice!.userId });
    });
  });

  describe('for somebody who reads on', () => {
    let town: FeedTown;
    beforeEach(async () => {
      town = await FeedTown.open(await openStore('memory:'), HOUR / 2);
      await town.people('Alice', 'Bob');
      await town.friends('Alice', 'Bob');
      for (const n of [1, 2, 3, 4, 5, 6]) await town.post('Bob', `Post ${n}`);
    });
    afterEach(() => town.close());

    it('goes on behind a cursor of the feed, or says that it is over', async () => {
      const first = await town.feed('Alice', { mode: 'CHRONOLOGICAL', first: 3 });
      town.api.clock.now += step;

      const { data, errors } = await town.asks('Alice', {
        ...{ mode: 'CHRONOLOGICAL', first: 3, after: first.pageInfo.endCursor },
      });

      if (step > 0) expect(errors[0]?.extensions?.['code']).toBe('CURSOR_EXPIRED');
      else
        expect(data.viewer.feed.edges.map(({ node }) => node.text)).toEqual(['Post 3', 'Post 2', 'Post 1']);
    });

    it('goes on behind a position of the open feed, with what was missed', async () => {
      const alice = new FeedWatcher(town, 'Alice');
      await alice.watch();
      await alice.cut();
      town.api.clock.now += step;
      await town.post('Bob', 'Written after the step');

      await alice.watch();
      await town.settled();

      expect(alice.names()).toContain('Written after the step');
      expect(rounded(alice.seen())).toEqual(rounded(await alice.fresh()));
    });

    it('shows each comment once on a walk over pages, also of those written since', async () => {
      const id = town.id('Post 1');
      const say = (text: string) => town.does('Bob', 'Comment', { subjectId: id, text });
      for (const text of ['one', 'two', 'three']) await say(text);
      town.api.clock.now += step;
      for (const text of ['four', 'five', 'six']) await say(text);

      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const page: Page['data'] = (
          await town.api.execute<Page['data']>(
            operation('PostThread'),
            { id, first: 2, after },
            town.who('Alice'),
          )
        ).data;
        const { edges, pageInfo } = page.node.comments;
        seen.push(...edges.map(({ node }) => node.text));
        if (edges.length < 2 || pageInfo?.hasNextPage === false) break;
        after = edges.at(-1)!.cursor;
      }

      expect(seen.slice().sort()).toEqual(['five', 'four', 'one', 'six', 'three', 'two']);
    });
  });
});

interface Page {
  readonly data: {
    readonly node: {
      readonly comments: {
        readonly edges: readonly { readonly cursor: string; readonly node: { readonly text: string } }[];
        readonly pageInfo?: { readonly hasNextPage: boolean };
      };
    };
  };
}
