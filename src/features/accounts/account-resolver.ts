import { Arg, Ctx, FieldResolver, Mutation, Resolver } from 'type-graphql';
import { mustBe, mustBeSignedIn, mutate, type Context } from '../../graphql/context.js';
import { Viewer } from '../../graphql/viewer.js';
import { Refusal } from '../../use-cases/refusal.js';
import type { AccountDesk } from './account-desk.js';
import {
  ChangePasswordInput,
  DeleteAccountInput,
  RefreshSessionInput,
  SetRoleInput,
  SignInInput,
  SignOutInput,
  SignUpInput,
} from './account-inputs.js';
import {
  AccountDeleted,
  ChangePasswordResult,
  DeleteAccountResult,
  DeviceSession,
  PasswordChanged,
  RefreshSessionResult,
  RolesSet,
  SetRoleResult,
  SignedOut,
  SignInResult,
  SignUpResult,
} from './account-types.js';
import { planChangePassword } from './change-password.js';
import { DELETE_ACCOUNT, planDeleteAccount } from './delete-account.js';
import { normalEmail, openEmail } from './email.js';
import { planSetRole } from './grant-role.js';
import { hashPassword } from './passwords.js';
import { planRefresh } from './refresh-session.js';
import { TooManyAttempts } from './refusals.js';
import { Role } from './role.js';
import { sessionOf } from './session-of.js';
import { isLive, signInsOf } from './sign-in-changes.js';
import { planSignIn } from './sign-in.js';
import { planSignOut } from './sign-out.js';
import { planSignUp } from './sign-up.js';

@Resolver(() => Viewer)
export class AccountResolver {
  constructor(private readonly desk: AccountDesk) {}

  @Mutation(() => SignUpResult, { description: 'A new account, signed in.' })
  async signUp(@Arg('input', () => SignUpInput) input: SignUpInput, @Ctx() context: Context) {
    const wait = await this.desk.attempt(null, context.address);
    if (wait > 0) return new TooManyAttempts(wait);
    const passwordHash = await hashPassword(input.password);
    return this.#session(context, 'signUp', input, () =>
      planSignUp(context.shop, this.desk, input, passwordHash),
    );
  }

  @Mutation(() => SignInResult)
  async signIn(@Arg('input', () => SignInInput) input: SignInInput, @Ctx() context: Context) {
    const wait = await this.desk.attempt(normalEmail(input.email), context.address);
    if (wait > 0) return new TooManyAttempts(wait);
    return this.#session(context, 'signIn', input, () =>
      planSignIn(context.shop, this.desk, input.email, input.password),
    );
  }

  @Mutation(() => RefreshSessionResult, {
    description:
      'New tokens for a refresh token. One that was used before ends the session on all its devices’ copies.',
  })
  refreshSession(
    @Arg('input', () => RefreshSessionInput) input: RefreshSessionInput,
    @Ctx() context: Context,
  ) {
    return this.#session(context, 'refreshSession', input, () =>
      planRefresh(context.shop, this.desk, input.refreshToken),
    );
  }

  @Mutation(() => SignedOut)
  async signOut(@Arg('input', () => SignOutInput) input: SignOutInput, @Ctx() context: Context) {
    const viewer = mustBeSignedIn(context);
    await mutate(context, 'signOut', input, () => planSignOut(context.shop, viewer, input.everywhere));
    return new SignedOut(input.everywhere);
  }

  @Mutation(() => ChangePasswordResult, { description: 'Ends every other session.' })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: Context,
  ) {
    const viewer = mustBeSignedIn(context);
    const wait = await this.desk.attempt(viewer.accountId, context.address);
    if (wait > 0) return new TooManyAttempts(wait);
    const passwordHash = await hashPassword(input.newPassword);
    const done = await mutate(context, 'changePassword', input, () =>
      planChangePassword(context.shop, viewer, input.oldPassword, passwordHash),
    );
    return done instanceof Refusal ? done : new PasswordChanged();
  }

  @Mutation(() => DeleteAccountResult, { description: 'At once and for good.' })
  async deleteAccount(
    @Arg('input', () => DeleteAccountInput) input: DeleteAccountInput,
    @Ctx() context: Context,
  ) {
    const viewer = mustBeSignedIn(context);
    const wait = await this.desk.attempt(viewer.accountId, context.address);
    if (wait > 0) return new TooManyAttempts(wait);
    const done = await mutate(context, DELETE_ACCOUNT, input, () =>
      planDeleteAccount(context.shop, viewer, input.password),
    );
    return done instanceof Refusal ? done : new AccountDeleted();
  }

  @Mutation(() => SetRoleResult, { description: 'For staff. New access tokens carry it.' })
  async setRole(@Arg('input', () => SetRoleInput) input: SetRoleInput, @Ctx() context: Context) {
    mustBe(context, 'STAFF');
    const done = await mutate(context, 'setRole', input, () =>
      planSetRole(context.shop, input.handle, input.role, input.granted),
    );
    return done instanceof Refusal ? done : new RolesSet(done.roles);
  }

  @FieldResolver(() => String)
  async email(@Ctx() context: Context): Promise<string> {
    const account = await context.loaders.node(mustBeSignedIn(context).accountId);
    if (account === null) throw new Error('a live session has no account');
    return openEmail(this.desk.keys, account.props.emailSealed);
  }

  @FieldResolver(() => [Role])
  roles(@Ctx() context: Context): readonly Role[] {
    return mustBeSignedIn(context).roles;
  }

  @FieldResolver(() => [DeviceSession], { description: 'Where you are signed in, newest first.' })
  async sessions(@Ctx() context: Context): Promise<DeviceSession[]> {
    const { userId, signInId } = mustBeSignedIn(context);
    const signIns = await signInsOf(context.shop, userId);
    return signIns
      .filter((signIn) => isLive(signIn, context.shop.now()))
      .map((signIn) => new DeviceSession(signIn, signInId));
  }

  async #session(
    context: Context,
    mutation: string,
    input: { readonly idempotencyKey?: string },
    plan: Parameters<typeof mutate<{ readonly signInId: string | null }, Refusal>>[3],
  ) {
    const done = await mutate(context, mutation, input, plan);
    return done instanceof Refusal ? done : sessionOf(context.shop, this.desk, done.signInId);
  }
}
