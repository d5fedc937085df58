import type { Change } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import type { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import type { SignedIn } from '../../graphql/context.js';
import { isPassword } from './passwords.js';
import { WrongPassword } from './refusals.js';
import { signInsOf } from './sign-in-changes.js';

/** The mutation's name in the outbox; who follows it erases the rest. */
export const DELETE_ACCOUNT = 'deleteAccount';

/**
 * Closes an account at once: nobody can sign in or see the person any more, and handle and address are
 * free again. What the person wrote and did is erased after, from the outbox, however much it is.
 */
export async function planDeleteAccount(
  shop: Shop,
  viewer: SignedIn,
  password: string,
): Promise<Plan<null> | Refusal> {
  const [account] = await shop.store.nodes('Account', [viewer.accountId]);
  if (!account || !(await isPassword(password, account.props.passwordHash))) return new WrongPassword();
  const signIns = await signInsOf(shop, viewer.userId);
  const gone: Change[] = signIns.flatMap((signIn) =>
    signIn === null ? [] : [{ kind: 'deleteNode', id: signIn.id }],
  );
  const nobody = {
    handle: `deleted-${viewer.userId.slice(4).toLowerCase()}`,
    name: '',
    bio: '',
    visibility: 'ONLY_ME',
    search: '',
  } as const;
  return {
    expect: [{ kind: 'nodeVersion', id: account.id, version: account.version }],
    changes: [
      ...gone,
      { kind: 'deleteNode', id: account.id },
      { kind: 'updateNode', id: viewer.userId, props: nobody },
    ],
    result: null,
  };
}
