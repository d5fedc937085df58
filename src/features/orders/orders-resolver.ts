import {
  Arg,
  Args,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { fillPage, PageArgs, type Edge } from '../../graphql/connection.js';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import { Viewer } from '../../graphql/viewer.js';
import { Refusal } from '../../use-cases/refusal.js';
import { OwnItem } from '../acts/index.js';
import { PlaceOrderInput } from './order-inputs.js';
import { Order, OrderConnection } from './order.js';
import { planPlaceOrder } from './place-order.js';
import { ItemUnavailable, LineNotFound, MixedCurrencies, PriceChanged, SameItemTwice } from './refusals.js';
import { ordersById } from './find-orders.js';

@ObjectType({ description: 'It is bought.' })
export class OrderPlaced {
  @Field(() => Order, { description: 'The new order.' })
  readonly order: Order;

  constructor(order: Order) {
    this.order = order;
  }
}

const PlaceOrderResult = createUnionType({
  name: 'PlaceOrderResult',
  types: () =>
    [
      OrderPlaced,
      PriceChanged,
      ItemUnavailable,
      LineNotFound,
      OwnItem,
      MixedCurrencies,
      SameItemTwice,
    ] as const,
});

@Resolver(() => Viewer)
export class OrdersResolver {
  @Mutation(() => PlaceOrderResult, {
    description:
      'Buys items at the prices shown, all or none. Send an idempotencyKey, so that a retry buys once.',
  })
  async placeOrder(@Arg('input', () => PlaceOrderInput) input: PlaceOrderInput, @Ctx() context: Context) {
    const { userId } = mustBeSignedIn(context);
    const lines = input.lines.map((line) => ({ ...line, itemId: fromGlobalIdOf('Item', line.itemId) }));
    const done = await mutate(context, 'placeOrder', input, () =>
      planPlaceOrder(context.shop, userId, lines),
    );
    if (done instanceof Refusal) return done;
    const [order] = await ordersById(context, [done.orderId]);
    if (!order) throw new Error('an order that was placed is not there');
    return new OrderPlaced(order);
  }

  @FieldResolver(() => OrderConnection, { description: 'What you bought, the last first.' })
  orders(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    const { userId } = mustBeSignedIn(context);
    return fillPage<'PLACED', Edge<Order>>(
      args,
      (page) => context.loaders.edges('PLACED', 'out', userId, page),
      (edge) => edge.to,
      async (edges) => {
        const orders = await ordersById(
          context,
          edges.map(({ to }) => to as Id<'Order'>),
        );
        return orders.map((node) => (node === null ? null : { node }));
      },
    );
  }
}
