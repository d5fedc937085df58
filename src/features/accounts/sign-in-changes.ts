import type { Id } from '../../../graph-models/domain/ids.js';
import type { Change, GraphNode } from '../../store/graph-store.js';
import type { Shop } from '../../use-cases/shop.js';
import type { AccountDesk } from './account-desk.js';

const DAY_MS = 86_400_000;

/** A new family of refresh tokens. */
export function signInChanges(
  shop: Shop,
  desk: AccountDesk,
  signInId: Id<'SignIn'>,
  accountId: Id<'Account'>,
  userId: Id<'User'>,
): Change[] {
  const at = shop.now();
  const expiresAt = at + desk.refreshTokenDays * DAY_MS;
  const props = { accountId, userId, generation: 1, rotatedAt: at, createdAt: at, expiresAt };
  return [
    { kind: 'createNode', id: signInId, props },
    { kind: 'putEdge', type: 'SIGNED_IN', from: userId, to: signInId, at, props: {} },
  ];
}

/** Is the family still good for access? */
export function isLive(
  signIn: GraphNode<'SignIn'> | null | undefined,
  now: number,
): signIn is GraphNode<'SignIn'> {
  return (
    signIn !== null &&
    signIn !== undefined &&
    signIn.props.revokedAt === undefined &&
    signIn.props.expiresAt > now
  );
}

/** Ends the given sign-ins. */
export function revocations(signIns: readonly (GraphNode<'SignIn'> | null)[], at: number): Change[] {
  return signIns.flatMap((signIn): Change[] =>
    signIn === null || signIn.props.revokedAt !== undefined
      ? []
      : [{ kind: 'updateNode', id: signIn.id, props: { revokedAt: at } }],
  );
}

/** Every sign-in of a person, newest first. */
export async function signInsOf(shop: Shop, userId: Id<'User'>): Promise<(GraphNode<'SignIn'> | null)[]> {
  const [page] = await shop.store.edges('SIGNED_IN', 'out', [userId], { first: 1000 });
  return shop.store.nodes(
    'SignIn',
    (page?.edges ?? []).map((edge) => edge.to as Id<'SignIn'>),
  );
}
