import type { Id } from '../../../graph-models/domain/ids.js';
import type { Context } from '../../graphql/context.js';
import { Order } from './order.js';

/** Orders that the viewer may see: their own, and for staff all; null for others, and for what is absent. */
export async function ordersById(
  context: Context,
  ids: readonly Id<'Order'>[],
): Promise<readonly (Order | null)[]> {
  const { viewer } = context;
  if (viewer === null) return ids.map(() => null);
  const stored = await context.loaders.nodes(ids);
  const seesAll = viewer.roles.includes('STAFF');
  return stored.map((order) =>
    order !== null && (seesAll || order.props.userId === viewer.userId) ? new Order(order) : null,
  );
}
