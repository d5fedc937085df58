import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Id } from '../../graph-models/domain/ids.js';
import type { Role } from '../../graph-models/domain/vocabulary.js';
import type { LiveEvents } from '../live/live-events.js';
import { perform, type Json, type Plan } from '../use-cases/perform.js';
import type { Refusal } from '../use-cases/refusal.js';
import type { Shop } from '../use-cases/shop.js';
import type { Loaders } from './loaders.js';

/** Who is signed in, as the access token says and the store confirms. */
export interface SignedIn {
  readonly userId: Id<'User'>;
  readonly accountId: Id<'Account'>;
  readonly signInId: Id<'SignIn'>;
  readonly roles: readonly Role[];
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt?: number;
}

/** What reading on somebody's behalf takes. */
export interface Seeing {
  readonly loaders: Loaders;
  /** null for a visitor. */
  readonly viewer: Pick<SignedIn, 'userId' | 'roles'> | null;
}

/** One request's world. */
export interface Context extends Seeing {
  readonly shop: Shop;
  /** null for a visitor. */
  readonly viewer: SignedIn | null;
  readonly requestId: string;
  /** The client's address, for rate limits. */
  readonly address: string;
  readonly log: Logger;
  /** What subscriptions follow; null where nothing is live. */
  readonly live: LiveEvents | null;
}

/** The person signed in. @throws GraphQLError UNAUTHENTICATED for a visitor */
export function mustBeSignedIn(context: Context): SignedIn {
  if (context.viewer !== null) return context.viewer;
  throw new GraphQLError('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
}

/** The person signed in, who has one of the roles. @throws GraphQLError UNAUTHENTICATED or FORBIDDEN */
export function mustBe(context: Context, ...roles: readonly Role[]): SignedIn {
  const viewer = mustBeSignedIn(context);
  if (viewer.roles.some((role) => roles.includes(role))) return viewer;
  throw new GraphQLError(`This needs the role ${roles.join(' or ')}.`, { extensions: { code: 'FORBIDDEN' } });
}

/** Performs a mutation for the person signed in; what was read before is forgotten, so the answer is fresh. */
export async function mutate<R extends Json, F extends Refusal>(
  context: Context,
  mutation: string,
  input: { readonly idempotencyKey?: string | null | undefined },
  plan: () => Promise<Plan<R> | F>,
): Promise<R | F> {
  const by = context.viewer?.userId ?? null;
  const request = { mutation, by, idempotencyKey: input.idempotencyKey, input };
  const outcome = await perform(context.shop, request, plan);
  context.loaders.clear();
  return outcome;
}
