import { timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { parseId, type Id } from '../../../graph-models/domain/ids.js';
import type { Role } from '../../../graph-models/domain/vocabulary.js';
import { mac, type Keys } from './keys.js';

const ISSUER = 'grapevine';

/** What an access token says; it is believed for its few minutes, while its sign-in is not revoked. */
export interface AccessClaims {
  readonly userId: Id<'User'>;
  readonly accountId: Id<'Account'>;
  readonly signInId: Id<'SignIn'>;
  readonly roles: readonly Role[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A signed JWT (EdDSA). Times in milliseconds since 1970. */
export function accessToken(
  keys: Keys,
  claims: Omit<AccessClaims, 'expiresAt'>,
  now: number,
  expiresAt: number,
): Promise<string> {
  return new SignJWT({ acc: claims.accountId, sid: claims.signInId, roles: claims.roles })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(claims.userId)
    .setIssuer(ISSUER)
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(keys.signing);
}

const TOKENS_KEPT = 10_000;
/** Tokens whose signature was checked, the longest known first. */
const checked = new WeakMap<Keys, Map<string, AccessClaims>>();

/** The claims of a token that we signed and that has not expired, or null. A signature is checked once in a process. */
export async function readAccessToken(keys: Keys, token: string, now: number): Promise<AccessClaims | null> {
  const known = checked.get(keys) ?? new Map<string, AccessClaims>();
  checked.set(keys, known);
  const before = known.get(token);
  if (before !== undefined && now < before.expiresAt) return before;
  const claims = await verifiedClaims(keys, token, now);
  known.delete(token);
  if (claims === null) return null;
  const [oldest] = known.keys();
  if (known.size >= TOKENS_KEPT && oldest !== undefined) known.delete(oldest);
  known.set(token, claims);
  return claims;
}

async function verifiedClaims(keys: Keys, token: string, now: number): Promise<AccessClaims | null> {
  try {
    const { payload } = await jwtVerify(token, keys.verifying, {
      issuer: ISSUER,
      algorithms: ['EdDSA'],
      currentDate: new Date(now),
    });
    const userId = parseId('User', payload.sub ?? '');
    const accountId = parseId('Account', String(payload['acc']));
    const signInId = parseId('SignIn', String(payload['sid']));
    if (userId === null || accountId === null || signInId === null) return null;
    const expiresAt = (payload.exp ?? 0) * 1000;
    return { userId, accountId, signInId, roles: payload['roles'] as readonly Role[], expiresAt };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/**
 * The refresh token of one generation of a sign-in: its id, the generation and our mark on both. It is a
 * function of them, so a client whose answer was lost gets the same token again.
 */
export function refreshToken(keys: Keys, signInId: Id<'SignIn'>, generation: number): string {
  const said = `${signInId}.${generation}`;
  return `${said}.${mac(keys.refresh, said)}`;
}

/** Whose refresh token this is, or null when we never made it. */
export function readRefreshToken(
  keys: Keys,
  token: string,
): { readonly signInId: Id<'SignIn'>; readonly generation: number } | null {
  const [id = '', generation = '', given = ''] = token.split('.');
  const signInId = parseId('SignIn', id);
  const expected = Buffer.from(mac(keys.refresh, `${id}.${generation}`));
  const actual = Buffer.from(given);
  if (signInId === null || actual.length !== expected.length || !timingSafeEqual(actual, expected))
    return null;
  return { signInId, generation: Number(generation) };
}
