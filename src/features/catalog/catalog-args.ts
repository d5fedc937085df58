import { IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { PageArgs } from '../../graphql/connection.js';

const AVAILABLE = 'true: only what is for sale; false: only what was withdrawn; null: both.';

/** A page of the items of a category or of a seller. */
@ArgsType()
export class ItemListArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, defaultValue: true, description: AVAILABLE })
  @IsOptional()
  available!: boolean | null;
}

/** A page of items. */
@ArgsType()
export class ItemsArgs extends ItemListArgs {
  @Field(() => String, { nullable: true, description: 'Slug of a category; an unknown one has no items.' })
  @IsOptional()
  @MaxLength(60)
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'Handle of a seller; an unknown one has no items.' })
  @IsOptional()
  @MaxLength(60)
  seller?: string | null;
}
