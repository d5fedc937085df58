import { parseId, type Id } from '../../../graph-models/domain/ids.js';
import { connection, type Connection, type Edge } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { badCursor, decodeCursor, encodeCursor } from '../../graphql/cursor.js';
import { peopleById, type User } from '../people/index.js';
import { queryWords, spacedWords } from '../search-words/index.js';

/** People that are ranked; of more, those who joined last. */
const MOST_PEOPLE = 1000;

interface Ranked {
  readonly id: Id<'User'>;
  readonly score: number;
}

/**
 * People whom the viewer may see, by name or handle: the handle itself first, then names that are the query, names that
 * begin with it, and the others; of equal ones who joined last. A blank query finds nobody: this is no directory.
 */
export async function searchPeople(
  context: Context,
  query: string,
  page: { readonly first: number; readonly after: string | null },
): Promise<Connection<Edge<User>>> {
  const after = page.after === null ? null : positionOf(page.after);
  const { words, prefix } = queryWords(query);
  if (words.length === 0) return connection([], false);
  const ids = await context.shop.store.search('User', words, { first: MOST_PEOPLE, prefix });
  const people = (await context.loaders.nodes(ids)).filter((person) => person !== null);
  const ranked = people
    .map(({ id, props }): Ranked => ({ id, score: nearness(query, props) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
    .filter((row) => after === null || isAfter(row, after));

  const edges: Edge<User>[] = [];
  for (let at = 0; at < ranked.length; at += page.first + 1) {
    const rows = ranked.slice(at, at + page.first + 1);
    const visible = await peopleById(
      context,
      rows.map(({ id }) => id),
    );
    for (const [index, node] of visible.entries()) {
      if (node === null) continue;
      if (edges.length === page.first) return connection(edges, true);
      const { score, id } = rows[index]!;
      edges.push({ node, cursor: encodeCursor(LIST, [score, id]) });
    }
  }
  return connection(edges, false);
}

const LIST = 'people';

function nearness(
  query: string,
  { handle, name }: { readonly handle: string; readonly name: string },
): number {
  if (handle === query.trim().toLowerCase()) return 3;
  const [asked, called] = [spacedWords(query).trimEnd(), spacedWords(name)];
  if (called === `${asked} `) return 2;
  return called.startsWith(asked) ? 1 : 0;
}

function isAfter(row: Ranked, after: Ranked): boolean {
  return row.score < after.score || (row.score === after.score && row.id < after.id);
}

function positionOf(cursor: string): Ranked {
  const [score, text] = decodeCursor(LIST, cursor);
  const id = typeof text === 'string' ? parseId('User', text) : null;
  if (typeof score !== 'number' || id === null) throw badCursor();
  return { score, id };
}
