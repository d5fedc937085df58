import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { planTown } from '../../seeds/small-town/plan-town.js';
import type { Step } from '../../seeds/small-town/plan.js';
import { DEMO_TOWN } from '../../seeds/small-town/simulate-town.js';
import { normalText, textProblem } from '../../src/graphql/text.js';
import { plan, town } from './demo-town.js';

const SMALL = { ...DEMO_TOWN, people: 60, items: 240, acts: 1500 };
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const byVerb = <V extends Step['verb']>(verb: V) =>
  plan.steps.filter((step): step is Extract<Step, { verb: V }> => step.verb === verb);

const arrivals = [...byVerb('settle'), ...byVerb('signUp')];

describe('the plan of the small town', () => {
  it('is the same for the same options, and another for another seed', () => {
    const once = digest(planTown(SMALL));

    expect(digest(planTown(SMALL))).toBe(once);
    expect(digest(planTown({ ...SMALL, seed: 8 }))).not.toBe(once);
  });

  it('moves with its end: the same year, earlier', () => {
    const day = 86_400_000;
    const now = planTown(SMALL);
    const then = planTown({ ...SMALL, endsAt: SMALL.endsAt - 28 * day });

    expect(then.endsAt - then.startsAt).toBe(365 * day);
    expect(then.steps.at(-1)!.at).toBeLessThan(then.endsAt);
    expect(then.steps.filter(({ verb }) => verb === 'settle' || verb === 'signUp')).toHaveLength(60);
    expect(now.steps.at(-1)!.at).toBeGreaterThan(then.endsAt);
  });

  it('has 300 people, 800 items and about 20,000 acts in a year', () => {
    expect(arrivals).toHaveLength(300);
    expect(byVerb('createItem')).toHaveLength(800);
    expect(byVerb('createCategory')).toHaveLength(12);
    expect(town.acts.length).toBeGreaterThan(19_000);
    expect(town.acts.length).toBeLessThan(21_000);
    for (const kind of ['VIEWED', 'SAVED', 'LIKED', 'SHARED', 'RATED', 'PURCHASED'])
      expect(town.acts.filter((act) => act.kind === kind).length).toBeGreaterThan(300);
  });

  it('tells of circles, talk, follows, blocks and private people too', () => {
    const visibilities = [...byVerb('settle'), ...byVerb('updateProfile')].map(
      ({ visibility }) => visibility,
    );

    expect(byVerb('createCircle').length).toBeGreaterThan(20);
    expect(byVerb('createPost').length).toBeGreaterThan(200);
    expect(byVerb('comment').length).toBeGreaterThan(300);
    expect(byVerb('comment').filter(({ replyTo }) => replyTo !== null).length).toBeGreaterThan(50);
    expect(byVerb('react').length).toBeGreaterThan(500);
    expect(byVerb('findHelpful').length).toBeGreaterThan(500);
    expect(byVerb('follow').length).toBeGreaterThan(100);
    expect(byVerb('hideItem').length).toBeGreaterThan(5);
    expect(byVerb('announcePurchases').map(({ by }) => by)).toContain('bob');
    expect(byVerb('announcePurchases').length).toBeGreaterThan(60);
    expect(byVerb('announcePurchases').length).toBeLessThan(150);
    expect(byVerb('block')).toHaveLength(2);
    expect(visibilities.filter((visibility) => visibility === 'FRIENDS').length).toBeGreaterThan(10);
    expect(visibilities.filter((visibility) => visibility === 'ONLY_ME').length).toBeGreaterThan(3);
  });

  it('gives nobody the handle of another', () => {
    const handles = arrivals.map(({ handle }) => handle);

    expect(new Set(handles).size).toBe(300);
    for (const handle of handles) expect(handle).toMatch(/^[a-z](?:[a-z]|-(?=[a-z])){2,29}$/);
  });

  it('speaks both languages, each person their own', () => {
    const zh = new Set(arrivals.filter(({ locale }) => locale === 'zh-CN').map(({ handle }) => handle));
    const reviews = byVerb('reviewItem');

    expect(zh.size).toBeGreaterThan(60);
    expect(reviews.filter(({ by }) => zh.has(by)).length).toBeGreaterThan(300);
    for (const { by, text } of reviews) {
      const hasChinese = text.includes('。');
      expect({ by, text, hasChinese }).toEqual({ by, text, hasChinese: zh.has(by) });
    }
  });

  it('has only strings that a store can keep', () => {
    const strings = new Set<string>();
    JSON.stringify(plan.steps, (_key, value: unknown) => {
      if (typeof value === 'string') strings.add(value);
      return value;
    });

    for (const text of strings) {
      expect(textProblem(text, { min: 0, max: 2000 })).toBeNull();
      expect(normalText(text)).toBe(text);
    }
  });

  it('is in the order of time, inside its year, in whole milliseconds', () => {
    let before = plan.startsAt;
    for (const { at } of plan.steps) {
      expect(Number.isSafeInteger(at)).toBe(true);
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThan(plan.endsAt);
      before = at;
    }
  });

  it('has a long tail: few items and few people make most of the acts', () => {
    const perItem = countsOf(
      town.items.length,
      town.acts.map(({ item }) => item),
    );
    const perPerson = countsOf(
      town.people.length,
      town.acts.map(({ person }) => person),
    );

    expect(shareOfTop(perItem, 0.1)).toBeGreaterThan(0.25);
    expect(shareOfTop(perItem, 0.1)).toBeLessThan(0.6);
    expect(shareOfTop(perPerson, 0.1)).toBeGreaterThan(0.3);
    expect(perPerson.filter((count) => count === 0).length).toBeGreaterThan(3);
    expect(perPerson.filter((count) => count > 0 && count <= 5).length).toBeGreaterThan(3);
  });

  it('rates as shops are rated: mostly 4 and 5, some of everything', () => {
    const stars = countsOf(
      6,
      byVerb('reviewItem').map(({ rating }) => rating),
    );

    expect(stars[4]! + stars[5]!).toBeGreaterThan(0.6 * byVerb('reviewItem').length);
    for (const rating of [1, 2, 3]) expect(stars[rating]).toBeGreaterThan(5);
  });
});

/** How often each index occurs. */
function countsOf(length: number, indices: readonly number[]): number[] {
  const counts = new Array<number>(length).fill(0);
  for (const index of indices) counts[index]!++;
  return counts;
}

function shareOfTop(counts: readonly number[], share: number): number {
  const sorted = [...counts].sort((a, b) => b - a);
  const sum = (some: readonly number[]) => some.reduce((total, count) => total + count, 0);
  return sum(sorted.slice(0, Math.round(sorted.length * share))) / sum(sorted);
}
