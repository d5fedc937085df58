import { parseId, type Id } from '../../../graph-models/domain/ids.js';
import { connection, fillPage, type Connection, type Edge, type PageArgs } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { badCursor, decodeCursor, encodeCursor } from '../../graphql/cursor.js';
import { itemsById } from './find-items.js';
import type { Item } from './item.js';

/** Which items a list shows; null is any. */
export interface ItemFilter {
  readonly available: boolean | null;
  readonly categorySlug?: string | null;
}

/** The items of a category or of a seller, newest first. */
export function itemsBeside(
  context: Context,
  id: Id<'Category'> | Id<'User'>,
  filter: ItemFilter,
  args: PageArgs,
): Promise<Connection<Edge<Item>>> {
  const ofSeller = id.startsWith('usr_');
  const end = ofSeller ? 'to' : 'from';
  return fillPage<'SELLS' | 'IN_CATEGORY', Edge<Item>>(
    args,
    (page) => context.loaders.edges(ofSeller ? 'SELLS' : 'IN_CATEGORY', ofSeller ? 'out' : 'in', id, page),
    (edge) => edge[end],
    async (edges) => {
      const items = await itemsById(
        context,
        edges.map((edge) => edge[end] as Id<'Item'>),
      );
      return items.map((node) => (node !== null && passes(node, filter) ? { node } : null));
    },
  );
}

/** All items, newest first. */
export async function allItems(
  context: Context,
  filter: ItemFilter,
  args: PageArgs,
): Promise<Connection<Edge<Item>>> {
  let after = args.after == null ? null : decodeItemCursor(args.after);
  const kept: Edge<Item>[] = [];
  for (;;) {
    const page = {
      first: kept.length === 0 && after === null ? args.first + 1 : NEXT_READS,
      ...(after !== null && { after }),
    };
    const ids = await context.shop.store.search('Item', [], page);
    const items = await itemsById(context, ids);
    for (const [index, node] of items.entries()) {
      if (node === null || !passes(node, filter)) continue;
      if (kept.length === args.first) return connection(kept, true);
      kept.push({ node, cursor: encodeCursor(LIST, [ids[index]!]) });
    }
    if (ids.length < page.first) return connection(kept, false);
    after = ids.at(-1)!;
  }
}

const LIST = 'items';
/** Rows of the reads after the first, which found too many that are not to be shown. */
const NEXT_READS = 500;

function decodeItemCursor(cursor: string): Id<'Item'> {
  const [text] = decodeCursor(LIST, cursor);
  const id = typeof text === 'string' ? parseId('Item', text) : null;
  if (id === null) throw badCursor();
  return id;
}

function passes({ stored }: Item, filter: ItemFilter): boolean {
  const { available, categorySlugs } = stored.props;
  if (filter.available !== null && available !== filter.available) return false;
  return filter.categorySlug == null || categorySlugs.includes(filter.categorySlug);
}
