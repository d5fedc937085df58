import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diverse } from '../../src/pipeline/diverse.js';

interface Ware {
  readonly id: number;
  readonly seller: string | null;
  readonly category: string | null;
}

const spread = diverse<null, Ware>(5, [
  { most: 2, keyOf: ({ seller }) => seller },
  { most: 3, keyOf: ({ category }) => category },
]);

const wares = (sellers: string): Ware[] =>
  [...sellers].map((seller, id) => ({ id, seller: seller === '-' ? null : seller, category: null }));
const sellersOf = (given: readonly Ware[]): string => given.map(({ seller }) => seller ?? '-').join('');

describe('a diverse list', () => {
  it('shows two of a seller in five places, and lets the others wait for the next five', () => {
    expect(sellersOf(spread(null, wares('aaaabcdefg')))).toBe('aabcdaaefg');
  });

  it('keeps the order where nobody is too many', () => {
    expect(spread(null, wares('ababc')).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
  });

  it('shows a seller more often when nobody else is left', () => {
    expect(sellersOf(spread(null, wares('aaaaaab')))).toBe('aabaaaa');
  });

  it('does not limit things without a seller', () => {
    expect(sellersOf(spread(null, wares('-----ab')))).toBe('-----ab');
  });

  it('loses nobody, repeats nobody, and keeps its limits while others could take the place', () => {
    const ware = fc.record({
      seller: fc.constantFrom('a', 'b', 'c', null),
      category: fc.constantFrom('tea', 'tents', null),
    });
    fc.assert(
      fc.property(fc.array(ware, { maxLength: 60 }), (given) => {
        const ranked = given.map((one, id) => ({ ...one, id }));
        const order = spread(null, ranked);

        expect(order.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ranked.map(({ id }) => id));
        for (let start = 0; start < order.length; start += 5) {
          const window = order.slice(start, start + 5);
          const most = (key: 'seller' | 'category', value: string): number =>
            window.filter((one) => one[key] === value).length;
          const crowded = window.some(
            ({ seller, category }) =>
              (seller !== null && most('seller', seller) > 2) ||
              (category !== null && most('category', category) > 3),
          );
          if (!crowded) continue;
          const later = order.slice(start + 5);
          const couldTakeIt = later.some(
            ({ seller, category }) =>
              (seller === null || most('seller', seller) < 2) &&
              (category === null || most('category', category) < 3),
          );
          expect(couldTakeIt).toBe(false);
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
