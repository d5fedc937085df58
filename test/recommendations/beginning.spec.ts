import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { makeId } from '../../graph-models/domain/ids.js';
import type { BlendWeights } from '../../graph-models/neural/history-group.js';
import { holderOf } from '../../graph-models/neural/item-scenarios.js';
import type { Part } from '../../graph-models/neural/part.js';
import { Ranker } from '../../graph-models/neural/ranker.js';
import { beginningOf } from '../../src/features/recommendations/beginning.js';
import { Ranking } from '../../src/features/recommendations/ranking.js';
import { Explainer } from '../../src/features/recommendations/reasons.js';
import { recommendations, type Query } from '../../src/features/recommendations/stages.js';
import { LiveState } from '../../src/live-graph/live-state.js';
import { full } from '../support/full.js';
import { nth } from '../contracts/graph-store/town.js';

interface Ware {
  readonly score: number;
  readonly category: string | null;
  readonly seller: string | null;
  readonly isExcluded: boolean;
}

const ware = (score: number, category: string | null = null): Ware => ({
  ...{ score, category, seller: null, isExcluded: false },
});

interface By {
  readonly ranker: Ranker;
  readonly part: Part;
}

const ONE = { given: 1 };

/** A question about a catalogue of these wares; the newest come last. */
function queryOn(wares: readonly Ware[], scenario: Query['scenario'] = 'HOME'): Query & { readonly by: By } {
  const state = new LiveState(0);
  wares.forEach(({ category, seller }, n) => {
    const id = nth('Item', n + 1);
    const item = state.graph.addItem(id);
    state.graph.setItem(item, { category, seller });
    state.newest.add(item, id);
  });
  const given: Part = {
    name: 'given',
    score: (_viewer, out) => out.set(wares.map(({ score }) => score)),
    evidence: () => [],
    save: () => ({ manifest: {}, tensors: {} }),
  };
  const weights: BlendWeights = { none: ONE, cold: ONE, warm: ONE, hot: ONE, timeless: ONE };
  const ranker = new Ranker([given], weights, () => wares.length);
  const ranking = new Ranking(ranker, holderOf([]), state);
  const viewerId = makeId('User', '0'.repeat(26));
  return {
    by: { ranker, part: given },
    ...{ viewerId, scenario, state, ranking, reasons: 0, modelVersion: null, remembered: [] },
    explainer: new Explainer(state, ranking, viewerId, true),
    excluded: Uint8Array.from(wares, ({ isExcluded }) => (isExcluded ? 1 : 0)),
  };
}

async function wholeOf(query: Query): Promise<string[]> {
  return (await recommendations(query, 0)).selected.map(({ id }) => id);
}

describe('the beginning of a list', () => {
  it('is that of the whole list, whatever the scores, sellers and categories, or is not told', async () => {
    const wareOf = fc.record({
      score: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: -1, max: 1, noNaN: true })),
      category: fc.constantFrom(...'abcdefgh', null),
      seller: fc.constantFrom(...'uvwxyz', null),
      isExcluded: fc.boolean(),
    });
    const seen = { told: 0, untold: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(wareOf, { minLength: 40, maxLength: 400, size: 'max' }),
        fc.integer({ min: 1, max: 45 }),
        fc.constantFrom<Query['scenario']>('HOME', 'ITEM'),
        async (wares, count, scenario) => {
          const beginning = beginningOf(queryOn(wares, scenario), count);
          seen[beginning === null ? 'untold' : 'told']++;
          if (beginning === null) return;
          expect(beginning).toEqual((await wholeOf(queryOn(wares, scenario))).slice(0, count));
        },
      ),
      { numRuns: full ? 2000 : 200 },
    );
    expect(seen.told).toBeGreaterThan(20);
    expect(seen.untold).toBeGreaterThan(20);
  });

  it('looks further where one category has all of the best', async () => {
    const wares = Array.from({ length: 1000 }, (_, n) => ware(1000 - n, n < 200 ? 'tea' : `other-${n % 9}`));

    const beginning = beginningOf(queryOn(wares), 20);

    expect(beginning).toEqual((await wholeOf(queryOn(wares))).slice(0, 20));
    expect(beginning?.slice(4, 7)).toEqual([nth('Item', 5), nth('Item', 201), nth('Item', 202)]);
  });

  it.each([
    ['nobody knows anything about anything', Array.from({ length: 1000 }, () => ware(0))],
    ['there are few things', Array.from({ length: 63 }, (_, n) => ware(n))],
    ['others would have to take a place', Array.from({ length: 1000 }, (_, n) => ware(n, 'tea'))],
    [
      'a score is shared by the last and the first of the rest',
      [...Array.from({ length: 20 }, (_, n) => ware(n + 2)), ...Array.from({ length: 1000 }, () => ware(1))],
    ],
  ])('is not told where %s', (_why, wares) => {
    expect(beginningOf(queryOn(wares), 21)).toBeNull();
  });

  it('has its scores without asking again when the ranker has scored for others meanwhile', () => {
    const wares = Array.from({ length: 100 }, (_, n) => ware(n));
    const query = queryOn(wares);
    const [first] = beginningOf(query, 5) ?? [];
    const before = query.ranking.scoreOf(99);
    const { ranker, part } = query.by;
    ranker.score(holderOf([]));
    const score = jest.spyOn(part, 'score');

    expect(first).toBe(nth('Item', 100));
    expect(query.ranking.scoreOf(99)).toBe(before);
    expect(query.ranking.partsOf(99)).toEqual({ given: before });
    expect(score).not.toHaveBeenCalled();
    expect(query.ranking.scoreOf(0)).toBe(0);
    expect(score).toHaveBeenCalledTimes(1);
  });
});
