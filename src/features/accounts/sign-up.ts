import type { Plan } from '../../use-cases/perform.js';
import type { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { userChanges, validHandle } from '../people/index.js';
import type { AccountDesk } from './account-desk.js';
import { emailHash, sealEmail } from './email.js';
import { EmailTaken, HandleNotAllowed, HandleTaken } from './refusals.js';
import { signInChanges } from './sign-in-changes.js';

export interface NewPerson {
  readonly email: string;
  readonly handle: string;
  readonly name: string;
  readonly locale: string;
}

/** Which sign-in a session is about; tokens are made from it. */
export type SignInResult = { readonly signInId: string };

/** A person with an account, signed in. */
export async function planSignUp(
  shop: Shop,
  desk: AccountDesk,
  person: NewPerson,
  passwordHash: string,
): Promise<Plan<SignInResult> | Refusal> {
  const handle = validHandle(person.handle);
  if (handle === null) return new HandleNotAllowed();
  const hash = emailHash(desk.keys, person.email);
  const [sameEmail] = await shop.store.lookup('Account', 'emailHash', [hash]);
  if (sameEmail) return new EmailTaken();
  const [sameHandle] = await shop.store.lookup('User', 'handle', [handle]);
  if (sameHandle) return new HandleTaken();

  const userId = shop.newId('User');
  const accountId = shop.newId('Account');
  const signInId = shop.newId('SignIn');
  const now = shop.now();
  const account = {
    userId,
    emailHash: hash,
    emailSealed: sealEmail(desk.keys, person.email),
    passwordHash,
    roles: ['SHOPPER'] as const,
    createdAt: now,
  };
  return {
    expect: [
      { kind: 'keyAbsent', label: 'User', key: 'handle', value: handle },
      { kind: 'keyAbsent', label: 'Account', key: 'emailHash', value: hash },
    ],
    changes: [
      ...userChanges({ userId, handle, name: person.name, locale: person.locale, now }),
      { kind: 'createNode', id: accountId, props: account },
      ...signInChanges(shop, desk, signInId, accountId, userId),
    ],
    result: { signInId },
  };
}
