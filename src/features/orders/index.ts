import { nodeType, type Feature } from '../../graphql/feature.js';
import { eraseOrders } from './erase-orders.js';
import { ordersById } from './find-orders.js';
import { OrdersResolver } from './orders-resolver.js';

export { hasPurchased } from './has-purchased.js';
export { planPlaceOrder, type OrderedLine } from './place-order.js';

/** Orders: what people bought, at the prices they were shown. */
export function ordersFeature(): Feature {
  return {
    resolvers: [new OrdersResolver()],
    nodeTypes: [nodeType('Order', (ids, context) => ordersById(context, ids))],
    erase: eraseOrders,
  };
}
