import type { Id } from '../../../graph-models/domain/ids.js';
import { normalText } from '../../graphql/text.js';
import type { Change, GraphNode } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotAllowed, NotFound, Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { SlugNotAllowed, SlugTaken } from './refusals.js';

type UserId = Id<'User'>;
type CircleId = Id<'Circle'>;
export type CircleResult = { readonly circleId: string };
type Outcome = Promise<Plan<CircleResult> | Refusal>;

const SLUG = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){2,59}$/;

export interface NewCircle {
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  readonly visibility: 'PUBLIC' | 'CIRCLE';
}

/** A circle of which the viewer is owner and first member. */
export async function planCreateCircle(shop: Shop, viewerId: UserId, circle: NewCircle): Outcome {
  const slug = circle.slug.trim().toLowerCase();
  if (!SLUG.test(slug)) return new SlugNotAllowed();
  const [taken] = await shop.store.lookup('Circle', 'slug', [slug]);
  if (taken) return new SlugTaken();
  const id = shop.newId('Circle');
  const at = shop.now();
  const props = {
    slug,
    name: normalText(circle.name),
    about: normalText(circle.about),
    visibility: circle.visibility,
    ownerId: viewerId,
    createdAt: at,
  };
  return {
    expect: [{ kind: 'keyAbsent', label: 'Circle', key: 'slug', value: slug }],
    changes: [{ kind: 'createNode', id, props }, membership(viewerId, id, 'OWNER', at)],
    result: { circleId: id },
  };
}

/** What its owner changes of a circle; what is left out, or null, stays. */
export interface CircleEdit {
  readonly name?: string | undefined;
  readonly about?: string | undefined;
  readonly visibility?: 'PUBLIC' | 'CIRCLE' | undefined;
}

export async function planUpdateCircle(
  shop: Shop,
  viewerId: UserId,
  circleId: CircleId | null,
  edit: CircleEdit,
): Outcome {
  const circle = await ownCircle(shop, viewerId, circleId);
  if (circle instanceof Refusal) return circle;
  const before = circle.props;
  const props = {
    name: normalText(edit.name ?? before.name),
    about: normalText(edit.about ?? before.about),
    visibility: edit.visibility ?? before.visibility,
  };
  return {
    expect: [{ kind: 'nodeVersion', id: circle.id, version: circle.version }],
    changes: [{ kind: 'updateNode', id: circle.id, props }],
    result: { circleId: circle.id },
  };
}

/** Ends a circle; what was posted in it stays with its writers, who alone see it. */
export async function planDeleteCircle(shop: Shop, viewerId: UserId, circleId: CircleId | null): Outcome {
  const circle = await ownCircle(shop, viewerId, circleId);
  if (circle instanceof Refusal) return circle;
  return {
    expect: [{ kind: 'nodeVersion', id: circle.id, version: circle.version }],
    changes: [{ kind: 'deleteNode', id: circle.id }],
    result: { circleId: circle.id },
  };
}

/** A circle that the viewer owns. NotAllowed for a member, NotFound for everybody who may not know of it. */
export async function ownCircle(
  shop: Shop,
  viewerId: UserId,
  circleId: CircleId | null,
): Promise<GraphNode<'Circle'> | Refusal> {
  const [circle] = circleId === null ? [null] : await shop.store.nodes('Circle', [circleId]);
  if (!circle) return new NotFound();
  if (circle.props.ownerId === viewerId) return circle;
  const [member] = await shop.store.between('MEMBER_OF', [{ from: viewerId, to: circle.id }]);
  return circle.props.visibility === 'PUBLIC' || member ? new NotAllowed() : new NotFound();
}

/** The relationship of a member. */
export function membership(userId: UserId, circleId: CircleId, role: 'OWNER' | 'MEMBER', at: number): Change {
  return { kind: 'putEdge', type: 'MEMBER_OF', from: userId, to: circleId, at, props: { role } };
}
