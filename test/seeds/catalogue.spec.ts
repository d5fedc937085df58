import { describe, expect, it } from '@jest/globals';
import { CATEGORIES } from '../../seeds/small-town/catalogue/categories.js';
import { composeItems } from '../../seeds/small-town/catalogue/compose-items.js';
import { Chance } from '../../seeds/small-town/chance.js';
import { ASPECTS } from '../../seeds/small-town/talk/review-words.js';

const items = composeItems(800, [], new Chance(1, 'items'));
const HAN = /\p{Script=Han}/u;

describe('the catalogue of the small town', () => {
  it('has eight hundred items in twelve categories, evenly', () => {
    const perCategory = CATEGORIES.map((_, c) => items.filter(({ category }) => category === c).length);

    expect(items).toHaveLength(800);
    expect(CATEGORIES).toHaveLength(12);
    expect(Math.min(...perCategory)).toBeGreaterThanOrEqual(66);
    expect(Math.max(...perCategory)).toBeLessThanOrEqual(67);
  });

  it.each(['sku', 'title', 'titleZh', 'description', 'descriptionZh'] as const)(
    'never repeats a %s',
    (field) => {
      expect(new Set(items.map((item) => item[field])).size).toBe(items.length);
    },
  );

  it('is written in English and in Chinese', () => {
    for (const { title, titleZh, description, descriptionZh } of items) {
      expect(`${title} ${description}`).not.toMatch(HAN);
      expect(titleZh).toMatch(HAN);
      expect(descriptionZh).toMatch(HAN);
      expect(title.length).toBeLessThanOrEqual(200);
      expect(titleZh.length).toBeLessThanOrEqual(200);
    }
  });

  it('describes each thing in three sentences', () => {
    for (const { description, descriptionZh } of items) {
      expect(description.split(/[.?!](?: |$)/).length).toBeGreaterThanOrEqual(4);
      expect(descriptionZh.split(/[。？！]/).length).toBeGreaterThanOrEqual(4);
    }
  });

  it('asks prices in whole minor units inside the range of the kind, as a price tag would say them', () => {
    for (const { category, kind, priceMinor } of items) {
      const [low, high] = CATEGORIES[category]!.kinds[kind]!.price;
      expect(Number.isSafeInteger(priceMinor)).toBe(true);
      expect(priceMinor % 10).toBe(0);
      expect(priceMinor).toBeGreaterThanOrEqual(low - 50);
      expect(priceMinor).toBeLessThanOrEqual(high + 50);
    }
  });

  it('puts what a story needs first of its kind', () => {
    const kettle = { category: 'coffee-tea', kind: 'GNK', brand: 0, variant: 0, size: 1, model: 0 };
    const [first] = composeItems(800, [kettle], new Chance(3, 'items'));

    expect(first?.sku).toBe('COF-GNK-001');
    expect(first?.title).toBe('Hollow Oak Wren gooseneck kettle, brushed steel, 0.8 l');
    expect(first?.titleZh).toBe('空橡「鹪鹩」拉丝不锈钢细口手冲壶 0.8升');
  });

  it('refuses to compose more than its words allow', () => {
    expect(() => composeItems(80_000, [], new Chance(1, 'items'))).toThrow(RangeError);
  });
});

describe('the words of reviews', () => {
  it('know at least one thing to say of every kind', () => {
    for (const { slug, kinds } of CATEGORIES) {
      for (const { code } of kinds) {
        const said = ASPECTS[slug]!.filter(({ of }) => of === undefined || of.includes(code));
        expect({ slug, code, said: said.length > 0 }).toEqual({ slug, code, said: true });
      }
    }
  });

  it('name only kinds that exist', () => {
    for (const { slug, kinds, uses } of CATEGORIES) {
      const codes = new Set(kinds.map(({ code }) => code));
      const named = [
        ...ASPECTS[slug]!.flatMap(({ of }) => of ?? []),
        ...uses.flatMap(([, , ...notOf]) => notOf),
      ];
      expect(named.filter((code) => !codes.has(code))).toEqual([]);
    }
  });
});
