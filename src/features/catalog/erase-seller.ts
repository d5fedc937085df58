import type { Id } from '../../../graph-models/domain/ids.js';
import type { Eraser } from '../../graphql/feature.js';
import { perform } from '../../use-cases/perform.js';

const BATCH = 100;

/** Withdraws what a person sold from sale, for nobody would send it; those who bought it can still read what it was. */
export const eraseSeller: Eraser = async (shop, userId) => {
  const [page] = await shop.store.edges('SELLS', 'out', [userId], { first: BATCH });
  const edges = page?.edges ?? [];
  if (edges.length === 0) return false;
  await perform(shop, { mutation: 'eraseSeller', by: null, input: edges[0]!.to }, () =>
    Promise.resolve({
      changes: edges.flatMap(({ to }) => [
        { kind: 'updateNode', id: to as Id<'Item'>, props: { available: false, sellerId: null } } as const,
        { kind: 'deleteEdge', type: 'SELLS', from: userId, to } as const,
      ]),
      result: null,
    }),
  );
  return page?.hasMore ?? false;
};
