import {
  ArrayMaxSize,
  IsOptional,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  validate,
  ValidateNested,
} from 'class-validator';
import { ArgsType, ArgumentValidationError, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import type { UserId } from '../../../graph-models/domain/ids.js';
import { fromGlobalIdOf } from '../../graphql/global-id.js';
import type { Wish } from './request.js';

export enum Scenario {
  HOME = 'HOME',
  ITEM = 'ITEM',
  CART = 'CART',
}
registerEnumType(Scenario, {
  name: 'RecommendationScenario',
  description: 'Where the list is shown.',
  valuesConfig: {
    HOME: { description: 'For you: by what you did, what your friends did, and what people like you do.' },
    ITEM: { description: 'Beside one item: what is like it, and what people have with it.' },
    CART: { description: 'Beside a cart: what goes with the things in it. An empty cart is HOME.' },
  },
});

@InputType({ description: 'Both ends are included.' })
export class PriceRangeInput {
  @Field(() => String, {
    description: 'ISO 4217, for example `EUR`; things at other currencies are left out.',
  })
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capitals' })
  currency!: string;

  @Field(() => Int, { nullable: true, description: 'In minor units.' })
  @IsOptional()
  @Min(0)
  minMinor?: number;

  @Field(() => Int, { nullable: true, description: 'In minor units.' })
  @IsOptional()
  @Min(0)
  maxMinor?: number;
}

@InputType({ description: 'What may be in the list at all; it is decided before anything is ranked.' })
export class RecommendationFilter {
  @Field(() => [String], {
    nullable: true,
    description: 'Slugs: things in at least one of these categories.',
  })
  @IsOptional()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  categories?: string[];

  @Field(() => [ID], { nullable: true, description: 'Things of one of these sellers.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @Length(1, 100, { each: true })
  sellerIds?: string[];

  @Field(() => PriceRangeInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  price?: PriceRangeInput;
}

/** Which list is wanted. */
@ArgsType()
export abstract class ListArgs {
  @Field(() => Scenario, { defaultValue: Scenario.HOME })
  scenario!: Scenario;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'The item that ITEM is about, or the things in the CART.',
  })
  @ArrayMaxSize(100)
  @Length(1, 100, { each: true })
  itemIds!: string[];

  @Field(() => RecommendationFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: RecommendationFilter;

  @Field(() => Int, { defaultValue: 20, description: '1 to 100.' })
  @Min(1)
  @Max(100)
  first!: number;
}

@ArgsType()
export class RecommendationArgs extends ListArgs {
  @Field(() => String, { nullable: true, description: 'The cursor of the last edge of the page before.' })
  @MaxLength(500)
  after?: string;
}

@ArgsType()
export class RecommendationUpdatesArgs extends ListArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The position of the last payload that was taken: the patches go on from the list it left.',
  })
  @MaxLength(4000)
  after?: string;
}

@ArgsType()
export class ReasonArgs {
  @Field(() => Int, { defaultValue: 3, description: '0 to 20, the strongest first.' })
  @Min(0)
  @Max(20)
  first!: number;
}

/** The filter as the use case takes it; ids of nobody match nothing. */
export function wishOf(filter: RecommendationFilter | undefined): Wish {
  const { categories, sellerIds, price } = filter ?? {};
  return {
    ...(categories != null && { categorySlugs: categories }),
    ...(sellerIds != null && {
      sellerIds: sellerIds.map((id) => fromGlobalIdOf('User', id)).filter((id): id is UserId => id !== null),
    }),
    ...(price != null && {
      price: {
        currency: price.currency,
        ...(price.minMinor != null && { minMinor: price.minMinor }),
        ...(price.maxMinor != null && { maxMinor: price.maxMinor }),
      },
    }),
  };
}

/** Arguments as `subscribe` gets them, which nothing has checked. @throws ArgumentValidationError */
export async function checked(given: RecommendationUpdatesArgs): Promise<RecommendationUpdatesArgs> {
  const args = Object.assign(new RecommendationUpdatesArgs(), given);
  if (given.filter != null) {
    args.filter = Object.assign(new RecommendationFilter(), given.filter);
    if (given.filter.price != null)
      args.filter.price = Object.assign(new PriceRangeInput(), given.filter.price);
  }
  const errors = await validate(args, { skipMissingProperties: true });
  if (errors.length > 0) throw new ArgumentValidationError(errors);
  return args;
}
