import { labelOf, type Id } from '../../../graph-models/domain/ids.js';
import type { Label } from '../../../graph-models/domain/vocabulary.js';
import type { Seeing } from '../../graphql/context.js';
import { Loaders } from '../../graphql/loaders.js';
import type { Change } from '../../store/graph-store.js';
import type { Plan } from '../../use-cases/perform.js';
import { NotFound, type Refusal } from '../../use-cases/refusal.js';
import type { Shop } from '../../use-cases/shop.js';
import { ThatIsYou } from '../social/index.js';
import type { ShownId } from './entries.js';
import { thingsById } from './things.js';

type UserId = Id<'User'>;
export type Marked = { readonly id: string };
type Outcome = Promise<Plan<Marked> | Refusal>;

const SHOWN: ReadonlySet<Label> = new Set<Label>(['Post', 'Review', 'Item', 'User', 'Category']);

/** What a feed can have an entry about, or show: posts, reviews, items, people, categories. */
export function shownIdOf(id: Id | null): ShownId | null {
  const label = id === null ? null : labelOf(id);
  return label !== null && SHOWN.has(label) ? (id as ShownId) : null;
}

/** Keeps a post, review, item, topic or suggested person out of one's feed for good; twice is the same as once. */
export async function planHide(shop: Shop, viewer: Viewer, id: ShownId | null): Outcome {
  if (id === viewer.userId) return new ThatIsYou();
  if (id === null) return new NotFound();
  return planPut(shop, viewer, id, {
    ...{ kind: 'putEdge', type: 'HID', from: viewer.userId, to: id, at: shop.now(), props: {} },
  });
}

/** Lets it come again; one that is not hidden is not there. */
export function planUnhide(shop: Shop, { userId }: Viewer, id: ShownId | null): Outcome {
  return planTakeOff(shop, 'HID', userId, id);
}

/** Keeps what a person does out of one's feed; they are not told, and a friend stays a friend. */
export async function planMute(shop: Shop, viewer: Viewer, id: UserId | null): Outcome {
  if (id === viewer.userId) return new ThatIsYou();
  if (id === null) return new NotFound();
  return planPut(shop, viewer, id, {
    ...{ kind: 'putEdge', type: 'MUTES', from: viewer.userId, to: id, at: shop.now(), props: {} },
  });
}

export function planUnmute(shop: Shop, { userId }: Viewer, id: UserId | null): Outcome {
  return planTakeOff(shop, 'MUTES', userId, id);
}

/** More, or less, of what is like it; the one takes the place of the other. */
export async function planWant(shop: Shop, viewer: Viewer, id: ShownId | null, more: boolean): Outcome {
  if (id === viewer.userId) return new ThatIsYou();
  if (id === null) return new NotFound();
  return planPut(shop, viewer, id, {
    ...{ kind: 'putEdge', type: 'WANTS', from: viewer.userId, to: id, at: shop.now(), props: { more } },
  });
}

export function planForgetWish(shop: Shop, { userId }: Viewer, id: ShownId | null): Outcome {
  return planTakeOff(shop, 'WANTS', userId, id);
}

type Viewer = NonNullable<Seeing['viewer']>;
type Put = Extract<Change, { kind: 'putEdge' }> & { readonly type: 'HID' | 'MUTES' | 'WANTS' };

/** A mark that is there already, and says the same, stays as old as it is. */
async function planPut(shop: Shop, viewer: Viewer, id: ShownId, put: Put): Outcome {
  const [thing] = await thingsById({ loaders: new Loaders(shop.store), viewer }, [id]);
  if (!thing) return new NotFound();
  const [known] = await shop.store.between(put.type, [{ from: put.from, to: put.to }]);
  const isSame =
    known !== null && known !== undefined && JSON.stringify(known.props) === JSON.stringify(put.props);
  return { changes: isSame ? [] : [put], result: { id } };
}

/** Also of what is not visible any more. */
async function planTakeOff(shop: Shop, type: Put['type'], from: UserId, to: ShownId | null): Outcome {
  const [known] = to === null ? [null] : await shop.store.between(type, [{ from, to }]);
  if (to === null || !known) return new NotFound();
  return { changes: [{ kind: 'deleteEdge', type, from, to }], result: { id: to } };
}
