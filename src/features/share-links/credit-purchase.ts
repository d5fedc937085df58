import type { Id } from '../../../graph-models/domain/ids.js';
import type { Change, GraphNode } from '../../store/graph-store.js';
import type { Shop } from '../../use-cases/shop.js';
import { lastOpened } from './last-opened.js';

/** A purchase is owed to a link that was opened so long before, at most. */
const CREDIT_MS = 30 * 86_400_000;
/** Links of one chain that a purchase is counted for: the one opened and those it continues. */
const LONGEST_CHAIN = 10;

/**
 * What an order changes in the links by which its buyer came. Each item counts for the link of its own that the buyer
 * last opened within 30 days, and for those that this one continues; never for a link of the buyer's.
 */
export async function creditPurchase(
  shop: Shop,
  buyerId: Id<'User'>,
  orderId: Id<'Order'>,
  itemIds: readonly Id<'Item'>[],
): Promise<Change[]> {
  const at = shop.now();
  const opened = await lastOpened(shop, buyerId, itemIds, at - CREDIT_MS);
  const chains = await Promise.all([...opened.values()].map((link) => chainFrom(shop, link)));
  return chains
    .flat()
    .filter(({ props }) => props.userId !== buyerId)
    .flatMap(({ id }): Change[] => [
      { kind: 'putEdge', type: 'CREDITED', from: orderId, to: id, at, props: {} },
      { kind: 'increment', id, property: 'purchases', by: 1 },
    ]);
}

/** A link and those it continues, the last made first. */
async function chainFrom(shop: Shop, link: GraphNode<'ShareLink'>): Promise<GraphNode<'ShareLink'>[]> {
  const chain = [link];
  for (let last = link; chain.length < LONGEST_CHAIN;) {
    const [page] = await shop.store.edges('CONTINUES', 'out', [last.id], { first: 1 });
    const before = page?.edges[0]?.to as Id<'ShareLink'> | undefined;
    const [next] = before === undefined ? [null] : await shop.store.nodes('ShareLink', [before]);
    if (!next) break;
    chain.push(next);
    last = next;
  }
  return chain;
}
