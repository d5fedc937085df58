import type { Id } from '../../../graph-models/domain/ids.js';
import type { Visibility } from '../../../graph-models/domain/vocabulary.js';
import { normalText } from '../../graphql/text.js';
import type { Change, Expectation } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { visibleItems } from '../catalog/index.js';
import { CircleNeeded } from './refusals.js';

type UserId = Id<'User'>;
type PostId = Id<'Post'>;

export interface NewPost {
  readonly text: string;
  /** null: an id that is no item's. */
  readonly itemIds: readonly (Id<'Item'> | null)[];
  readonly visibility: Visibility;
  readonly circleId: Id<'Circle'> | null;
}

export type PostResult = { readonly postId: string };
type Outcome = Promise<Plan<PostResult> | Refusal>;

/** A post that tags items; one for a circle needs its writer to be in it. */
export async function planCreatePost(shop: Shop, userId: UserId, post: NewPost): Outcome {
  const { circleId, visibility } = post;
  if ((visibility === 'CIRCLE') !== (circleId !== null)) return new CircleNeeded();
  const itemIds = [...new Set(post.itemIds)].filter((id) => id !== null);
  const items = await visibleItems(shop, userId, itemIds);
  if (post.itemIds.includes(null) || items.includes(null))
    return new NotFound('One of the items is not there.');
  if (circleId !== null) {
    const [member] = await shop.store.between('MEMBER_OF', [{ from: userId, to: circleId }]);
    if (!member) return new CircleNeeded();
  }

  const id = shop.newId('Post');
  const at = shop.now();
  const text = normalText(post.text);
  const props = { userId, text, visibility, createdAt: at, ...(circleId !== null && { circleId }) };
  const inCircle: Change[] =
    circleId === null ? [] : [{ kind: 'putEdge', type: 'POSTED_IN', from: id, to: circleId, at, props: {} }];
  const stillMember: Expectation[] =
    circleId === null ? [] : [{ kind: 'edgePresent', type: 'MEMBER_OF', from: userId, to: circleId }];
  return {
    expect: stillMember,
    changes: [
      { kind: 'createNode', id, props },
      { kind: 'putEdge', type: 'WROTE', from: userId, to: id, at, props: {} },
      ...itemIds.map((to): Change => ({ kind: 'putEdge', type: 'TAGS', from: id, to, at, props: {} })),
      ...inCircle,
    ],
    result: { postId: id },
  };
}

/** Another text for one's own post. */
export async function planEditPost(shop: Shop, userId: UserId, postId: PostId | null, text: string): Outcome {
  const [post] = postId === null ? [null] : await shop.store.nodes('Post', [postId]);
  if (post?.props.userId !== userId) return new NotFound();
  const props = { text: normalText(text), editedAt: shop.now() };
  return {
    expect: [{ kind: 'nodeVersion', id: post.id, version: post.version }],
    changes: [{ kind: 'updateNode', id: post.id, props }],
    result: { postId: post.id },
  };
}

/** Takes one's own post away; its thread goes with it (see `clearThread` of talk for a long one). */
export async function planDeletePost(shop: Shop, userId: UserId, postId: PostId | null): Outcome {
  const [post] = postId === null ? [null] : await shop.store.nodes('Post', [postId]);
  if (post?.props.userId !== userId) return new NotFound();
  return { changes: [{ kind: 'deleteNode', id: post.id }], result: { postId: post.id } };
}
