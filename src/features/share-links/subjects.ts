import { labelOf, parseId, type Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import { itemById, type Item } from '../catalog/index.js';
import { postsById, type Post } from '../posts/index.js';

/** What a link can lead to. */
export type SubjectId = Id<'Item'> | Id<'Post'>;

/** The id when it names an item or a post. */
export function subjectIdOf(id: Id | null): SubjectId | null {
  if (id === null) return null;
  return labelOf(id) === 'Item' ? parseId('Item', id) : parseId('Post', id);
}

/** The item or post; null when it is absent or not visible to the viewer. */
export async function subjectById(context: Seeing, id: SubjectId): Promise<Item | Post | null> {
  const itemId = parseId('Item', id);
  if (itemId !== null) return itemById(context, itemId);
  const [post] = await postsById(context, [id as Id<'Post'>]);
  return post ?? null;
}
