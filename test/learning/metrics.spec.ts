import { describe, expect, it } from '@jest/globals';
import {
  coverageAt,
  exposureGiniAt,
  hitAt,
  ndcgAt,
  noveltyAt,
  recallAt,
  topK,
} from '../../graph-models/neural/metrics.js';

describe('the metrics of a ranked list', () => {
  const ranked = [7, 3, 9, 1];

  it('count recall over everything that was relevant', () => {
    expect(recallAt(2, ranked, new Set([3, 1, 5]))).toBeCloseTo(1 / 3, 12);
    expect(recallAt(4, ranked, new Set([3, 1, 5]))).toBeCloseTo(2 / 3, 12);
  });

  it('discount a hit at rank r by log2(r + 1), against the best list possible', () => {
    const gain = 1 / Math.log2(3) + 1 / Math.log2(5);
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);

    expect(ndcgAt(4, ranked, new Set([3, 1, 5]))).toBeCloseTo(gain / ideal, 12);
  });

  it('give a perfect short list 1, also when k is larger than what was relevant', () => {
    expect(ndcgAt(10, [3, 1], new Set([1, 3]))).toBe(1);
  });

  it('count a hit once', () => {
    expect(hitAt(1, ranked, new Set([3]))).toBe(0);
    expect(hitAt(4, ranked, new Set([3, 1]))).toBe(1);
  });

  it('measure coverage by distinct items shown', () => {
    expect(
      coverageAt(
        2,
        [
          [1, 2, 3],
          [2, 4],
        ],
        10,
      ),
    ).toBeCloseTo(0.3, 12);
  });
});

/** The figures that RecBole holds its own metrics to: tests/metrics/test_topk_metrics.py of RUCAIBox/RecBole. */
describe('the metrics beside the published figures of RecBole', () => {
  // Which of the first three are relevant, and how many are in all.
  it.each<[string, readonly number[], number, number[], number[], number[]]>([
    ['none of three', [0, 0, 0], 1, [0, 0, 0], [0, 0, 0], [0, 0, 0]],
    ['all three', [1, 1, 1], 3, [1, 1, 1], [1 / 3, 2 / 3, 1], [1, 1, 1]],
    ['the first and the third of four', [1, 0, 1], 4, [1, 1, 1], [1 / 4, 1 / 4, 2 / 4], [1, 0.6131, 0.7039]],
    ['the third of two', [0, 0, 1], 2, [0, 0, 1], [0, 0, 1 / 2], [0, 0, 0.3066]],
  ])('agree where %s are found', (_, found, relevant, hit, recall, ndcg) => {
    const ranked = [0, 1, 2];
    const wanted = new Set(ranked.filter((at) => found[at] === 1));
    for (let other = 100; wanted.size < relevant; other++) wanted.add(other);

    for (const k of [1, 2, 3]) {
      expect(hitAt(k, ranked, wanted)).toBe(hit[k - 1]);
      expect(recallAt(k, ranked, wanted)).toBeCloseTo(recall[k - 1]!, 12);
      expect(ndcgAt(k, ranked, wanted)).toBeCloseTo(ndcg[k - 1]!, 4);
    }
  });

  it('agree on coverage and on the Gini index of exposure', () => {
    const lists = [
      [5, 7, 3],
      [4, 5, 2],
      [2, 3, 5],
      [1, 4, 6],
      [5, 3, 7],
    ];

    expect(coverageAt(3, lists, 8)).toBe(7 / 8);
    expect(exposureGiniAt(3, lists, 8)).toBeCloseTo(41 / 120, 12);
  });
});

describe('the metrics of all lists together', () => {
  it('take four people in eight for one bit, and one or none for three', () => {
    const haveIt = [4, 1, 8, 0];

    expect(noveltyAt(2, [[0, 2, 1]], haveIt, 8)).toBe(0.5);
    expect(noveltyAt(3, [[0, 2, 1], [3]], haveIt, 8)).toBe((1 + 0 + 3 + 3) / 4);
    expect(noveltyAt(10, [], haveIt, 8)).toBe(0);
  });

  it('are 0 of exposure when all items are shown equally often', () => {
    expect(
      exposureGiniAt(
        2,
        [
          [0, 1],
          [2, 3],
        ],
        4,
      ),
    ).toBe(0);
  });

  it('are 3/4 of exposure when one of four items is all that is shown', () => {
    expect(exposureGiniAt(1, [[2, 0], [2], [2, 1]], 4)).toBe(0.75);
  });

  it('are .3 of exposure when four items are shown 1, 2, 2 and 5 times', () => {
    const lists = [[0, 1, 2, 3], [1, 3], [2, 3], [3], [3]];

    // (-3 · 1 - 1 · 2 + 1 · 2 + 3 · 5) / (4 · 10) = 12 / 40; the mean difference of pairs is 1.5, half of it over 2.5 the same.
    expect(exposureGiniAt(4, lists, 4)).toBeCloseTo(0.3, 12);
  });
});

describe('the best k', () => {
  it('puts equal scores by index, and the relevant ones last', () => {
    const scores = Float32Array.of(1, 5, 5, 5, 0);

    expect([...topK(scores, 3).items]).toEqual([1, 2, 3]);
    expect([...topK(scores, 3, undefined, new Set([1])).items]).toEqual([2, 3, 1]);
  });

  it('never shows what is excluded, nor a NaN', () => {
    const scores = Float32Array.of(1, NaN, 3, 2);

    expect([...topK(scores, 3, Uint8Array.of(0, 0, 1, 0)).items]).toEqual([3, 0]);
  });
});
