import type { Seeing } from '../../graphql/context.js';
import { Loaders } from '../../graphql/loaders.js';
import type { Plan } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';
import type { SubjectId } from './entries.js';
import { thingsById } from './things.js';

export type Recorded = { readonly count: number };

/**
 * Keeps that entries were on the viewer's screen now: what happened to them before counts as seen. Entries that are
 * not there any more, or not to be seen, are left out.
 */
export async function planRecordImpressions(
  shop: Shop,
  viewer: NonNullable<Seeing['viewer']>,
  ids: readonly SubjectId[],
): Promise<Plan<Recorded>> {
  const distinct = [...new Set(ids)].filter((id) => id !== viewer.userId);
  const things = await thingsById({ loaders: new Loaders(shop.store), viewer }, distinct);
  const seen = distinct.filter((_id, i) => things[i] !== null);
  const at = shop.now();
  return {
    changes: seen.map((to) => ({ kind: 'putEdge', type: 'SEEN', from: viewer.userId, to, at, props: {} })),
    result: { count: seen.length },
  };
}
