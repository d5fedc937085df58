import { nodeType, type Feature } from '../../graphql/feature.js';
import { CatalogEditingResolver } from './catalog-editing-resolver.js';
import { CatalogResolver } from './catalog-resolver.js';
import { CategoryResolver } from './category-resolver.js';
import { categoriesById } from './find-categories.js';
import { eraseSeller } from './erase-seller.js';
import { itemsById } from './find-items.js';
import { ItemResolver } from './item-resolver.js';
import { SellerResolver } from './seller-resolver.js';

export { Category, CategoryConnection } from './category.js';
export { planCreateCategory, type NewCategory } from './create-category.js';
export { planCreateItem, type NewItem } from './create-item.js';
export { categoriesById } from './find-categories.js';
export { itemById, itemsById, visibleItems } from './find-items.js';
export { itemSearch } from './item-changes.js';
export { Item, ItemConnection, ItemEdge } from './item.js';
export { inLanguage, Language } from './language.js';
export { UnknownCategory } from './refusals.js';
export { validSku } from './sku.js';
export { planUpdateItem, type Editor, type ItemEdit } from './update-item.js';

/** The catalogue: items, categories, and what sellers and staff do with them. */
export function catalogFeature(): Feature {
  return {
    resolvers: [
      new CatalogResolver(),
      new CategoryResolver(),
      new ItemResolver(),
      new SellerResolver(),
      new CatalogEditingResolver(),
    ],
    erase: eraseSeller,
    nodeTypes: [
      nodeType('Item', (ids, context) => itemsById(context, ids)),
      nodeType('Category', (ids, context) => categoriesById(context, ids)),
    ],
  };
}
