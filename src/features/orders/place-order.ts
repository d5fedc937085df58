import type { Id } from '../../../graph-models/domain/ids.js';
import type { Change, Expectation, GraphNode } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import type { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { OwnItem, unchanged } from '../acts/index.js';
import { visibleItems } from '../catalog/index.js';
import { creditPurchase } from '../share-links/index.js';
import {
  ChangedPrice,
  ItemUnavailable,
  LineNotFound,
  MixedCurrencies,
  PriceChanged,
  SameItemTwice,
} from './refusals.js';
import { verifyReviews } from './verify-reviews.js';

/** One line of an order; `itemId` is null when the client's id names no item. */
export interface OrderedLine {
  readonly itemId: Id<'Item'> | null;
  readonly quantity: number;
  /** The price of one that the person was shown. */
  readonly expectedPriceMinor: number;
}

interface PricedLine {
  readonly item: GraphNode<'Item'>;
  readonly quantity: number;
}

/**
 * Buys items at the prices shown, all or none, in one currency. The expected versions of the items keep a price that
 * changes meanwhile from being charged unseen. Reviews that the person wrote of them before are verified with it, and
 * the links by which the person came are credited.
 */
export async function planPlaceOrder(
  shop: Shop,
  userId: Id<'User'>,
  lines: readonly OrderedLine[],
): Promise<Plan<{ readonly orderId: Id<'Order'> }> | Refusal> {
  const priced = await priceLines(shop, userId, lines);
  if (!Array.isArray(priced)) return priced;
  const orderId = shop.newId('Order');
  const at = shop.now();
  const currency = priced[0]!.item.props.currency;
  const purchases = await purchased(shop, userId, orderId, at, priced);
  const itemIds = priced.map(({ item }) => item.id);
  const reviews = await verifyReviews(shop, userId, itemIds);
  const credits = await creditPurchase(shop, userId, orderId, itemIds);
  return {
    expect: [
      ...priced.map(({ item }): Expectation => ({ kind: 'nodeVersion', id: item.id, version: item.version })),
      ...purchases.expect,
      ...reviews.expect,
    ],
    changes: [
      {
        kind: 'createNode',
        id: orderId,
        props: {
          userId,
          totalMinor: priced.reduce((sum, { item, quantity }) => sum + item.props.priceMinor * quantity, 0),
          currency,
          itemIds,
          quantities: priced.map(({ quantity }) => quantity),
          pricesMinor: priced.map(({ item }) => item.props.priceMinor),
          placedAt: at,
        },
      },
      { kind: 'putEdge', type: 'PLACED', from: userId, to: orderId, at, props: {} },
      ...priced.map(({ item: { id, props }, quantity }): Change => ({
        kind: 'putEdge',
        type: 'CONTAINS',
        from: orderId,
        to: id,
        at,
        props: { quantity, priceMinor: props.priceMinor, currency },
      })),
      ...purchases.changes,
      ...reviews.changes,
      ...credits,
    ],
    result: { orderId },
  };
}

/** Each line with its item at today's price, which is the price shown, or why the order cannot be. */
async function priceLines(
  shop: Shop,
  userId: Id<'User'>,
  lines: readonly OrderedLine[],
): Promise<PricedLine[] | Refusal> {
  const ids = lines.map(({ itemId }) => itemId).filter((id) => id !== null);
  if (new Set(ids).size < ids.length) return new SameItemTwice();
  const found = new Map(
    (await visibleItems(shop, userId, ids)).filter((item) => item !== null).map((item) => [item.id, item]),
  );
  const priced: (PricedLine & { readonly expectedPriceMinor: number })[] = [];
  for (const [index, { itemId, quantity, expectedPriceMinor }] of lines.entries()) {
    const item = itemId === null ? undefined : found.get(itemId);
    if (item === undefined) return new LineNotFound(index);
    priced.push({ item, quantity, expectedPriceMinor });
  }
  const items = priced.map(({ item }) => item);
  if (items.some(({ props }) => props.sellerId === userId)) return new OwnItem();
  const withdrawn = items.filter(({ props }) => !props.available);
  if (withdrawn.length > 0) return new ItemUnavailable(withdrawn);
  const changed = priced.filter(
    ({ item, expectedPriceMinor }) => item.props.priceMinor !== expectedPriceMinor,
  );
  if (changed.length > 0) {
    return new PriceChanged(changed.map((line) => new ChangedPrice(line.item, line.expectedPriceMinor)));
  }
  if (new Set(items.map(({ props }) => props.currency)).size > 1) return new MixedCurrencies();
  return priced;
}

/** The person's purchases of each item, with this order's added. */
async function purchased(
  shop: Shop,
  userId: Id<'User'>,
  orderId: Id<'Order'>,
  at: number,
  lines: readonly PricedLine[],
): Promise<{ readonly expect: Expectation[]; readonly changes: Change[] }> {
  const before = await shop.store.between(
    'PURCHASED',
    lines.map(({ item }) => ({ from: userId, to: item.id })),
  );
  const expect = lines.map(({ item }, index) =>
    unchanged('PURCHASED', userId, item.id, before[index] ?? null),
  );
  const changes = lines.map(({ item }, index): Change => {
    const props = { times: (before[index]?.props.times ?? 0) + 1, orderId };
    return { kind: 'putEdge', type: 'PURCHASED', from: userId, to: item.id, at, props };
  });
  return { expect, changes };
}
