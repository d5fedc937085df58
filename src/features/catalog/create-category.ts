import type { Id } from '../../../graph-models/domain/ids.js';
import { normalText } from '../../graphql/text.js';
import type { Plan } from '../../use-cases/perform.js';
import type { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { CategorySlugTaken } from './refusals.js';

export interface NewCategory {
  readonly slug: string;
  readonly name: string;
  readonly nameZh?: string | null | undefined;
}

/** Opens a category. */
export async function planCreateCategory(
  shop: Shop,
  category: NewCategory,
): Promise<Plan<{ readonly categoryId: Id<'Category'> }> | Refusal> {
  const { slug } = category;
  const [taken] = await shop.store.lookup('Category', 'slug', [slug]);
  if (taken) return new CategorySlugTaken();

  const categoryId = shop.newId('Category');
  const nameZh = normalText(category.nameZh ?? '');
  const props = { slug, name: normalText(category.name), ...(nameZh !== '' && { nameZh }) };
  return { changes: [{ kind: 'createNode', id: categoryId, props }], result: { categoryId } };
}
