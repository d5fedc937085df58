import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import {
  Arg,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Mutation,
  Query,
  Resolver,
} from 'type-graphql';
import { mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { MutationInput } from '../../graphql/mutation-input.js';
import { IsText } from '../../graphql/text.js';
import { Viewer } from '../../graphql/viewer.js';
import { NotFound, Refusal } from '../../use-cases/refusal.js';
import { personByHandle } from './find-people.js';
import { planUpdateProfile } from './update-profile.js';
import { User, Visibility } from './user.js';

@InputType()
export class UpdateProfileInput extends MutationInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsText({ min: 1, max: 80 })
  name?: string;

  @Field(() => String, { nullable: true, description: 'Up to 500 characters.' })
  @IsOptional()
  @IsText({ min: 0, max: 500, lines: true })
  bio?: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { message: 'locale must be a BCP 47 language tag' })
  @MaxLength(35)
  locale?: string;

  @Field(() => Visibility, { nullable: true, description: 'PUBLIC, FRIENDS or ONLY_ME.' })
  @IsOptional()
  @IsIn(['PUBLIC', 'FRIENDS', 'ONLY_ME'])
  visibility?: Visibility;
}

export const UpdateProfileResult = createUnionType({
  name: 'UpdateProfileResult',
  types: () => [User, NotFound] as const,
});

@Resolver(() => Viewer)
export class PeopleResolver {
  @Query(() => User, { nullable: true, description: 'Null when there is nobody, or nobody you may see.' })
  user(@Arg('handle', () => String) handle: string, @Ctx() context: Context): Promise<User | null> {
    return personByHandle(context, handle);
  }

  @FieldResolver(() => User, { name: 'user', description: 'You, as others see you.' })
  viewerUser(@Ctx() context: Context): Promise<User> {
    return viewerUser(context);
  }

  @Mutation(() => UpdateProfileResult)
  async updateProfile(
    @Arg('input', () => UpdateProfileInput) input: UpdateProfileInput,
    @Ctx() context: Context,
  ): Promise<User | Refusal> {
    const { userId } = mustBeSignedIn(context);
    const done = await mutate(context, 'updateProfile', input, () =>
      planUpdateProfile(context.shop, userId, input),
    );
    return done instanceof Refusal ? done : viewerUser(context);
  }
}

async function viewerUser(context: Context): Promise<User> {
  const stored = await context.loaders.node(mustBeSignedIn(context).userId);
  if (stored === null) throw new Error('a live session has no person');
  return new User(stored);
}
