import type { Id } from '../../../graph-models/domain/ids.js';
import type { Context } from '../../graphql/context.js';
import { Item, itemsById } from '../catalog/index.js';
import { queryWords } from '../search-words/index.js';

/** Matches that are ranked and counted; of more, the newest. */
export const MOST_MATCHES = 1000;

export interface Matches {
  /** Newest first. */
  readonly items: readonly Item[];
  /** Whether there were more than are looked at. */
  readonly truncated: boolean;
}

/**
 * The newest items that hold all words of `query`; all items when it is blank. When these are too many and one category
 * is asked for, the newest of that category, which may be far from the newest of all.
 */
export async function findMatches(
  context: Context,
  query: string,
  categories: readonly string[],
): Promise<Matches> {
  const { words, prefix } = queryWords(query);
  const browses = query.trim() === '';
  if (words.length === 0 && !browses) return { items: [], truncated: false };
  const all = await found(context, words, prefix);
  const slug = browses && all.more && categories.length === 1 ? categories[0]! : null;
  const { ids, more } = slug === null ? all : await shelved(context, slug);
  const items = await itemsById(context, ids);
  return { items: items.filter((item) => item !== null), truncated: more };
}

interface Found {
  readonly ids: readonly Id<'Item'>[];
  readonly more: boolean;
}

async function found(context: Context, words: readonly string[], prefix: boolean): Promise<Found> {
  const { store } = context.shop;
  const ids = await store.search('Item', words, { first: MOST_MATCHES, prefix });
  const last = ids.at(-1);
  if (ids.length < MOST_MATCHES || last === undefined) return { ids, more: false };
  const next = await store.search('Item', words, { first: 1, prefix, after: last });
  return { ids, more: next.length > 0 };
}

async function shelved(context: Context, slug: string): Promise<Found> {
  const category = await context.loaders.lookup('Category', 'slug', slug);
  if (category === null) return { ids: [], more: false };
  const page = { first: MOST_MATCHES };
  const { edges, hasMore } = await context.loaders.edges('IN_CATEGORY', 'in', category.id, page);
  return { ids: edges.map(({ from }) => from as Id<'Item'>), more: hasMore };
}
