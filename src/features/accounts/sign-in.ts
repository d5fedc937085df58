import type { Plan } from '../../use-cases/perform.js';
import type { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import type { AccountDesk } from './account-desk.js';
import { emailHash } from './email.js';
import { isPassword } from './passwords.js';
import { WrongCredentials } from './refusals.js';
import { signInChanges } from './sign-in-changes.js';
import type { SignInResult } from './sign-up.js';

/** A new session for the account with this address and password. */
export async function planSignIn(
  shop: Shop,
  desk: AccountDesk,
  email: string,
  password: string,
): Promise<Plan<SignInResult> | Refusal> {
  const hash = emailHash(desk.keys, email);
  const [account] = await shop.store.lookup('Account', 'emailHash', [hash]);
  const matches = await isPassword(password, account?.props.passwordHash ?? null);
  if (!account || !matches) return new WrongCredentials();
  const signInId = shop.newId('SignIn');
  return {
    expect: [{ kind: 'nodeVersion', id: account.id, version: account.version }],
    changes: signInChanges(shop, desk, signInId, account.id, account.props.userId),
    result: { signInId },
  };
}
