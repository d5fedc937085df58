import { describe, expect, it } from '@jest/globals';
import { bestByHalving, fullFitsOf, optionsWithin } from '../../graph-models/neural/successive-halving.js';
import { TuningBudget, WORK_A_SECOND } from '../../graph-models/neural/tuning-budget.js';

/** Options are how well they do in full; a short fit shows a share of it. */
async function search(options: readonly [number, ...number[]], hasTime = () => true) {
  const fits: [option: number, share: number][] = [];
  const chosen = await bestByHalving(options, {
    fit: (option, share) => {
      fits.push([option, share]);
      return Promise.resolve(option * share);
    },
    score: (result) => result,
    hasTime,
  });
  return { chosen, fits };
}

describe('a search by successive halving', () => {
  it('fits all on a quarter of the steps, the better half on half of them, the best two on all', async () => {
    const { chosen, fits } = await search([5, 1, 8, 2, 7, 3, 6, 4]);

    expect(chosen).toEqual({ options: 8, result: 8, first: 5, fits: 14 });
    expect(fits.filter(([, share]) => share === 1 / 4)).toHaveLength(8);
    expect(fits.filter(([, share]) => share === 1 / 2).map(([option]) => option)).toEqual([5, 8, 7, 6]);
    expect(fits.filter(([, share]) => share === 1).map(([option]) => option)).toEqual([5, 8]);
  });

  it('always fits the first option in full, however it does on few steps', async () => {
    const { fits } = await search([0.1, 3, 2, 1]);

    expect(fits.filter(([, share]) => share === 1).map(([option]) => option)).toEqual([0.1, 3]);
  });

  it('takes the only option as it is', async () => {
    const { chosen, fits } = await search([4]);

    expect(chosen).toEqual({ options: 4, result: 4, first: 4, fits: 1 });
    expect(fits).toEqual([[4, 1]]);
  });

  it('ends with the first option, fitted in full, when there is no time at all', async () => {
    const { chosen } = await search([1, 2, 3, 4], () => false);

    expect(chosen).toEqual({ options: 1, result: 1, first: 1, fits: 1 });
  });

  it('ends with the best of what was fitted in full when time runs out', async () => {
    let asked = 0;
    const { chosen } = await search([1, 2, 3, 4], () => asked++ < 4 + 2);

    expect(chosen).toMatchObject({ options: 1, fits: 4 + 2 + 1 });
  });

  it('compares as many options as there is work for, and none for less than it takes to compare', () => {
    expect(fullFitsOf(8)).toBe(6);
    expect(optionsWithin(6, 32)).toBe(8);
    expect(optionsWithin(5.9, 32)).toBeLessThan(8);
    expect(optionsWithin(3.9, 32)).toBe(1);
    expect(optionsWithin(1000, 32)).toBe(32);
  });
});

describe('a budget for trying options', () => {
  it('is work, shared among the parts that are left', () => {
    const budget = new TuningBudget(60, () => 0);
    expect(budget.allowanceAmong(3).work).toBe(20 * WORK_A_SECOND);

    budget.spend(10 * WORK_A_SECOND);

    expect(budget.allowanceAmong(2).work).toBe(25 * WORK_A_SECOND);
    expect(budget.wasCutShort).toBe(false);
  });

  it('ends by the clock where the machine is slower, and tells', () => {
    let now = 5000;
    const { hasTime } = budgetOf(60, () => now);
    now += 59_000;
    expect(hasTime()).toBe(true);

    now += 1000;

    expect(hasTime()).toBe(false);
    expect(budget.wasCutShort).toBe(true);
  });

  let budget: TuningBudget;
  function budgetOf(seconds: number, now: () => number) {
    budget = new TuningBudget(seconds, now);
    return budget.allowanceAmong(1);
  }
});
