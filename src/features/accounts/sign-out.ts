import type { Plan } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';
import type { SignedIn } from '../../graphql/context.js';
import { revocations, signInsOf } from './sign-in-changes.js';

/** Ends this session, or all of the person's; its access token is worth nothing from then on. */
export async function planSignOut(shop: Shop, viewer: SignedIn, everywhere: boolean): Promise<Plan<null>> {
  const signIns = everywhere
    ? await signInsOf(shop, viewer.userId)
    : await shop.store.nodes('SignIn', [viewer.signInId]);
  return { changes: revocations(signIns, shop.now()), result: null };
}
