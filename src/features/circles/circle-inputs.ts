import { IsOptional } from 'class-validator';
import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { MutationInput } from '../../graphql/mutation-input.js';
import { IsText } from '../../graphql/text.js';
import { NotAllowed, NotFound } from '../../use-cases/refusal.js';
import { Circle, CircleVisibility } from './circle.js';
import { ByInvitation, NotAMember, OwnerStays, SlugNotAllowed, SlugTaken } from './refusals.js';

@InputType()
export class CreateCircleInput extends MutationInput {
  @Field(() => String, { description: '3 to 60 of a–z, 0–9 and hyphens; unique.' })
  @IsText({ min: 1, max: 100 })
  slug!: string;

  @Field(() => String)
  @IsText({ min: 1, max: 80 })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'Up to 1,000 characters.' })
  @IsText({ min: 0, max: 1000, lines: true })
  about!: string;

  @Field(() => CircleVisibility, { defaultValue: CircleVisibility.PUBLIC })
  visibility!: CircleVisibility;
}

@InputType()
export class CircleInput extends MutationInput {
  @Field(() => ID)
  @IsText({ min: 1, max: 100 })
  circleId!: string;
}

@InputType()
export class UpdateCircleInput extends CircleInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsText({ min: 1, max: 80 })
  name?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsText({ min: 0, max: 1000, lines: true })
  about?: string;

  @Field(() => CircleVisibility, { nullable: true })
  @IsOptional()
  visibility?: CircleVisibility;
}

@InputType()
export class CircleMemberInput extends CircleInput {
  @Field(() => ID)
  @IsText({ min: 1, max: 100 })
  userId!: string;
}

@ObjectType()
export class CircleChanged {
  @Field(() => Circle, { nullable: true, description: 'Null when it is gone, or not for you any more.' })
  readonly circle: Circle | null;

  constructor(circle: Circle | null) {
    this.circle = circle;
  }
}

export const CreateCircleResult = createUnionType({
  name: 'CreateCircleResult',
  types: () => [CircleChanged, SlugTaken, SlugNotAllowed] as const,
});
export const UpdateCircleResult = createUnionType({
  name: 'UpdateCircleResult',
  types: () => [CircleChanged, NotAllowed, NotFound] as const,
});
export const JoinCircleResult = createUnionType({
  name: 'JoinCircleResult',
  types: () => [CircleChanged, ByInvitation, NotFound] as const,
});
export const LeaveCircleResult = createUnionType({
  name: 'LeaveCircleResult',
  types: () => [CircleChanged, NotAMember, OwnerStays, NotFound] as const,
});
export const CircleMemberResult = createUnionType({
  name: 'CircleMemberResult',
  types: () => [CircleChanged, NotAMember, OwnerStays, NotAllowed, NotFound] as const,
});
