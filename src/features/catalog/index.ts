export { Category, CategoryConnection } from './category.js';
export { planCreateCategory, type NewCategory } from './create-category.js';
export { planCreateItem, type NewItem } from './create-item.js';
export { itemSearch } from './item-changes.js';
export { Item, ItemConnection, ItemEdge } from './item.js';
export { inLanguage, Language } from './language.js';
export { UnknownCategory } from './refusals.js';
export { validSku } from './sku.js';
export { planUpdateItem, type Editor, type ItemEdit } from './update-item.js';
