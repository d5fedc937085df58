import type { GraphNode } from '../../store/graph-store.js';
import { perform } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';

/** How long a link that ended is kept: what it brought can be looked at, and is still counted. */
export const KEPT_DAYS = 90;

const DAY_MS = 86_400_000;
const BATCH = 100;

/**
 * Deletes the links that ended more than `KEPT_DAYS` ago. One that another continues stays until that one is gone, as what
 * the other brings is counted for it too.
 *
 * @returns how many were deleted
 */
export async function sweepShareLinks(shop: Shop): Promise<number> {
  const before = shop.now() - KEPT_DAYS * DAY_MS;
  let swept = 0;
  for await (const links of shop.store.scanNodes('ShareLink')) {
    const ended = links.filter((link) => endOf(link) < before);
    for (let from = 0; from < ended.length; from += BATCH)
      swept += await deleteThoseAtAnEnd(shop, ended.slice(from, from + BATCH));
  }
  return swept;
}

/** Milliseconds since 1970. */
function endOf({ props: { revokedAt = Infinity, expiresAt } }: GraphNode<'ShareLink'>): number {
  return Math.min(revokedAt, expiresAt);
}

async function deleteThoseAtAnEnd(shop: Shop, links: readonly GraphNode<'ShareLink'>[]): Promise<number> {
  const ids = links.map(({ id }) => id);
  const continued = await shop.store.edges('CONTINUES', 'in', ids, { first: 1 });
  const gone = ids.filter((_, i) => continued[i]?.edges.length === 0);
  if (gone.length === 0) return 0;
  await perform(shop, { mutation: 'sweepShareLinks', by: null, input: gone[0] }, () =>
    Promise.resolve({ changes: gone.map((id) => ({ kind: 'deleteNode', id }) as const), result: null }),
  );
  return gone.length;
}
