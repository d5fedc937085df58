import type { Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import { visibleTo } from '../visibility/index.js';
import { Review } from './review.js';

/** Reviews by id, in the order asked; null for one that is absent or not visible to the viewer. */
export async function reviewsById(context: Seeing, ids: readonly Id<'Review'>[]): Promise<(Review | null)[]> {
  const found = await context.loaders.nodes(ids);
  const there = found.filter((review) => review !== null);
  const things = there.map(({ props }) => ({ ownerId: props.userId, visibility: props.visibility }));
  const visible = await visibleTo(context.loaders, context.viewer?.userId ?? null, things);
  const seen = new Set(there.filter((_, index) => visible[index]).map(({ id }) => id));
  return found.map((review) => (review !== null && seen.has(review.id) ? new Review(review) : null));
}
