import type { Id } from '../../../graph-models/domain/ids.js';
import { friendPair } from '../../../graph-models/domain/vocabulary.js';
import { normalText } from '../../graphql/text.js';
import type { Plan } from '../../use-cases/perform.js';
import { Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { befriend, bondsWith, unchanged, withdrawRequests } from './bonds.js';
import { AlreadyFriends, AlreadyRequested, NoSuchRequest, NotFriends } from './refusals.js';

type UserId = Id<'User'>;

/** The other person, and what the two are now. */
export type FriendshipResult = { readonly otherId: string; readonly friends: boolean };
type Outcome = Promise<Plan<FriendshipResult> | Refusal>;

/** Asks somebody to be friends; when they had asked first, the two are friends at once. */
export async function planRequestFriend(
  shop: Shop,
  viewerId: UserId,
  to: UserId | null,
  message?: string,
): Outcome {
  const found = await bondsWith(shop, viewerId, to);
  if (found instanceof Refusal) return found;
  const { otherId, bonds } = found;
  if (bonds.friends) return new AlreadyFriends();
  if (bonds.asked) return new AlreadyRequested();
  const expect = unchanged(viewerId, otherId, bonds);
  const at = shop.now();
  if (bonds.wasAsked) {
    return { expect, changes: befriend(viewerId, otherId, at), result: { otherId, friends: true } };
  }
  const props = message === undefined ? {} : { message: normalText(message) };
  return {
    expect,
    changes: [{ kind: 'putEdge', type: 'REQUESTED', from: viewerId, to: otherId, at, props }],
    result: { otherId, friends: false },
  };
}

/** Says yes to somebody's request. */
export async function planAcceptFriend(shop: Shop, viewerId: UserId, from: UserId | null): Outcome {
  const found = await bondsWith(shop, viewerId, from);
  if (found instanceof Refusal) return found;
  const { otherId, bonds } = found;
  if (bonds.friends) return new AlreadyFriends();
  if (!bonds.wasAsked) return new NoSuchRequest();
  return {
    expect: unchanged(viewerId, otherId, bonds),
    changes: befriend(viewerId, otherId, shop.now()),
    result: { otherId, friends: true },
  };
}

/** Says no to somebody's request; they are not told. */
export async function planDeclineFriend(shop: Shop, viewerId: UserId, from: UserId | null): Outcome {
  const found = await bondsWith(shop, viewerId, from);
  if (found instanceof Refusal) return found;
  if (!found.bonds.wasAsked) return new NoSuchRequest();
  return settle(viewerId, found);
}

/** Takes one's own request back. */
export async function planCancelFriendRequest(shop: Shop, viewerId: UserId, to: UserId | null): Outcome {
  const found = await bondsWith(shop, viewerId, to);
  if (found instanceof Refusal) return found;
  if (!found.bonds.asked) return new NoSuchRequest();
  return settle(viewerId, found);
}

/** Ends a friendship; the other is not told. */
export async function planUnfriend(shop: Shop, viewerId: UserId, other: UserId | null): Outcome {
  const found = await bondsWith(shop, viewerId, other);
  if (found instanceof Refusal) return found;
  const { otherId, bonds } = found;
  if (!bonds.friends) return new NotFriends();
  return {
    expect: unchanged(viewerId, otherId, bonds),
    changes: [{ kind: 'deleteEdge', type: 'FRIEND', ...friendPair(viewerId, otherId) }],
    result: { otherId, friends: false },
  };
}

function settle(
  viewerId: UserId,
  { otherId, bonds }: Exclude<Awaited<ReturnType<typeof bondsWith>>, Refusal>,
): Plan<FriendshipResult> {
  return {
    expect: unchanged(viewerId, otherId, bonds),
    changes: withdrawRequests(viewerId, otherId),
    result: { otherId, friends: false },
  };
}
