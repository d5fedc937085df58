import type { Plan } from '../../use-cases/perform.js';
import type { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import type { AccountDesk } from './account-desk.js';
import { isLive, revocations } from './sign-in-changes.js';
import { readRefreshToken } from './tokens.js';
import { SessionEnded } from './refusals.js';

/** A second tab or a retry may present the token before for this long. */
const LEEWAY_MS = 20_000;
const DAY_MS = 86_400_000;

export type RefreshResult = { readonly signInId: string | null };

/**
 * Rotates a refresh token. An old one presented later than a retry would be means that somebody copied
 * it: the whole family ends, and `signInId` is null.
 */
export async function planRefresh(
  shop: Shop,
  desk: AccountDesk,
  token: string,
): Promise<Plan<RefreshResult> | Refusal> {
  const read = readRefreshToken(desk.keys, token);
  const [signIn] = read === null ? [null] : await shop.store.nodes('SignIn', [read.signInId]);
  const now = shop.now();
  if (read === null || !isLive(signIn, now)) return new SessionEnded();

  const { generation, rotatedAt } = signIn.props;
  const unchanged = [{ kind: 'nodeVersion', id: signIn.id, version: signIn.version } as const];
  if (read.generation === generation) {
    const props = {
      generation: generation + 1,
      rotatedAt: now,
      expiresAt: now + desk.refreshTokenDays * DAY_MS,
    };
    return {
      expect: unchanged,
      changes: [{ kind: 'updateNode', id: signIn.id, props }],
      result: { signInId: signIn.id },
    };
  }
  if (read.generation === generation - 1 && now - rotatedAt <= LEEWAY_MS) {
    return { changes: [], result: { signInId: signIn.id } };
  }
  return { expect: unchanged, changes: revocations([signIn], now), result: { signInId: null } };
}
