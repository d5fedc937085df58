import { ArrayMaxSize, ArrayMinSize, IsInt, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MutationInput } from '../../graphql/mutation-input.js';

@InputType({ description: 'So many of one item.' })
export class OrderLineInput {
  @Field(() => ID, { description: 'The item.' })
  @MaxLength(100)
  itemId!: string;

  @Field(() => Int, { defaultValue: 1, description: '1 to 100.' })
  @IsInt()
  @Min(1)
  @Max(100)
  quantity!: number;

  @Field(() => GraphQLSafeInt, {
    description: 'The price of one that you were shown, in minor units: you never pay another.',
  })
  @IsInt()
  @Min(0)
  expectedPriceMinor!: number;
}

@InputType({ description: 'What to buy.' })
export class PlaceOrderInput extends MutationInput {
  @Field(() => [OrderLineInput], { description: '1 to 50, one for each item, all in one currency.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  lines!: OrderLineInput[];
}
