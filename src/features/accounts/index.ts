import type { Feature } from '../../graphql/feature.js';
import type { AccountDesk } from './account-desk.js';
import { AccountResolver } from './account-resolver.js';

export { accountDesk, type AccountDesk } from './account-desk.js';
export { authenticate, stillSignedIn } from './authenticate.js';
export { DELETE_ACCOUNT } from './delete-account.js';
export { erasePerson, erasure } from './erase-person.js';
export { planSetRole } from './grant-role.js';
export { Role } from './role.js';
export { keysOf, mac, secretFrom, type Keys } from './keys.js';
export { hashPassword } from './passwords.js';
export { planSignUp } from './sign-up.js';

/** Accounts: sign up, in and out, sessions, passwords, roles. */
export function accountsFeature(desk: AccountDesk): Feature {
  return { resolvers: [new AccountResolver(desk)], nodeTypes: [] };
}
