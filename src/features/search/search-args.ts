import { ArrayMaxSize, IsInt, IsOptional, Matches, MaxLength, Min, ValidateNested } from 'class-validator';
import { GraphQLSafeInt } from 'graphql-scalars';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '../../graphql/connection.js';
import { IsText } from '../../graphql/text.js';

@InputType({ description: 'What a found item must be; what is left out does not matter.' })
export class SearchFilter {
  @Field(() => [String], { nullable: true, description: 'Slugs; in any of them.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @MaxLength(60, { each: true })
  categories?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Of any of these brands, as the facets spell them.' })
  @IsOptional()
  @ArrayMaxSize(20)
  @MaxLength(80, { each: true })
  brands?: string[] | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217: priced in it.' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capitals' })
  currency?: string | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'In minor units of `currency`, which it needs.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  priceMin?: number | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'In minor units of `currency`, which it needs.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  priceMax?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'true: only what is for sale; false: only what was withdrawn; null: both.',
  })
  @IsOptional()
  available!: boolean | null;
}

@ArgsType()
export class SearchPeopleArgs extends PageArgs {
  @Field(() => String, { description: 'Up to 200 characters, Chinese or English.' })
  @IsText({ min: 0, max: 200 })
  query!: string;
}

@ArgsType()
export class SearchArgs extends SearchPeopleArgs {
  @Field(() => SearchFilter, { nullable: true })
  @IsOptional()
  @ValidateNested()
  filter?: SearchFilter | null;
}
