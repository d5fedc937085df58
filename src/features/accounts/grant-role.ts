import type { Role } from '../../../graph-models/domain/vocabulary.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';

/** Gives or takes a role; new access tokens carry it. */
export async function planSetRole(
  shop: Shop,
  handle: string,
  role: Role,
  granted: boolean,
): Promise<Plan<{ userId: string; roles: readonly Role[] }> | Refusal> {
  const [user] = await shop.store.lookup('User', 'handle', [handle]);
  const [account] = user ? await shop.store.lookup('Account', 'userId', [user.id]) : [null];
  if (!user || !account) return new NotFound('Nobody with an account has this handle.');
  const others = account.props.roles.filter((each) => each !== role);
  const roles = granted ? [...others, role] : others;
  return {
    expect: [{ kind: 'nodeVersion', id: account.id, version: account.version }],
    changes: [{ kind: 'updateNode', id: account.id, props: { roles } }],
    result: { userId: user.id, roles },
  };
}
