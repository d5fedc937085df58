import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import { categoriesById, itemsById } from '../catalog/index.js';
import { peopleById } from '../people/index.js';
import { postsById } from '../posts/index.js';
import { reviewsById } from '../reviews/index.js';
import { requestsBetween } from '../social/index.js';
import type { ShownId } from './entries.js';

/** Posts, reviews, items, people and categories, in the order asked; null for what is absent or not visible to the viewer. */
export async function thingsById(context: Seeing, ids: readonly ShownId[]): Promise<(object | null)[]> {
  const of = <L extends 'Post' | 'Review' | 'Item' | 'User' | 'Category'>(label: L): Id<L>[] =>
    ids.filter((id) => labelOf(id) === label) as string[] as Id<L>[];
  const [posts, reviews, items, people] = [of('Post'), of('Review'), of('Item'), of('User')];
  const [foundPosts, foundReviews, foundItems, foundPeople] = await Promise.all([
    postsById(context, posts),
    reviewsById(context, reviews),
    itemsById(context, items),
    peopleById(context, people),
  ]);
  const found = new Map<string, object | null>();
  posts.forEach((id, i) => found.set(id, foundPosts[i] ?? null));
  reviews.forEach((id, i) => found.set(id, foundReviews[i] ?? null));
  items.forEach((id, i) => found.set(id, foundItems[i] ?? null));
  people.forEach((id, i) => found.set(id, foundPeople[i] ?? null));
  const categories = of('Category');
  const foundCategories = await categoriesById(context, categories);
  categories.forEach((id, i) => found.set(id, foundCategories[i] ?? null));
  return ids.map((id) => found.get(id) ?? null);
}

/** What entries may show: the same, less people of whom one has asked the other to be friends. */
export async function shownThings(context: Seeing, ids: readonly ShownId[]): Promise<(object | null)[]> {
  const [things, asked] = await Promise.all([
    thingsById(context, ids),
    Promise.all(ids.map((id) => hasAsked(context, id))),
  ]);
  return things.map((thing, i) => (asked[i] === true ? null : thing));
}

async function hasAsked({ loaders, viewer }: Seeing, id: ShownId): Promise<boolean> {
  if (viewer === null || labelOf(id) !== 'User') return false;
  const { sent, received } = await requestsBetween(loaders, viewer.userId, id as Id<'User'>);
  return sent || received;
}
