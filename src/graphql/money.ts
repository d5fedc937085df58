import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { decimalsOf } from './currencies.js';

@ObjectType({ description: 'An amount in whole minor units: 1999 EUR is 19.99 €, and 1999 JPY is 1,999 ¥.' })
export class Money {
  @Field(() => GraphQLSafeInt)
  readonly amountMinor: number;

  @Field(() => String, { description: 'ISO 4217.' })
  readonly currency: string;

  constructor(amountMinor: number, currency: string) {
    this.amountMinor = amountMinor;
    this.currency = currency;
  }

  @Field(() => Int, { description: 'Minor units of one major unit, as a power of ten: EUR 2, JPY 0.' })
  get decimals(): number {
    return decimalsOf(this.currency);
  }
}
