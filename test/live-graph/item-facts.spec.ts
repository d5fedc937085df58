import { describe, expect, it } from '@jest/globals';
import type { NodeProps } from '../../graph-models/domain/vocabulary.js';
import { InteractionGraph } from '../../graph-models/interactions/interaction-graph.js';
import { ContentPart } from '../../graph-models/neural/content.js';
import { viewerOf } from '../../graph-models/neural/part.js';
import { itemFactsOf } from '../../src/live-graph/item-facts.js';

const ALICE = 'usr_alice';

function item(title: string, more: Partial<NodeProps['Item']> = {}): NodeProps['Item'] {
  return {
    ...{ sku: title, title, description: '', priceMinor: 100, currency: 'EUR', available: true },
    ...{ categorySlugs: [], pictures: [], createdAt: 0, search: '' },
    ...more,
  };
}

describe('what ranking knows of an item', () => {
  it('is its categories, its brand, its seller and the words of its titles, English ones by their stem and long Chinese ones in pairs', () => {
    const { attributes, category, seller } = itemFactsOf(
      item('Electric kettles', {
        ...{ titleZh: '不锈钢水壶', brand: 'Brew', categorySlugs: ['tea', 'kitchen'], sellerId: ALICE },
      }),
    );

    expect(attributes).toEqual([
      ...['category:tea', 'category:kitchen', 'brand:brew', `seller:${ALICE}`],
      ...['word:electric', 'word:kettle'],
      ...['word:不锈', 'word:锈钢', 'word:水壶'],
    ]);
    expect({ category, seller }).toEqual({ category: 'tea', seller: ALICE });
  });

  it.each([
    ['English', item('Copper kettle'), item('Kettles for two'), item('Garden chair')],
    [
      'Chinese',
      item('A', { titleZh: '电热水壶' }),
      item('B', { titleZh: '不锈钢水壶' }),
      item('C', { titleZh: '花园椅' }),
    ],
  ])('finds what is like it by words in %s', (_, had, like, other) => {
    const shop = new InteractionGraph();
    for (const one of [had, like, other]) shop.setItem(shop.addItem(one.sku), itemFactsOf(one));
    shop.addAct(shop.addPerson('alice'), 0, 'PURCHASED', 1);
    const scores = new Float32Array(3);

    new ContentPart(shop).score(viewerOf(shop, 0), scores);

    expect(scores[1]).toBeGreaterThan(0.1);
    expect(scores[2]).toBe(0);
  });
});
