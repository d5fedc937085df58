import type { Id } from '../../../graph-models/domain/ids.js';
import type { GraphNode } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, Refusal } from '../../use-cases/refusal.js';
import { Loaders } from '../../graphql/loaders.js';
import type { Shop } from '../../use-cases/shop.js';
import { isBlocked, visiblePeople } from '../visibility/index.js';
import { membership, ownCircle, type CircleResult } from './circle-plans.js';
import { ByInvitation, NotAMember, OwnerStays } from './refusals.js';

type UserId = Id<'User'>;
type CircleId = Id<'Circle'>;
type Outcome = Promise<Plan<CircleResult> | Refusal>;

/** Joins a public circle; twice is the same as once. */
export async function planJoinCircle(shop: Shop, viewerId: UserId, circleId: CircleId | null): Outcome {
  const circle = await knownCircle(shop, viewerId, circleId);
  if (circle instanceof Refusal) return circle;
  const [member] = await shop.store.between('MEMBER_OF', [{ from: viewerId, to: circle.id }]);
  if (member) return { changes: [], result: { circleId: circle.id } };
  if (circle.props.visibility !== 'PUBLIC') return new ByInvitation();
  return {
    expect: [{ kind: 'nodeVersion', id: circle.id, version: circle.version }],
    changes: [membership(viewerId, circle.id, 'MEMBER', shop.now())],
    result: { circleId: circle.id },
  };
}

/** Leaves a circle. Its owner can only leave as the last one, which ends it. */
export async function planLeaveCircle(shop: Shop, viewerId: UserId, circleId: CircleId | null): Outcome {
  const [circle] = circleId === null ? [null] : await shop.store.nodes('Circle', [circleId]);
  if (!circle) return new NotFound();
  const [member] = await shop.store.between('MEMBER_OF', [{ from: viewerId, to: circle.id }]);
  if (!member) return circle.props.visibility === 'PUBLIC' ? new NotAMember() : new NotFound();
  const result = { circleId: circle.id };
  const leave = { kind: 'deleteEdge', type: 'MEMBER_OF', from: viewerId, to: circle.id } as const;
  if (circle.props.ownerId !== viewerId) return { changes: [leave], result };
  const [members = 0] = await shop.store.counts('MEMBER_OF', 'in', [circle.id]);
  if (members > 1) return new OwnerStays();
  return {
    expect: [{ kind: 'nodeVersion', id: circle.id, version: circle.version }],
    changes: [{ kind: 'deleteNode', id: circle.id }],
    result,
  };
}

/** Adds somebody whom the owner may see. */
export async function planAddToCircle(
  shop: Shop,
  viewerId: UserId,
  circleId: CircleId | null,
  userId: UserId | null,
): Outcome {
  const circle = await ownCircle(shop, viewerId, circleId);
  if (circle instanceof Refusal) return circle;
  const [visible] =
    userId === null ? [false] : await visiblePeople(new Loaders(shop.store), viewerId, [userId]);
  if (userId === null || visible !== true) return new NotFound();
  const [member] = await shop.store.between('MEMBER_OF', [{ from: userId, to: circle.id }]);
  const result = { circleId: circle.id };
  if (member) return { changes: [], result };
  return {
    expect: [{ kind: 'nodeVersion', id: circle.id, version: circle.version }],
    changes: [membership(userId, circle.id, 'MEMBER', shop.now())],
    result,
  };
}

/** Takes a member out. */
export async function planRemoveFromCircle(
  shop: Shop,
  viewerId: UserId,
  circleId: CircleId | null,
  userId: UserId | null,
): Outcome {
  const circle = await ownCircle(shop, viewerId, circleId);
  if (circle instanceof Refusal) return circle;
  if (userId === circle.props.ownerId) return new OwnerStays();
  const pair = userId === null ? null : { from: userId, to: circle.id };
  const [member] = pair === null ? [null] : await shop.store.between('MEMBER_OF', [pair]);
  if (pair === null || !member) return new NotAMember();
  return { changes: [{ kind: 'deleteEdge', type: 'MEMBER_OF', ...pair }], result: { circleId: circle.id } };
}

/** Makes a member the owner; the owner becomes a member. */
export async function planHandOverCircle(
  shop: Shop,
  viewerId: UserId,
  circleId: CircleId | null,
  userId: UserId | null,
): Outcome {
  const circle = await ownCircle(shop, viewerId, circleId);
  if (circle instanceof Refusal) return circle;
  const [member] =
    userId === null ? [null] : await shop.store.between('MEMBER_OF', [{ from: userId, to: circle.id }]);
  if (userId === null || !member) return new NotAMember();
  const [own] = await shop.store.between('MEMBER_OF', [{ from: viewerId, to: circle.id }]);
  return {
    expect: [
      { kind: 'nodeVersion', id: circle.id, version: circle.version },
      { kind: 'edgePresent', type: 'MEMBER_OF', from: userId, to: circle.id },
    ],
    changes: [
      { kind: 'updateNode', id: circle.id, props: { ownerId: userId } },
      membership(userId, circle.id, 'OWNER', member.at),
      membership(viewerId, circle.id, 'MEMBER', own?.at ?? shop.now()),
    ],
    result: { circleId: circle.id },
  };
}

/** A circle that the viewer may know of, by the rule of `visibleTo`. */
async function knownCircle(
  shop: Shop,
  viewerId: UserId,
  circleId: CircleId | null,
): Promise<GraphNode<'Circle'> | Refusal> {
  const [circle] = circleId === null ? [null] : await shop.store.nodes('Circle', [circleId]);
  if (!circle) return new NotFound();
  if (circle.props.ownerId === viewerId) return circle;
  if (await isBlocked(new Loaders(shop.store), viewerId, circle.props.ownerId)) return new NotFound();
  if (circle.props.visibility === 'PUBLIC') return circle;
  const [member] = await shop.store.between('MEMBER_OF', [{ from: viewerId, to: circle.id }]);
  return member ? circle : new NotFound();
}
