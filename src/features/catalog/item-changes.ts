import type { Id } from '../../../graph-models/domain/ids.js';
import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';
import type { Change, GraphNode } from '../../store/graph-store.js';
import { searchWords } from '../search-words/index.js';

type ItemTexts = Pick<
  NodeProps['Item'],
  'sku' | 'title' | 'titleZh' | 'description' | 'descriptionZh' | 'brand'
>;

/** An item's `search` property: the words of all its texts, and of its categories' names. */
export function itemSearch(item: ItemTexts, categories: readonly NodeProps['Category'][]): string {
  const names = categories.flatMap(({ name, nameZh }) => [name, nameZh]);
  const { sku, title, titleZh, description, descriptionZh, brand } = item;
  const texts = [title, titleZh, brand, sku, ...names, description, descriptionZh];
  return searchWords(texts.filter((text) => text !== undefined).join(' \n '));
}

/** Puts an item on its shelves; the edges carry the item's age, so a category's newest items come first. */
export function shelve(
  itemId: Id<'Item'>,
  createdAt: number,
  categories: readonly GraphNode<'Category'>[],
): Change[] {
  return categories.map(({ id }) => ({
    kind: 'putEdge',
    type: 'IN_CATEGORY',
    from: itemId,
    to: id,
    at: createdAt,
    props: {},
  }));
}
