import { describe, expect, it } from '@jest/globals';
import { INFLUENCE, SPEAKING_KINDS } from '../../seeds/small-town/acts.js';
import { Chance } from '../../seeds/small-town/chance.js';
import { newnessOf, seasonOf } from '../../seeds/small-town/items.js';
import { privateFrom } from '../../seeds/small-town/people.js';
import { likeness } from '../../seeds/small-town/tastes.js';
import { Wishes } from '../../seeds/small-town/wishes.js';
import { plan, town } from './demo-town.js';

const DAY_MS = 86_400_000;
const { people, items, acts } = town;
const wishes = new Wishes(people, items);

interface Tie {
  readonly other: number;
  readonly since: number;
  readonly until: number;
}

function friendships(): Tie[][] {
  const ties: Tie[][] = people.map(() => []);
  for (const { from, to, answer, answeredAt, endedAt } of town.courtships) {
    if (answer !== 'accepted') continue;
    ties[from]!.push({ other: to, since: answeredAt, until: endedAt ?? Infinity });
    ties[to]!.push({ other: from, since: answeredAt, until: endedAt ?? Infinity });
  }
  return ties;
}

/** The same ties to somebody else: who has how many friends since when stays, who they are does not. */
function strangers(): Tie[][] {
  const other = new Chance(5, 'strangers').shuffled(people.map((_, i) => i));
  return friendships().map((ties) => ties.map((tie) => ({ ...tie, other: other[tie.other]! })));
}

/**
 * First looks within the window after a friend's word, and how many taste alone would have brought:
 * visits · wish · season · newness, summed over the days until the first look or the window's end.
 */
function looksAfterAWord(ties: readonly Tie[][]): { seen: number; expected: number } {
  const firstLook = new Map<number, number>();
  for (const { person, item, at } of acts) {
    const pair = person * items.length + item;
    if (!firstLook.has(pair)) firstLook.set(pair, at);
  }
  const words = new Map<number, number[]>();
  for (const { person, item, kind, at, rating = 5 } of acts) {
    if (!SPEAKING_KINDS.includes(kind) || rating < 4 || at >= privateFrom(people[person]!, town.endsAt))
      continue;
    for (const { other, since, until } of ties[person]!) {
      const pair = other * items.length + item;
      if (since <= at && at < until) words.set(pair, [...(words.get(pair) ?? []), at]);
    }
  }
  let seen = 0;
  let expected = 0;
  for (const [pair, times] of words) {
    const person = Math.floor(pair / items.length);
    const item = pair % items.length;
    const visits = town.visitsPerDay * people[person]!.activity;
    const look = firstLook.get(pair) ?? Infinity;
    let covered = 0;
    for (const at of visits === 0 ? [] : times) {
      const from = Math.max(at, covered);
      covered = at + INFLUENCE.windowDays * DAY_MS;
      const until = Math.min(covered, look, town.endsAt);
      for (let day = from; day < until; day += DAY_MS) {
        const share = Math.min(DAY_MS, until - day) / DAY_MS;
        const lively = seasonOf(items[item]!.category, day) * newnessOf(items[item]!, town.startsAt, day);
        expected += visits * wishes.share(person, item) * lively * share;
      }
      if (look > from && look <= covered) seen++;
    }
  }
  return { seen, expected };
}

describe('influence in the small town', () => {
  it('is what the truth says: after a friend’s word, looks come that many times as often as taste alone brings', () => {
    const { seen, expected } = looksAfterAWord(friendships());

    expect(seen).toBeGreaterThan(1000);
    expect(seen / expected).toBeGreaterThan(INFLUENCE.factor * 0.9);
    expect(seen / expected).toBeLessThan(INFLUENCE.factor * 1.1);
  });

  it('comes from friends: the word of others hardly moves anybody', () => {
    const { seen, expected } = looksAfterAWord(strangers());

    expect(seen / expected).toBeLessThan(INFLUENCE.factor / 4);
  });

  it('is kept act by act, each with a friend who had spoken of the thing within the window', () => {
    const { influenced, influence } = plan.truth;
    const indexOf = new Map(people.map(({ handle }, i) => [handle, i]));
    const ties = friendships();

    expect(influence).toEqual({ factor: 20, windowDays: 45, kinds: SPEAKING_KINDS });
    expect(influenced.length).toBeGreaterThan(1000);
    for (const { who, friend, at, friendAct, friendActAt } of influenced) {
      const tie = ties[indexOf.get(who)!]!.find(({ other }) => other === indexOf.get(friend));
      expect(tie).toBeDefined();
      expect(tie!.since).toBeLessThanOrEqual(friendActAt);
      expect(SPEAKING_KINDS).toContain(friendAct);
      expect(at).toBeGreaterThanOrEqual(friendActAt);
      expect(at - friendActAt).toBeLessThanOrEqual((influence.windowDays + 1) * DAY_MS);
    }
  });
});

describe('friendships of the small town', () => {
  const friends = town.courtships.filter(({ answer }) => answer === 'accepted');

  it('join people who are alike', () => {
    const alike = mean(friends.map(({ from, to }) => likeness(people[from]!, people[to]!)));
    const anybody = mean(people.flatMap((a, i) => people.slice(0, i).map((b) => likeness(a, b))));

    expect(alike).toBeGreaterThan(anybody + 0.08);
  });

  it('show in what people choose: friends’ things overlap well above chance', () => {
    const chosen = people.map(() => new Set<number>());
    for (const { person, item, kind } of acts) if (kind !== 'VIEWED') chosen[person]!.add(item);
    const friendly = mean(friends.map(({ from, to }) => overlap(chosen[from]!, chosen[to]!)));
    const chance = mean(chosen.flatMap((a, i) => chosen.slice(0, i).map((b) => overlap(a, b))));

    expect(friendly / chance).toBeGreaterThan(1.6);
  });

  it('grow over the year', () => {
    const by = (share: number) => {
      const at = town.startsAt + share * (town.endsAt - town.startsAt);
      return friends.filter(({ answeredAt }) => answeredAt < at).length;
    };

    expect(by(0.25)).toBeGreaterThan(0.15 * friends.length);
    expect(by(0.25)).toBeLessThan(0.6 * friends.length);
    expect(by(0.75)).toBeLessThan(0.95 * friends.length);
  });
});

/** The cosine of two sets. */
function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const both = [...a].filter((item) => b.has(item)).length;
  return both === 0 ? 0 : both / Math.sqrt(a.size * b.size);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
