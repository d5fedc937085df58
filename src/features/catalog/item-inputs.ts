import { ArrayMaxSize, ArrayUnique, IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { MutationInput } from '../../graphql/mutation-input.js';
import { IsText } from '../../graphql/text.js';

/** The highest price of one; a hundred lines of a hundred such still sum exactly. */
const MAX_PRICE_MINOR = 100_000_000_000;
const MAX_CATEGORIES = 10;
const MAX_PICTURES = 12;
const PICTURE = /^(https:\/\/[^\s"'<>\\]+|\/[A-Za-z0-9][A-Za-z0-9/_.-]*)$/;
const NOT_A_PICTURE = 'each picture must be an https address, or a path on this server';

@InputType({ description: 'A new item.' })
export class CreateItemInput extends MutationInput {
  @Field(() => String, { description: 'Kept in capitals; unique in the shop; cannot be changed later.' })
  @MaxLength(100)
  sku!: string;

  @Field(() => String, { description: '1 to 200 characters, in the language it is first written in.' })
  @IsText({ min: 1, max: 200 })
  title!: string;

  @Field(() => String, { nullable: true, description: 'In Chinese, when `title` is not.' })
  @IsOptional()
  @IsText({ min: 0, max: 200 })
  titleZh?: string | null;

  @Field(() => String, { defaultValue: '', description: 'Plain text, up to 10,000 characters.' })
  @IsText({ min: 0, max: 10_000, lines: true })
  description!: string;

  @Field(() => String, { nullable: true, description: 'In Chinese, when `description` is not.' })
  @IsOptional()
  @IsText({ min: 0, max: 10_000, lines: true })
  descriptionZh?: string | null;

  @Field(() => GraphQLSafeInt, { description: 'Of one, in minor units: 1999 for 19.99 EUR; 0 for a gift.' })
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_MINOR)
  priceMinor!: number;

  @Field(() => String, { description: 'ISO 4217, in capitals.' })
  @MaxLength(3)
  currency!: string;

  @Field(() => String, { nullable: true, description: 'Who makes it, up to 80 characters.' })
  @IsOptional()
  @IsText({ min: 0, max: 80 })
  brand?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'Slugs of up to 10 categories.' })
  @ArrayMaxSize(MAX_CATEGORIES)
  @ArrayUnique()
  @MaxLength(60, { each: true })
  categorySlugs!: string[];

  @Field(() => [String], {
    defaultValue: [],
    description: 'Up to 12 https addresses, or paths on this server.',
  })
  @ArrayMaxSize(MAX_PICTURES)
  @MaxLength(500, { each: true })
  @Matches(PICTURE, { each: true, message: NOT_A_PICTURE })
  pictures!: string[];

  @Field(() => Boolean, { defaultValue: true, description: 'False lists it without selling it yet.' })
  available!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Handle of the seller, for staff who list for others. Sellers list for themselves.',
  })
  @IsOptional()
  @MaxLength(60)
  seller?: string | null;
}

@InputType({
  description:
    'What is left out stays. null takes `titleZh`, `descriptionZh` or `brand` away, and leaves anything else as it is.',
})
export class UpdateItemInput extends MutationInput {
  @Field(() => ID, { description: 'The item to edit.' })
  @MaxLength(100)
  itemId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  @IsOptional()
  @IsText({ min: 1, max: 200 })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 200 characters.' })
  @IsOptional()
  @IsText({ min: 0, max: 200 })
  titleZh?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 10,000 characters.' })
  @IsOptional()
  @IsText({ min: 0, max: 10_000, lines: true })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 10,000 characters.' })
  @IsOptional()
  @IsText({ min: 0, max: 10_000, lines: true })
  descriptionZh?: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Of one, in minor units.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MAX_PRICE_MINOR)
  priceMinor?: number | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217, in capitals.' })
  @IsOptional()
  @MaxLength(3)
  currency?: string | null;

  @Field(() => String, { nullable: true, description: 'Who makes it, up to 80 characters.' })
  @IsOptional()
  @IsText({ min: 0, max: 80 })
  brand?: string | null;

  @Field(() => [String], { nullable: true, description: 'All the categories it shall be in.' })
  @IsOptional()
  @ArrayMaxSize(MAX_CATEGORIES)
  @ArrayUnique()
  @MaxLength(60, { each: true })
  categorySlugs?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'All the pictures it shall have.' })
  @IsOptional()
  @ArrayMaxSize(MAX_PICTURES)
  @MaxLength(500, { each: true })
  @Matches(PICTURE, { each: true, message: NOT_A_PICTURE })
  pictures?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'False withdraws it from sale.' })
  @IsOptional()
  available?: boolean | null;
}

@InputType({ description: 'A new category.' })
export class CreateCategoryInput extends MutationInput {
  @Field(() => String, { description: 'a–z and 0–9 in words joined by hyphens, up to 60 characters.' })
  @MaxLength(60)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'slug must be words of a–z and 0–9 joined by hyphens' })
  slug!: string;

  @Field(() => String, { description: '1 to 80 characters, in the language it is first written in.' })
  @IsText({ min: 1, max: 80 })
  name!: string;

  @Field(() => String, { nullable: true, description: 'In Chinese, when `name` is not.' })
  @IsOptional()
  @IsText({ min: 0, max: 80 })
  nameZh?: string | null;
}
