import type { Id } from '../../../graph-models/domain/ids.js';
import { friendPair } from '../../../graph-models/domain/vocabulary.js';
import { visiblePeople } from '../visibility/index.js';
import { Loaders } from '../../graphql/loaders.js';
import type { Change } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { bondsWith, withdrawRequests } from './bonds.js';
import { ThatIsYou } from './refusals.js';

type UserId = Id<'User'>;
export type PersonResult = { readonly otherId: string };

/** Follows somebody whom the viewer may see; twice is the same as once. */
export async function planFollow(
  shop: Shop,
  viewerId: UserId,
  to: UserId | null,
): Promise<Plan<PersonResult> | Refusal> {
  const found = await bondsWith(shop, viewerId, to);
  if (found instanceof Refusal) return found;
  const { otherId } = found;
  const [visible] = await visiblePeople(new Loaders(shop.store), viewerId, [otherId]);
  if (visible !== true) return new NotFound();
  const [following] = await shop.store.between('FOLLOWS', [{ from: viewerId, to: otherId }]);
  const result = { otherId };
  if (following) return { changes: [], result };
  return {
    expect: [
      { kind: 'edgeAbsent', type: 'BLOCKS', from: viewerId, to: otherId },
      { kind: 'edgeAbsent', type: 'BLOCKS', from: otherId, to: viewerId },
    ],
    changes: [{ kind: 'putEdge', type: 'FOLLOWS', from: viewerId, to: otherId, at: shop.now(), props: {} }],
    result,
  };
}

/** Follows somebody no more; nothing happens when the viewer did not. */
export async function planUnfollow(
  shop: Shop,
  viewerId: UserId,
  other: UserId | null,
): Promise<Plan<PersonResult> | Refusal> {
  const found = await bondsWith(shop, viewerId, other);
  if (found instanceof Refusal) return found;
  const { otherId } = found;
  return {
    changes: [{ kind: 'deleteEdge', type: 'FOLLOWS', from: viewerId, to: otherId }],
    result: { otherId },
  };
}

/** Neither sees anything of the other any more, and whatever bound them is gone. */
export async function planBlock(
  shop: Shop,
  viewerId: UserId,
  other: UserId | null,
): Promise<Plan<PersonResult> | Refusal> {
  if (other === viewerId) return new ThatIsYou();
  const [person] = other === null ? [null] : await shop.store.nodes('User', [other]);
  if (!person || other === null) return new NotFound();
  const result = { otherId: other };
  const [blocked] = await shop.store.between('BLOCKS', [{ from: viewerId, to: other }]);
  if (blocked) return { changes: [], result };
  const gone: Change[] = [
    { kind: 'deleteEdge', type: 'FRIEND', ...friendPair(viewerId, other) },
    ...withdrawRequests(viewerId, other),
    { kind: 'deleteEdge', type: 'FOLLOWS', from: viewerId, to: other },
    { kind: 'deleteEdge', type: 'FOLLOWS', from: other, to: viewerId },
  ];
  return {
    changes: [
      { kind: 'putEdge', type: 'BLOCKS', from: viewerId, to: other, at: shop.now(), props: {} },
      ...gone,
    ],
    result,
  };
}

/** Takes one's own block away; what it ended does not come back. */
export async function planUnblock(
  shop: Shop,
  viewerId: UserId,
  other: UserId | null,
): Promise<Plan<PersonResult> | Refusal> {
  const pair = other === null ? null : { from: viewerId, to: other };
  const [blocked] = pair === null ? [null] : await shop.store.between('BLOCKS', [pair]);
  if (pair === null || !blocked) return new NotFound();
  return { changes: [{ kind: 'deleteEdge', type: 'BLOCKS', ...pair }], result: { otherId: pair.to } };
}
