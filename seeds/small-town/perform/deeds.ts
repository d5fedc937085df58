import {
  hashPassword,
  planSetRole,
  planSignUp,
  type AccountDesk,
} from '../../../src/features/accounts/index.js';
import {
  EventKind,
  planMark,
  planRecordEvents,
  planShareItem,
  type Mark,
} from '../../../src/features/acts/index.js';
import { planCreateCategory, planCreateItem, planUpdateItem } from '../../../src/features/catalog/index.js';
import { planAddToCircle, planCreateCircle, planJoinCircle } from '../../../src/features/circles/index.js';
import { planSetAnnouncements } from '../../../src/features/feed/index.js';
import { planPlaceOrder } from '../../../src/features/orders/index.js';
import { planUpdateProfile, userChanges } from '../../../src/features/people/index.js';
import { planReviewItem, planVoteHelpful } from '../../../src/features/reviews/index.js';
import {
  planAcceptFriend,
  planBlock,
  planCancelFriendRequest,
  planDeclineFriend,
  planFollow,
  planRequestFriend,
  planUnfriend,
} from '../../../src/features/social/index.js';
import { planBookmarkPost, planCreatePost } from '../../../src/features/posts/index.js';
import { planComment, planReact } from '../../../src/features/talk/index.js';
import type { Json, Plan } from '../../../src/use-cases/perform.js';
import type { Refusal } from '../../../src/use-cases/refusal.js';
import type { Shop } from '../../../src/use-cases/shop.js';
import type { Step, Subject } from '../plan.js';
import { DEMO_PASSWORD } from '../story/cast.js';
import type { Registry } from './registry.js';

/** What deeds are done with. */
export interface Means {
  readonly shop: Shop;
  readonly desk: AccountDesk;
  readonly registry: Registry;
}

type Planned = Promise<Plan<Json> | Refusal>;

const MARKS: Readonly<Record<'saveItem' | 'likeItem' | 'hideItem', Mark>> = {
  saveItem: 'SAVED',
  likeItem: 'LIKED',
  hideItem: 'HID',
};

const BONDS = {
  requestFriend: planRequestFriend,
  acceptFriend: planAcceptFriend,
  declineFriend: planDeclineFriend,
  cancelRequest: planCancelFriendRequest,
  unfriend: planUnfriend,
  follow: planFollow,
  block: planBlock,
} as const;

/** The use case of a step: the same plans that the API's mutations perform. */
export function planOfStep({ shop, desk, registry }: Means, step: Step): () => Planned {
  const user = (handle: string) => registry.id('User', handle);
  const visitor = (handle: string) => ({ userId: user(handle), roles: ['SHOPPER'] as const });
  const item = (sku: string) => registry.id('Item', sku);
  const subject = ({ kind, key }: Subject) => registry.id(kind === 'post' ? 'Post' : 'Review', key);
  switch (step.verb) {
    case 'createCategory':
      return () => planCreateCategory(shop, step);
    case 'settle':
      return () => planSettle(shop, step);
    case 'signUp':
      return async () => planSignUp(shop, desk, step, await hashPassword(DEMO_PASSWORD));
    case 'updateProfile':
      return () => planUpdateProfile(shop, user(step.by), step);
    case 'announcePurchases':
      return () => planSetAnnouncements(shop, user(step.by), ['PURCHASES', 'REACTIONS']);
    case 'grantRole':
      return () => planSetRole(shop, step.handle, step.role, true);
    case 'createItem': {
      const { sku, categorySlug } = step;
      const stall = { categorySlugs: [categorySlug], pictures: [`/pictures/${sku}.svg`], available: true };
      return () => planCreateItem(shop, user(step.by), { ...step, ...stall });
    }
    case 'sellOut': {
      const editor = { userId: user(step.by), isStaff: false };
      return () => planUpdateItem(shop, editor, item(step.sku), { available: false });
    }
    case 'requestFriend':
    case 'acceptFriend':
    case 'declineFriend':
    case 'cancelRequest':
    case 'unfriend':
    case 'follow':
    case 'block': {
      const { verb, by, whom } = step;
      return () => BONDS[verb](shop, user(by), user(whom));
    }
    case 'createCircle':
      return () => planCreateCircle(shop, user(step.by), step);
    case 'joinCircle':
      return () => planJoinCircle(shop, user(step.by), registry.id('Circle', step.slug));
    case 'addToCircle':
      return () => planAddToCircle(shop, user(step.by), registry.id('Circle', step.slug), user(step.whom));
    case 'recordEvents': {
      const events = step.events.map(({ id, kind, sku, query, at }) => ({
        clientEventId: id,
        kind: EventKind[kind],
        at,
        ...(sku !== undefined && { itemId: item(sku) }),
        ...(query !== undefined && { query }),
      }));
      return () => planRecordEvents(shop, user(step.by), events);
    }
    case 'saveItem':
    case 'likeItem':
    case 'hideItem': {
      const { verb, by, sku } = step;
      return () => planMark(shop, user(by), MARKS[verb], item(sku));
    }
    case 'shareItem':
      return () => planShareItem(shop, user(step.by), item(step.sku));
    case 'placeOrder': {
      const lines = step.skus.map((sku) => ({
        itemId: item(sku),
        quantity: 1,
        expectedPriceMinor: registry.priceOf(sku),
      }));
      return () => planPlaceOrder(shop, user(step.by), lines);
    }
    case 'reviewItem':
      return () => planReviewItem(shop, user(step.by), { ...step, itemId: item(step.sku) });
    case 'findHelpful':
      return () => planVoteHelpful(shop, user(step.by), registry.id('Review', step.review), true);
    case 'createPost': {
      const itemIds = step.skus.map(item);
      const circleId = step.circle === null ? null : registry.id('Circle', step.circle);
      return () => planCreatePost(shop, user(step.by), { ...step, itemIds, circleId });
    }
    case 'comment': {
      const replyToId = step.replyTo === null ? undefined : registry.id('Comment', step.replyTo);
      return () => planComment(shop, visitor(step.by), { ...step, subjectId: subject(step.on), replyToId });
    }
    case 'react':
      return () => planReact(shop, visitor(step.by), subject(step.on), step.reaction);
    case 'bookmarkPost':
      return () => planBookmarkPost(shop, user(step.by), registry.id('Post', step.post));
  }
}

/** Somebody without an account: there is nobody who could sign in as them. */
async function planSettle(shop: Shop, person: Extract<Step, { verb: 'settle' }>): Planned {
  const userId = shop.newId('User');
  return {
    expect: [{ kind: 'keyAbsent', label: 'User', key: 'handle', value: person.handle }],
    changes: userChanges({ ...person, userId, now: shop.now() }),
    result: { userId },
  };
}
