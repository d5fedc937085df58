import type { Id } from '../../../graph-models/domain/ids.js';
import type { Seeing } from '../../graphql/context.js';
import { visibleTo } from '../visibility/index.js';
import { Circle } from './circle.js';

/** Circles by id, in the order asked; null for one that is absent or not visible to the viewer. */
export async function circlesById(context: Seeing, ids: readonly Id<'Circle'>[]): Promise<(Circle | null)[]> {
  const found = await context.loaders.nodes(ids);
  const owned = found.filter((circle) => circle !== null);
  const visible = await visibleTo(
    context.loaders,
    context.viewer?.userId ?? null,
    owned.map(({ id, props }) => ({
      ownerId: props.ownerId,
      visibility: props.visibility,
      circleId: id,
    })),
  );
  const seen = new Set(owned.filter((_, index) => visible[index]).map(({ id }) => id));
  return found.map((circle) => (circle !== null && seen.has(circle.id) ? new Circle(circle) : null));
}
