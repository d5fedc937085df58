import { Field, Int, ObjectType } from 'type-graphql';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Money } from '../../graphql/money.js';
import type { GraphNode } from '../../store/graph-store.js';
import { defineRefusal, Refusal } from '../../use-cases/refusal.js';
import { Item } from '../catalog/index.js';

export const MixedCurrencies = defineRefusal(
  'MixedCurrencies',
  'An order has one currency; place one for each.',
);
export const SameItemTwice = defineRefusal('SameItemTwice', 'An order has one line for each item.');

@ObjectType({ description: 'A line whose price is another now.' })
export class ChangedPrice {
  @Field(() => Item, { description: 'The item of the line.' })
  readonly item: Item;

  @Field(() => GraphQLSafeInt, { description: 'The price of one that you sent.' })
  readonly expectedPriceMinor: number;

  @Field(() => Money, { description: 'Of one, now.' })
  readonly price: Money;

  constructor(item: GraphNode<'Item'>, expectedPriceMinor: number) {
    this.item = new Item(item);
    this.expectedPriceMinor = expectedPriceMinor;
    this.price = this.item.price;
  }
}

@ObjectType({
  implements: Refusal,
  description: 'A price is not the one that was shown. Show the new ones, and place the order again.',
})
export class PriceChanged extends Refusal {
  @Field(() => [ChangedPrice], { description: 'Every line with another price, in the order of the lines.' })
  readonly lines: readonly ChangedPrice[];

  constructor(lines: readonly ChangedPrice[]) {
    super(lines.length === 1 ? 'A price has changed.' : `${lines.length} prices have changed.`);
    this.lines = lines;
  }
}

@ObjectType({ implements: Refusal, description: 'Something in the order is not for sale any more.' })
export class ItemUnavailable extends Refusal {
  @Field(() => [Item], { description: 'All that are not for sale, in the order of the lines.' })
  readonly items: readonly Item[];

  constructor(items: readonly GraphNode<'Item'>[]) {
    super(
      items.length === 1 ? 'An item is not for sale any more.' : `${items.length} items are not for sale.`,
    );
    this.items = items.map((item) => new Item(item));
  }
}

@ObjectType({
  implements: Refusal,
  description: 'There is no item of this line, or it is not visible to you.',
})
export class LineNotFound extends Refusal {
  @Field(() => Int, { description: 'Which line, from 0.' })
  readonly line: number;

  constructor(line: number) {
    super('There is no such item, or it is not visible to you.');
    this.line = line;
  }
}
