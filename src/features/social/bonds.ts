import type { Id } from '../../../graph-models/domain/ids.js';
import { friendPair } from '../../../graph-models/domain/vocabulary.js';
import type { Change, Expectation } from '../../store/graph-store.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { ThatIsYou } from './refusals.js';

type UserId = Id<'User'>;

/** What is between two people now, seen from the first. */
export interface Bonds {
  readonly friends: boolean;
  readonly asked: boolean;
  readonly wasAsked: boolean;
  readonly blocked: boolean;
}

/** Whom a mutation is about, if the viewer may know of them: absent, blocked and private look the same. */
export async function bondsWith(
  shop: Shop,
  viewerId: UserId,
  otherId: UserId | null,
): Promise<{ readonly otherId: UserId; readonly bonds: Bonds } | Refusal> {
  if (otherId === viewerId) return new ThatIsYou();
  const [other] = otherId === null ? [null] : await shop.store.nodes('User', [otherId]);
  if (!other || otherId === null) return new NotFound();
  const bonds = await bondsBetween(shop, viewerId, otherId);
  if (bonds.blocked || (other.props.visibility === 'ONLY_ME' && !bonds.friends)) return new NotFound();
  return { otherId, bonds };
}

async function bondsBetween(shop: Shop, a: UserId, b: UserId): Promise<Bonds> {
  const bothWays = [
    { from: a, to: b },
    { from: b, to: a },
  ];
  const [friends, requests, blocks] = await Promise.all([
    shop.store.between('FRIEND', [friendPair(a, b)]),
    shop.store.between('REQUESTED', bothWays),
    shop.store.between('BLOCKS', bothWays),
  ]);
  return {
    friends: Boolean(friends[0]),
    asked: Boolean(requests[0]),
    wasAsked: Boolean(requests[1]),
    blocked: blocks.some((block) => block !== null),
  };
}

/** That nothing of what `bondsBetween` saw has changed since. */
export function unchanged(a: UserId, b: UserId, bonds: Bonds): Expectation[] {
  const state = (isThere: boolean) => (isThere ? 'edgePresent' : 'edgeAbsent');
  return [
    { kind: state(bonds.friends), type: 'FRIEND', ...friendPair(a, b) },
    { kind: state(bonds.asked), type: 'REQUESTED', from: a, to: b },
    { kind: state(bonds.wasAsked), type: 'REQUESTED', from: b, to: a },
    { kind: 'edgeAbsent', type: 'BLOCKS', from: a, to: b },
    { kind: 'edgeAbsent', type: 'BLOCKS', from: b, to: a },
  ];
}

/** The two become friends; requests between them are settled. */
export function befriend(a: UserId, b: UserId, at: number): Change[] {
  const put = { kind: 'putEdge', type: 'FRIEND', ...friendPair(a, b), at, props: { since: at } } as const;
  return [...withdrawRequests(a, b), put];
}

/** No request is left between the two. */
export function withdrawRequests(a: UserId, b: UserId): Change[] {
  return [
    { kind: 'deleteEdge', type: 'REQUESTED', from: a, to: b },
    { kind: 'deleteEdge', type: 'REQUESTED', from: b, to: a },
  ];
}
