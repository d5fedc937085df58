import type { Id } from '../../../graph-models/domain/ids.js';
import type { Shop } from '../../use-cases/shop.js';
import { User } from '../people/index.js';
import type { AccountDesk } from './account-desk.js';
import { Session } from './account-types.js';
import { SessionEnded } from './refusals.js';
import { isLive } from './sign-in-changes.js';
import { accessToken, refreshToken } from './tokens.js';

/** The tokens of a sign-in as it is now; nothing secret is stored, so a replayed mutation makes them again. */
export async function sessionOf(
  shop: Shop,
  desk: AccountDesk,
  signInId: string | null,
): Promise<Session | InstanceType<typeof SessionEnded>> {
  const [signIn] = signInId === null ? [null] : await shop.store.nodes('SignIn', [signInId as Id<'SignIn'>]);
  const now = shop.now();
  if (!isLive(signIn, now)) return new SessionEnded();
  const { accountId, userId, generation, expiresAt } = signIn.props;
  const [account] = await shop.store.nodes('Account', [accountId]);
  const [user] = await shop.store.nodes('User', [userId]);
  if (!account || !user) return new SessionEnded();
  const accessExpiresAt = now + desk.accessTokenMinutes * 60_000;
  const claims = { userId, accountId, signInId: signIn.id, roles: account.props.roles };
  return new Session({
    accessToken: await accessToken(desk.keys, claims, now, accessExpiresAt),
    accessTokenExpiresAt: new Date(accessExpiresAt),
    refreshToken: refreshToken(desk.keys, signIn.id, generation),
    refreshTokenExpiresAt: new Date(expiresAt),
    user: new User(user),
  });
}
