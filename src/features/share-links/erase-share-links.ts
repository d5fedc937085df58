import type { Eraser } from '../../graphql/feature.js';
import { perform } from '../../use-cases/perform.js';

const BATCH = 100;

/** Takes away the links that a person made; what they opened goes with the person. */
export const eraseShareLinks: Eraser = async (shop, userId) => {
  const [page] = await shop.store.edges('MADE', 'out', [userId], { first: BATCH });
  const edges = page?.edges ?? [];
  if (edges.length === 0) return false;
  await perform(shop, { mutation: 'eraseShareLinks', by: null, input: edges[0]!.to }, () =>
    Promise.resolve({
      changes: edges.map(({ to }) => ({ kind: 'deleteNode', id: to }) as const),
      result: null,
    }),
  );
  return page?.hasMore ?? false;
};
