import type { Id } from '../../../graph-models/domain/ids.js';
import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';
import { isCurrency } from '../../graphql/currencies.js';
import { normalText } from '../../graphql/text.js';
import type { Change } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { findCategories } from './find-categories.js';
import { itemSearch, shelve } from './item-changes.js';
import { CurrencyNotAllowed, SkuNotAllowed, SkuTaken } from './refusals.js';
import { validSku } from './sku.js';

export interface NewItem {
  readonly sku: string;
  readonly title: string;
  readonly titleZh?: string | null | undefined;
  readonly description: string;
  readonly descriptionZh?: string | null | undefined;
  readonly priceMinor: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly brand?: string | null | undefined;
  readonly categorySlugs: readonly string[];
  readonly pictures: readonly string[];
  readonly available: boolean;
}

/** Puts an item on sale; `sellerId` is null for the shop's own. */
export async function planCreateItem(
  shop: Shop,
  sellerId: Id<'User'> | null,
  item: NewItem,
): Promise<Plan<{ readonly itemId: Id<'Item'> }> | Refusal> {
  const sku = validSku(item.sku);
  if (sku === null) return new SkuNotAllowed();
  if (!isCurrency(item.currency)) return new CurrencyNotAllowed();
  const [taken] = await shop.store.lookup('Item', 'sku', [sku]);
  if (taken) return new SkuTaken();
  const categories = await findCategories(shop, item.categorySlugs);
  if (categories instanceof Refusal) return categories;

  const itemId = shop.newId('Item');
  const createdAt = shop.now();
  const texts = {
    sku,
    title: normalText(item.title),
    description: normalText(item.description),
    ...given('titleZh', item.titleZh),
    ...given('descriptionZh', item.descriptionZh),
    ...given('brand', item.brand),
  };
  const props: NodeProps['Item'] = {
    ...texts,
    priceMinor: item.priceMinor,
    currency: item.currency,
    categorySlugs: categories.map(({ props }) => props.slug),
    pictures: [...item.pictures],
    available: item.available,
    createdAt,
    search: itemSearch(
      texts,
      categories.map(({ props }) => props),
    ),
    ...(sellerId !== null && { sellerId }),
  };
  const sells: Change[] =
    sellerId === null
      ? []
      : [{ kind: 'putEdge', type: 'SELLS', from: sellerId, to: itemId, at: createdAt, props: {} }];
  return {
    changes: [{ kind: 'createNode', id: itemId, props }, ...sells, ...shelve(itemId, createdAt, categories)],
    result: { itemId },
  };
}

/** `{ [name]: text }`, or nothing when the text is absent or empty. */
function given<N extends string>(name: N, text: string | null | undefined): { readonly [K in N]?: string } {
  const kept = normalText(text ?? '');
  return kept === '' ? {} : ({ [name]: kept } as { readonly [K in N]?: string });
}
