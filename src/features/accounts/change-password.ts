import type { Plan } from '../../use-cases/perform.js';
import type { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import type { SignedIn } from '../../graphql/context.js';
import { isPassword } from './passwords.js';
import { WrongPassword } from './refusals.js';
import { revocations, signInsOf } from './sign-in-changes.js';

/** A new password; every other session of the person ends. */
export async function planChangePassword(
  shop: Shop,
  viewer: SignedIn,
  oldPassword: string,
  newPasswordHash: string,
): Promise<Plan<null> | Refusal> {
  const [account] = await shop.store.nodes('Account', [viewer.accountId]);
  if (!account || !(await isPassword(oldPassword, account.props.passwordHash))) return new WrongPassword();
  const others = (await signInsOf(shop, viewer.userId)).filter((signIn) => signIn?.id !== viewer.signInId);
  return {
    expect: [{ kind: 'nodeVersion', id: account.id, version: account.version }],
    changes: [
      { kind: 'updateNode', id: account.id, props: { passwordHash: newPasswordHash } },
      ...revocations(others, shop.now()),
    ],
    result: null,
  };
}
