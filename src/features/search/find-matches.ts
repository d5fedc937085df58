import type { Id } from '../../../graph-models/domain/ids.js';
import type { Context } from '../../graphql/context.js';
import { Item, itemsById } from '../catalog/index.js';
import { queryWords } from '../search-words/index.js';

/** Matches that are ranked and counted; of more, the newest. */
export const MOST_MATCHES = 2000;
const PAGE = 1000;

export interface Matches {
  /** Newest first. */
  readonly items: readonly Item[];
  /** Whether there were more than are looked at. */
  readonly truncated: boolean;
}

/**
 * The newest items that hold all words of `query`; all items when it is blank. Without words, and with one category
 * asked for, the newest of that category, which may be far from the newest of all.
 */
export async function findMatches(
  context: Context,
  query: string,
  categories: readonly string[],
): Promise<Matches> {
  const { words, prefix } = queryWords(query);
  const browses = query.trim() === '';
  if (words.length === 0 && !browses) return { items: [], truncated: false };
  const slug = browses && categories.length === 1 ? categories[0]! : null;
  const { ids, more } = slug === null ? await found(context, words, prefix) : await shelved(context, slug);
  const items = await itemsById(context, ids);
  return { items: items.filter((item) => item !== null), truncated: more };
}

interface Found {
  readonly ids: readonly Id<'Item'>[];
  readonly more: boolean;
}

async function found(context: Context, words: readonly string[], prefix: boolean): Promise<Found> {
  const ids: Id<'Item'>[] = [];
  while (ids.length < MOST_MATCHES) {
    const after = ids.at(-1);
    const page = { first: PAGE, prefix, ...(after !== undefined && { after }) };
    const next = await context.shop.store.search('Item', words, page);
    ids.push(...next);
    if (next.length < PAGE) return { ids, more: false };
  }
  const more = await context.shop.store.search('Item', words, { first: 1, prefix, after: ids.at(-1)! });
  return { ids, more: more.length > 0 };
}

async function shelved(context: Context, slug: string): Promise<Found> {
  const category = await context.loaders.lookup('Category', 'slug', slug);
  if (category === null) return { ids: [], more: false };
  const ids: Id<'Item'>[] = [];
  let after: { at: number; id: Id } | undefined;
  for (;;) {
    const page = { first: PAGE, ...(after !== undefined && { after }) };
    const { edges, hasMore } = await context.loaders.edges('IN_CATEGORY', 'in', category.id, page);
    ids.push(...edges.map(({ from }) => from as Id<'Item'>));
    const last = edges.at(-1);
    if (!hasMore || last === undefined || ids.length >= MOST_MATCHES) return { ids, more: hasMore };
    after = { at: last.at, id: last.from };
  }
}
