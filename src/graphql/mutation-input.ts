import { IsOptional, Length } from 'class-validator';
import { Field, InputType } from 'type-graphql';

/** What every mutation's input brings. */
@InputType()
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description: 'The same key with the same input answers the same result and writes once.',
  })
  @IsOptional()
  @Length(1, 200)
  idempotencyKey?: string;
}
