import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import { connectionTypes } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { Money } from '../../graphql/money.js';
import { Node } from '../../graphql/node.js';
import { Item, itemById } from '../catalog/index.js';

@ObjectType({ description: 'So many of one item, at the price of then.' })
export class OrderLine {
  constructor(
    private readonly itemId: Id<'Item'>,
    quantity: number,
    priceMinor: number,
    currency: string,
  ) {
    this.quantity = quantity;
    this.price = new Money(priceMinor, currency);
    this.total = new Money(priceMinor * quantity, currency);
  }

  @Field(() => Item, {
    nullable: true,
    description: 'As it is now; null when it is not visible to you any more.',
  })
  item(@Ctx() context: Context): Promise<Item | null> {
    return itemById(context, this.itemId);
  }

  @Field(() => Int, { description: 'How many.' })
  readonly quantity: number;

  @Field(() => Money, { description: 'Of one, when it was bought.' })
  readonly price: Money;

  @Field(() => Money, { description: 'Of all of them.' })
  readonly total: Money;
}

@ObjectType({ implements: Node, description: 'What a person bought at once. Only they and staff see it.' })
export class Order extends Node<'Order'> {
  @Field(() => Date, { description: 'When it was bought.' })
  get placedAt(): Date {
    return new Date(this.stored.props.placedAt);
  }

  @Field(() => Money, { description: 'The sum of its lines.' })
  get total(): Money {
    return new Money(this.stored.props.totalMinor, this.stored.props.currency);
  }

  @Field(() => [OrderLine], { description: 'Up to 50, as they were ordered.' })
  get lines(): OrderLine[] {
    const { itemIds, quantities, pricesMinor, currency } = this.stored.props;
    return itemIds.map(
      (id, index) => new OrderLine(id as Id<'Item'>, quantities[index]!, pricesMinor[index]!, currency),
    );
  }
}

export const { Connection: OrderConnection } = connectionTypes('Order', () => Order);
