import { GraphQLError } from 'graphql';
import type { SignedIn } from '../../graphql/context.js';
import type { Shop } from '../../use-cases/shop.js';
import type { AccountDesk } from './account-desk.js';
import { isLive } from './sign-in-changes.js';
import { readAccessToken } from './tokens.js';

/**
 * The person behind an `authorization` header, null without one. Every transport calls it.
 *
 * @throws GraphQLError UNAUTHENTICATED when the token is not ours, has expired, or its session has ended
 */
export async function authenticate(
  shop: Shop,
  desk: AccountDesk,
  authorization: string | undefined,
): Promise<SignedIn | null> {
  if (authorization === undefined || authorization === '') return null;
  const [scheme = '', token = ''] = authorization.split(' ');
  const claims =
    scheme.toLowerCase() === 'bearer' ? await readAccessToken(desk.keys, token, shop.now()) : null;
  const [signIn] = claims === null ? [null] : await shop.store.nodes('SignIn', [claims.signInId]);
  if (claims !== null && isLive(signIn, shop.now())) return claims;
  throw new GraphQLError('The access token is not valid any more; refresh the session or sign in again.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}

/**
 * Which of these people may go on, in the order asked: their token has not expired, and their session has not ended.
 * Long connections ask it every few seconds.
 */
export async function stillSignedIn(shop: Shop, people: readonly SignedIn[]): Promise<boolean[]> {
  const now = shop.now();
  const ids = [...new Set(people.map(({ signInId }) => signInId))];
  const signIns = await shop.store.nodes('SignIn', ids);
  const live = new Set(ids.filter((_, i) => isLive(signIns[i], now)));
  return people.map(({ signInId, expiresAt }) => live.has(signInId) && (expiresAt ?? Infinity) > now);
}
