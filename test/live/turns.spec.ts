import { afterEach, describe, expect, it } from '@jest/globals';
import { makeId } from '../../graph-models/domain/ids.js';
import { OpenList } from '../../src/live/open-list.js';
import { Turns } from '../../src/live/turns.js';

const MS_A_LIST = 5;
const LISTS = 10;

describe('a turn for what is new', () => {
  let turns: Turns;
  afterEach(() => turns.close());

  /** Tells a list of so many things, and says for what it had its turns, the last of which made it catch up. */
  async function tell(count: number): Promise<(readonly string[])[]> {
    turns = new Turns({ pauseMs: 0, backgroundShare: 1 });
    const list: OpenList = new OpenList(makeId('User', '0'.repeat(26)), 0, {
      wait: () => {
        turns.queue(list);
        turns.start();
      },
      ranked: (tookMs, nearness) => turns.ranked(tookMs, nearness),
      show: () => undefined,
      close: () => undefined,
    });
    turns.add(list);
    const had: (readonly string[])[] = [];
    const reader = (async () => {
      while ((await list.rank((news) => Promise.resolve(had.push(news.map((id) => id.slice(-1)))))) !== null);
    })();
    const settled = async (): Promise<void> => {
      do await new Promise((resolve) => setImmediate(resolve));
      while (turns.behind > 0);
    };
    await settled();
    had.length = 0;
    turns.change();
    for (let n = 0; n < count; n++) list.tell(makeId('Post', String(n).padStart(26, '0')));
    turns.queue(list);
    turns.start();
    await settled();
    list.close();
    await reader;
    return had;
  }

  it('comes first, and leaves the list to be ranked anew', async () => {
    expect(await tell(3)).toEqual([['0', '1', '2'], []]);
  });

  it('is none where there is too much to put in one by one: all is ranked anew', async () => {
    expect(await tell(6)).toEqual([[]]);
  });
});

describe('the turns of near lists', () => {
  let turns: Turns;
  afterEach(() => turns.close());

  /** Opens lists, lets something come near to all of them, and says when each turn began and when sockets were read. */
  async function play(isAsked: boolean): Promise<{ log: string[]; tookMs: number; rankedMs: number }> {
    turns = new Turns({ pauseMs: 0, isAsked: () => isAsked });
    const log: string[] = [];
    let rankedMs = 0;
    const lists = Array.from({ length: LISTS }, (_, n) => {
      const list: OpenList = new OpenList(makeId('User', String(n).padStart(26, '0')), 0, {
        wait: () => {
          turns.queue(list);
          turns.start();
        },
        ranked: (tookMs, nearness) => {
          if (nearness === 'near') rankedMs += tookMs;
          turns.ranked(tookMs, nearness);
        },
        show: () => undefined,
        close: () => undefined,
      });
      turns.add(list);
      return list;
    });
    const busy = (): Promise<void> => {
      log.push('list');
      for (const until = performance.now() + MS_A_LIST; performance.now() < until;);
      return Promise.resolve();
    };
    await Promise.all(lists.map((list) => list.rank(() => Promise.resolve())));
    await new Promise((resolve) => setImmediate(resolve));

    let reading = true;
    const read = (): void => {
      log.push('sockets');
      if (reading) setImmediate(read);
    };
    const near = lists.map((list) => list.rank(busy));
    for (const list of lists) {
      list.bring('near');
      turns.queue(list);
    }
    const startedAt = performance.now();
    turns.change();
    turns.start();
    setImmediate(read);
    await Promise.all(near);
    reading = false;
    return { log, tookMs: performance.now() - startedAt, rankedMs };
  }

  it('follow each other while nobody asks for anything, with the sockets read after each', async () => {
    const { log } = await play(false);

    expect(log.filter((what) => what === 'list')).toHaveLength(LISTS);
    expect(log.join(' ')).not.toContain('list list');
  });

  it('leave most of the time to requests while some wait', async () => {
    const { tookMs, rankedMs } = await play(true);

    expect(rankedMs).toBeGreaterThanOrEqual(LISTS * MS_A_LIST);
    expect(rankedMs / tookMs).toBeLessThan(0.5);
  });

  it('take all of it while none does', async () => {
    const { tookMs, rankedMs } = await play(false);

    expect(rankedMs / tookMs).toBeGreaterThan(0.7);
  });
});
