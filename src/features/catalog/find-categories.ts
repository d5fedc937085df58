import type { Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import type { GraphNode } from '../../store/graph-store.js';
import type { Shop } from '../../use-cases/shop.js';
import { Category } from './category.js';
import { UnknownCategory } from './refusals.js';

/** Categories by id, in the order asked; null for one that is absent. */
export async function categoriesById(
  { loaders }: Seeing,
  ids: readonly Id<'Category'>[],
): Promise<(Category | null)[]> {
  const found = await loaders.nodes(ids);
  return found.map((stored) => (stored === null ? null : new Category(stored)));
}

/** The categories of these slugs, each once, or which of them is none. */
export async function findCategories(
  shop: Shop,
  slugs: readonly string[],
): Promise<readonly GraphNode<'Category'>[] | UnknownCategory> {
  const wanted = [...new Set(slugs)];
  const found = await shop.store.lookup('Category', 'slug', wanted);
  const missing = found.indexOf(null);
  if (missing >= 0) return new UnknownCategory(wanted[missing]!);
  return found.filter((category) => category !== null);
}

/** The same, passing over slugs of no category, which imported items may have. */
export async function knownCategories(
  shop: Shop,
  slugs: readonly string[],
): Promise<readonly GraphNode<'Category'>[]> {
  const found = await shop.store.lookup('Category', 'slug', [...new Set(slugs)]);
  return found.filter((category) => category !== null);
}
