import type { Id } from '../../../graph-models/domain/ids.js';
import { parseId } from '../../../graph-models/domain/ids.js';
import { connection, type Connection } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { badCursor, decodeCursor, encodeCursor } from '../../graphql/cursor.js';
import type { Item } from '../catalog/index.js';
import { spacedWords } from '../search-words/index.js';
import { passes, type Filter } from './facets.js';
import { findMatches } from './find-matches.js';
import { askedWords, relevance } from './relevance.js';

export interface Search {
  readonly query: string;
  readonly filter: Filter;
  readonly first: number;
  readonly after: string | null;
}

export interface FoundItem {
  readonly cursor: string;
  readonly node: Item;
  readonly score: number;
}

export interface SearchOutcome {
  readonly page: Connection<FoundItem>;
  readonly totalCount: number;
  readonly truncated: boolean;
  /** Everything that holds the words, whatever the filter. */
  readonly matches: readonly Item[];
}

/** A page of the items that hold all words of a query and pass the filter: best first, then newest. */
export async function searchItems(context: Context, search: Search): Promise<SearchOutcome> {
  const list = `search ${context.shop.digest(JSON.stringify([search.query, search.filter])).slice(0, 8)}`;
  const after = search.after === null ? null : positionOf(list, search.after);
  const { items, truncated } = await findMatches(context, search.query, search.filter.categories);
  const passing = items.filter(({ stored }) => passes(stored.props, search.filter));
  const names = await categoryNames(context, passing);
  const asked = askedWords(search.query);
  const ranked = passing
    .map((node) => ({ node, score: relevance(asked, node.stored.props, namesOf(node, names)) }))
    .sort((a, b) => b.score - a.score || (a.node.stored.id < b.node.stored.id ? 1 : -1));

  const rest = after === null ? ranked : ranked.filter((row) => isAfter(row, after));
  const edges = rest.slice(0, search.first).map((row) => ({
    ...row,
    cursor: encodeCursor(list, [row.score, row.node.stored.id]),
  }));
  const page = connection(edges, rest.length > search.first);
  return { page, totalCount: ranked.length, truncated, matches: items };
}

interface Position {
  readonly score: number;
  readonly id: Id<'Item'>;
}

function isAfter({ score, node }: { readonly score: number; readonly node: Item }, after: Position): boolean {
  return score < after.score || (score === after.score && node.stored.id < after.id);
}

function positionOf(list: string, cursor: string): Position {
  const [score, text] = decodeCursor(list, cursor);
  const id = typeof text === 'string' ? parseId('Item', text) : null;
  if (typeof score !== 'number' || id === null) throw badCursor();
  return { score, id };
}

/** The names of all categories that the items are in, by slug, in both languages. */
async function categoryNames(context: Context, items: readonly Item[]): Promise<ReadonlyMap<string, string>> {
  const slugs = [...new Set(items.flatMap(({ stored }) => stored.props.categorySlugs))];
  const categories = await Promise.all(slugs.map((slug) => context.loaders.lookup('Category', 'slug', slug)));
  return new Map(
    slugs.map((slug, index) => {
      const props = categories[index]?.props;
      return [slug, props === undefined ? '' : spacedWords(`${props.name} ${props.nameZh ?? ''}`)];
    }),
  );
}

function namesOf({ stored }: Item, names: ReadonlyMap<string, string>): string {
  return stored.props.categorySlugs.map((slug) => names.get(slug) ?? '').join('');
}
