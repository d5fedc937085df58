import { IsEmail, IsOptional, Length, Matches, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { Role } from './role.js';
import { MutationInput } from '../../graphql/mutation-input.js';

@InputType()
export class SignUpInput extends MutationInput {
  @Field(() => String)
  @IsEmail()
  @MaxLength(254)
  email!: string;

  @Field(() => String, { description: '8 to 200 characters.' })
  @Length(8, 200)
  password!: string;

  @Field(() => String, { description: '3 to 30 of a–z, 0–9 and hyphens; people find you by it.' })
  @Length(3, 30)
  handle!: string;

  @Field(() => String)
  @Length(1, 80)
  name!: string;

  @Field(() => String, { defaultValue: 'en', description: 'BCP 47, for example `en` or `zh-CN`.' })
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { message: 'locale must be a BCP 47 language tag' })
  @MaxLength(35)
  locale!: string;
}

@InputType()
export class SignInInput extends MutationInput {
  @Field(() => String)
  @Length(1, 254)
  email!: string;

  @Field(() => String)
  @Length(1, 200)
  password!: string;
}

@InputType()
export class RefreshSessionInput extends MutationInput {
  @Field(() => String)
  @Length(1, 300)
  refreshToken!: string;
}

@InputType()
export class SignOutInput extends MutationInput {
  @Field(() => Boolean, { defaultValue: false, description: 'On all devices.' })
  @IsOptional()
  everywhere!: boolean;
}

@InputType()
export class ChangePasswordInput extends MutationInput {
  @Field(() => String)
  @Length(1, 200)
  oldPassword!: string;

  @Field(() => String, { description: '8 to 200 characters.' })
  @Length(8, 200)
  newPassword!: string;
}

@InputType()
export class DeleteAccountInput extends MutationInput {
  @Field(() => String)
  @Length(1, 200)
  password!: string;
}

@InputType()
export class SetRoleInput extends MutationInput {
  @Field(() => String)
  @Length(1, 60)
  handle!: string;

  @Field(() => Role)
  role!: Role;

  @Field(() => Boolean, { description: 'False takes the role away.' })
  granted!: boolean;
}
