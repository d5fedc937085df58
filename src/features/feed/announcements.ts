import { registerEnumType } from 'type-graphql';
import type { Id } from '../../../graph-models/domain/ids.js';
import {
  ANNOUNCED_KINDS,
  DEFAULT_ANNOUNCED,
  type AnnouncedKind,
  type NodeProps,
} from '../../../graph-models/domain/vocabulary.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';

export enum Announcement {
  PURCHASES = 'PURCHASES',
  REACTIONS = 'REACTIONS',
}
registerEnumType(Announcement, {
  name: 'Announcement',
  description:
    'What your friends are told of: in feeds, in notifications, and in the reasons of what is recommended to them. What you buy counts for the scores of your friends’ recommendations whether they are told or not.',
  valuesConfig: {
    PURCHASES: { description: 'What you buy. Off until you say so.' },
    REACTIONS: { description: 'To which posts and reviews you react, and which you pass on.' },
  },
});

/** What a person lets friends be told of. */
export function announcementsOf({ announced = DEFAULT_ANNOUNCED }: NodeProps['User']): Announcement[] {
  return announced.map((kind) => Announcement[kind]);
}

/** Says anew what friends are told of; it holds for what was done before, too. */
export async function planSetAnnouncements(
  shop: Shop,
  userId: Id<'User'>,
  kinds: readonly AnnouncedKind[],
): Promise<Plan<{ readonly userId: string }> | Refusal> {
  const [user] = await shop.store.nodes('User', [userId]);
  if (!user) return new NotFound();
  const announced = ANNOUNCED_KINDS.filter((kind) => kinds.includes(kind));
  return {
    expect: [{ kind: 'nodeVersion', id: userId, version: user.version }],
    changes: [{ kind: 'updateNode', id: userId, props: { announced } }],
    result: { userId },
  };
}
