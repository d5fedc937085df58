import type { Id } from '../../../graph-models/domain/ids.js';
import { perform } from '../../use-cases/perform.js';
import type { Shop } from '../../use-cases/shop.js';
import { membership } from './circle-plans.js';

const BATCH = 100;

/** Hands the person's circles to the member who has been there longest, and ends those that nobody else is in. */
export async function eraseCircles(shop: Shop, userId: Id<'User'>): Promise<boolean> {
  const [page] = await shop.store.edges('MEMBER_OF', 'out', [userId], { first: BATCH });
  const edges = page?.edges ?? [];
  for (const { to } of edges) await leaveFor(shop, userId, to as Id<'Circle'>);
  return page?.hasMore ?? false;
}

async function leaveFor(shop: Shop, userId: Id<'User'>, circleId: Id<'Circle'>): Promise<void> {
  await perform(shop, { mutation: 'eraseCircles', by: null, input: circleId }, async () => {
    const [circle] = await shop.store.nodes('Circle', [circleId]);
    const leave = { kind: 'deleteEdge', type: 'MEMBER_OF', from: userId, to: circleId } as const;
    if (circle?.props.ownerId !== userId) return { changes: [leave], result: null };
    const heir = await longestMember(shop, circleId, userId);
    const expect = [{ kind: 'nodeVersion', id: circleId, version: circle.version } as const];
    if (heir === null) return { expect, changes: [{ kind: 'deleteNode', id: circleId }], result: null };
    return {
      expect: [...expect, { kind: 'edgePresent', type: 'MEMBER_OF', from: heir.id, to: circleId }],
      changes: [
        leave,
        { kind: 'updateNode', id: circleId, props: { ownerId: heir.id } },
        membership(heir.id, circleId, 'OWNER', heir.since),
      ],
      result: null,
    };
  });
}

async function longestMember(
  shop: Shop,
  circleId: Id<'Circle'>,
  except: Id<'User'>,
): Promise<{ readonly id: Id<'User'>; readonly since: number } | null> {
  let oldest: { id: Id<'User'>; since: number } | null = null;
  let after: { at: number; id: Id } | undefined;
  for (;;) {
    const [page] = await shop.store.edges('MEMBER_OF', 'in', [circleId], {
      first: 1000,
      ...(after && { after }),
    });
    for (const edge of page?.edges ?? []) {
      if (edge.from !== except) oldest = { id: edge.from as Id<'User'>, since: edge.at };
      after = { at: edge.at, id: edge.from };
    }
    if (page?.hasMore !== true) return oldest;
  }
}
