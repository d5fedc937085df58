import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { globalId } from '../../graphql/global-id.js';
import type { GraphNode } from '../../store/graph-store.js';
import { NotFound } from '../../use-cases/refusal.js';
import { User } from '../people/index.js';
import {
  EmailTaken,
  HandleNotAllowed,
  HandleTaken,
  SessionEnded,
  TooManyAttempts,
  WrongCredentials,
  WrongPassword,
} from './refusals.js';
import { Role } from './role.js';

@ObjectType({ description: 'What a client needs to act as somebody.' })
export class Session {
  @Field(() => String, { description: 'Send it as `authorization: Bearer …`.' })
  readonly accessToken!: string;

  @Field(() => Date)
  readonly accessTokenExpiresAt!: Date;

  @Field(() => String, { description: 'Good for one refresh; keep the new one.' })
  readonly refreshToken!: string;

  @Field(() => Date)
  readonly refreshTokenExpiresAt!: Date;

  @Field(() => User)
  readonly user!: User;

  constructor(session: Session) {
    Object.assign(this, session);
  }
}

@ObjectType({ description: 'A device that is signed in.' })
export class DeviceSession {
  constructor(
    private readonly stored: GraphNode<'SignIn'>,
    private readonly currentId: string,
  ) {}

  @Field(() => ID)
  get id(): string {
    return globalId(this.stored.id);
  }

  @Field(() => Date)
  get since(): Date {
    return new Date(this.stored.props.createdAt);
  }

  @Field(() => Date)
  get lastRefreshAt(): Date {
    return new Date(this.stored.props.rotatedAt);
  }

  @Field(() => Boolean, { description: 'The one that asks.' })
  get current(): boolean {
    return this.stored.id === this.currentId;
  }
}

@ObjectType()
export class SignedOut {
  @Field(() => Boolean)
  readonly everywhere: boolean;

  constructor(everywhere: boolean) {
    this.everywhere = everywhere;
  }
}

@ObjectType()
export class PasswordChanged {
  @Field(() => Boolean, { description: 'Every other session ended.' })
  readonly otherSessionsEnded: boolean = true;
}

@ObjectType()
export class AccountDeleted {
  @Field(() => Boolean, { description: 'What you wrote and did is being erased.' })
  readonly erasing: boolean = true;
}

@ObjectType()
export class RolesSet {
  @Field(() => [Role])
  readonly roles: readonly Role[];

  constructor(roles: readonly Role[]) {
    this.roles = roles;
  }
}

export const SignUpResult = createUnionType({
  name: 'SignUpResult',
  types: () => [Session, EmailTaken, HandleTaken, HandleNotAllowed, TooManyAttempts] as const,
});
export const SignInResult = createUnionType({
  name: 'SignInResult',
  types: () => [Session, WrongCredentials, TooManyAttempts] as const,
});
export const RefreshSessionResult = createUnionType({
  name: 'RefreshSessionResult',
  types: () => [Session, SessionEnded] as const,
});
export const ChangePasswordResult = createUnionType({
  name: 'ChangePasswordResult',
  types: () => [PasswordChanged, WrongPassword, TooManyAttempts] as const,
});
export const DeleteAccountResult = createUnionType({
  name: 'DeleteAccountResult',
  types: () => [AccountDeleted, WrongPassword, TooManyAttempts] as const,
});
export const SetRoleResult = createUnionType({
  name: 'SetRoleResult',
  types: () => [RolesSet, NotFound] as const,
});
