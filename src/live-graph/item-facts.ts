import type { NodeProps } from '../../graph-models/domain/vocabulary.js';
import type { ItemFacts } from '../../graph-models/interactions/interaction-graph.js';
import { queryWords } from '../features/search-words/index.js';

/** What ranking knows of an item: categories, brand, seller and the words of its titles, as prefixed attributes. */
export function itemFactsOf(item: NodeProps['Item']): ItemFacts {
  return {
    attributes: [
      ...item.categorySlugs.map((slug) => `category:${slug}`),
      ...(item.brand === undefined ? [] : [`brand:${item.brand.toLowerCase()}`]),
      ...(item.sellerId === undefined ? [] : [`seller:${item.sellerId}`]),
      ...[item.title, item.titleZh ?? ''].flatMap((title) =>
        queryWords(title).words.map((word) => `word:${word}`),
      ),
    ],
    price: item.priceMinor,
    available: item.available,
    category: item.categorySlugs[0] ?? null,
    seller: item.sellerId ?? null,
  };
}
