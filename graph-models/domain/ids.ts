import type { Label } from './vocabulary.js';

/**
 * The prefix of each label's ids. An id is `<prefix>_<ULID>`: it sorts by time within its label and
 * says which label it names, so an adapter never has to ask.
 */
export const ID_PREFIX = {
  User: 'usr',
  Account: 'acc',
  SignIn: 'sgn',
  Item: 'itm',
  Category: 'cat',
  Review: 'rev',
  Post: 'pst',
  Comment: 'cmt',
  Circle: 'cir',
  Order: 'ord',
  Act: 'act',
  Receipt: 'rcp',
  Consumer: 'csm',
  Notification: 'ntf',
  NotificationPreferences: 'npr',
  ShareLink: 'lnk',
} as const satisfies Record<Label, string>;

/** The id of a node of label L, for example `usr_01JD…`; ids of different labels do not mix. */
export type Id<L extends Label = Label> = `${(typeof ID_PREFIX)[L]}_${string}`;

/** The label that an id type names. */
export type LabelOf<I extends Id> = { [L in Label]: I extends Id<L> ? L : never }[Label];

export type UserId = Id<'User'>;
export type ItemId = Id<'Item'>;
export type ReviewId = Id<'Review'>;
export type PostId = Id<'Post'>;
export type CommentId = Id<'Comment'>;
export type CircleId = Id<'Circle'>;
export type NotificationId = Id<'Notification'>;

const LABEL_OF_PREFIX = new Map<string, Label>(
  Object.entries(ID_PREFIX).map(([label, prefix]) => [prefix, label as Label]),
);
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** The label that `id` names, or null when it is not one of our ids. */
export function labelOf(id: string): Label | null {
  const label = LABEL_OF_PREFIX.get(id.slice(0, 3));
  return label !== undefined && id[3] === '_' && ULID.test(id.slice(4)) ? label : null;
}

/** `text` as an id of `label`, or null when it is not one. */
export function parseId<L extends Label>(label: L, text: string): Id<L> | null {
  return labelOf(text) === label ? (text as Id<L>) : null;
}

/** Joins a label's prefix and a ULID. */
export function makeId<L extends Label>(label: L, ulid: string): Id<L> {
  if (!ULID.test(ulid)) throw new RangeError(`"${ulid}" is not a ULID`);
  return `${ID_PREFIX[label]}_${ulid}` as Id<L>;
}
