/**
 * The words of the graph: labels and relationship types with their properties. Both stores use these
 * names as they are, so an analyst reads `(:User)-[:WROTE]->(:Review)-[:ABOUT]->(:Item)`.
 */

import type { Id } from './ids.js';

/** What a property can hold; both stores give back exactly what was put in. A bigint within ±2^53 comes back as a number. */
export type Value = string | number | bigint | boolean | readonly string[] | readonly number[];

/** Who may see a thing: everybody, friends of its owner, members of its circle, or its owner alone. */
export type Visibility = 'PUBLIC' | 'FRIENDS' | 'CIRCLE' | 'ONLY_ME';

export type Role = 'SHOPPER' | 'SELLER' | 'ANALYST' | 'STAFF';

/** How people react to a post, a review or a comment. */
export const REACTION_KINDS = ['LIKE', 'LOVE', 'LAUGH', 'WOW', 'SAD'] as const;
export type ReactionKind = (typeof REACTION_KINDS)[number];

/** What people are told of. */
export const NOTIFICATION_KINDS = [
  'FRIEND_REQUESTED',
  'FRIEND_ACCEPTED',
  'COMMENTED',
  'REPLIED',
  'REACTED',
  'BOUGHT',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What a person does that is told to friends in feeds and notifications, as far as that person lets it. */
export const ANNOUNCED_KINDS = ['PURCHASES', 'REACTIONS'] as const;
export type AnnouncedKind = (typeof ANNOUNCED_KINDS)[number];
/** What one buys can be a secret or a present: it is told by those only who said so. */
export const DEFAULT_ANNOUNCED: readonly AnnouncedKind[] = ['REACTIONS'];
export function announces(
  { announced = DEFAULT_ANNOUNCED }: Pick<NodeProps['User'], 'announced'>,
  kind: AnnouncedKind,
): boolean {
  return announced.includes(kind);
}

/** Counters of reactions by kind, kept by `increment` in the transaction of the reaction. */
export type ReactionCounts = { readonly [K in ReactionKind as `reacted${K}`]?: number };

/** Properties of each label; times are milliseconds since 1970 (UTC), money is integer minor units. */
export interface NodeProps {
  User: {
    handle: string;
    name: string;
    bio: string;
    /** BCP 47, for example `en` or `zh-CN`. */
    locale: string;
    visibility: Visibility;
    joinedAt: number;
    search?: string;
    /** Which import a person came from, for example `lastfm`; absent for people who signed up. */
    source?: string;
    /** What friends are told of in feeds and notifications; absent: `DEFAULT_ANNOUNCED`. */
    announced?: readonly AnnouncedKind[];
  };
  Account: {
    userId: Id<'User'>;
    /** Keyed hash of the normalised e-mail; the address itself is sealed. */
    emailHash: string;
    emailSealed: string;
    passwordHash: string;
    roles: readonly Role[];
    createdAt: number;
  };
  /** One family of rotating refresh tokens: a sign-in on one device. */
  SignIn: {
    accountId: Id<'Account'>;
    userId: Id<'User'>;
    /** Of the refresh token that is valid now; each refresh adds one. */
    generation: number;
    rotatedAt: number;
    createdAt: number;
    expiresAt: number;
    revokedAt?: number;
  };
  Item: {
    sku: string;
    title: string;
    titleZh?: string;
    description: string;
    descriptionZh?: string;
    priceMinor: number;
    /** ISO 4217. */
    currency: string;
    brand?: string;
    sellerId?: Id<'User'>;
    categorySlugs: readonly string[];
    pictures: readonly string[];
    available: boolean;
    createdAt: number;
    /** Space-separated search words, cut by `Intl.Segmenter`. */
    search: string;
    /** Counters, kept by `increment` changes in the transaction of the review. */
    rated1?: number;
    rated2?: number;
    rated3?: number;
    rated4?: number;
    rated5?: number;
    source?: string;
  };
  Category: { slug: string; name: string; nameZh?: string };
  Review: {
    userId: Id<'User'>;
    itemId: Id<'Item'>;
    /** Integer 1 to 5. */
    rating: number;
    text: string;
    verified: boolean;
    visibility: Visibility;
    createdAt: number;
    editedAt?: number;
  } & ReactionCounts;
  Post: {
    userId: Id<'User'>;
    text: string;
    visibility: Visibility;
    circleId?: Id<'Circle'>;
    createdAt: number;
    editedAt?: number;
  } & ReactionCounts;
  Comment: {
    userId: Id<'User'>;
    /** The post or review the thread hangs on, and the comment answered, if any. */
    subjectId: Id<'Post'> | Id<'Review'>;
    replyToId?: Id<'Comment'>;
    text: string;
    createdAt: number;
    editedAt?: number;
    /** Counter of answers; it also moves the version, so that a comment is not deleted while it is answered. */
    answers?: number;
    /** Set when the text was taken away but answers below it stay. */
    removedAt?: number;
  } & ReactionCounts;
  Circle: {
    slug: string;
    name: string;
    about: string;
    ownerId: Id<'User'>;
    visibility: 'PUBLIC' | 'CIRCLE';
    createdAt: number;
  };
  Order: {
    userId: Id<'User'>;
    totalMinor: number;
    currency: string;
    /** Parallel lists: one entry per line. */
    itemIds: readonly string[];
    quantities: readonly number[];
    pricesMinor: readonly number[];
    placedAt: number;
  };
  /** One raw behaviour event, kept for learning; `key` is `<userId>|<clientEventId>`, which makes it exactly once. */
  Act: {
    key: string;
    userId: Id<'User'>;
    kind: string;
    itemId?: Id<'Item'>;
    query?: string;
    /** How long an item was looked at. */
    durationMs?: number;
    at: number;
  };
  /** The stored answer of a mutation that carried an idempotency key; `key` is `<userId>|<mutation>|<key>`. */
  Receipt: { key: string; requestHash: string; result: string; at: number };
  /** How far a consumer of the outbox has come. */
  Consumer: { name: string; seq: number };
  /** What somebody is told; `key` names the act, the person told and the kind, which makes it exactly once. */
  Notification: {
    key: string;
    /** Who is told. */
    userId: Id<'User'>;
    kind: NotificationKind;
    /** Who did it. */
    actorId: Id<'User'>;
    /** What it is about: the person, comment, post, review or item. */
    subjectId: Id;
    createdAt: number;
    readAt?: number;
    /** It came in the person's quiet hours. */
    silent: boolean;
  };
  NotificationPreferences: {
    userId: Id<'User'>;
    mutedKinds: readonly NotificationKind[];
    /** Minutes since midnight in `timeZone` (IANA); absent: no quiet hours. */
    quietFrom?: number;
    quietTo?: number;
    timeZone?: string;
  };
  /** A link by which a person passes an item or a post on outside; whoever has its token can open it. */
  ShareLink: {
    userId: Id<'User'>;
    subjectId: Id<'Item'> | Id<'Post'>;
    /** Keyed hash of the token; the token itself is derived from the id and the shop's secret. */
    tokenDigest: string;
    createdAt: number;
    expiresAt: number;
    revokedAt?: number;
    /** Counters, kept by `increment` in the transaction of the opening or the order. */
    opens: number;
    purchases: number;
  };
}

export type Label = keyof NodeProps;

/** Properties by which a node can be looked up; each is unique within its label. */
export const UNIQUE_KEYS = {
  User: ['handle'],
  Account: ['emailHash', 'userId'],
  SignIn: [],
  Item: ['sku'],
  Category: ['slug'],
  Review: [],
  Post: [],
  Comment: [],
  Circle: ['slug'],
  Order: [],
  Act: ['key'],
  Receipt: ['key'],
  Consumer: ['name'],
  Notification: ['key'],
  NotificationPreferences: ['userId'],
  ShareLink: ['tokenDigest'],
} as const satisfies { readonly [L in Label]: readonly (keyof NodeProps[L])[] };

/** Labels whose `search` property is indexed for full text. */
export const SEARCHED_LABELS = ['Item', 'User'] as const satisfies readonly Label[];

/** What a friend's or stranger's act with an item can be; each is a relationship User → Item. */
export const ACT_TYPES = ['VIEWED', 'SAVED', 'LIKED', 'SHARED', 'RATED', 'PURCHASED', 'USED'] as const;
export type ActType = (typeof ACT_TYPES)[number];

/** Properties of each relationship type; every relationship also has `at` and is unique per (type, from, to). */
export interface EdgeProps {
  /** Symmetric: stored once, from the lower id to the higher, read with direction `both`. */
  FRIEND: { since?: number };
  REQUESTED: { message?: string };
  FOLLOWS: Record<string, never>;
  BLOCKS: Record<string, never>;
  MEMBER_OF: { role: 'OWNER' | 'MEMBER' };
  SELLS: Record<string, never>;
  IN_CATEGORY: Record<string, never>;
  WROTE: Record<string, never>;
  ABOUT: Record<string, never>;
  TAGS: Record<string, never>;
  POSTED_IN: Record<string, never>;
  COMMENTED_ON: Record<string, never>;
  REPLIES_TO: Record<string, never>;
  REACTED: { kind: ReactionKind };
  FOUND_HELPFUL: Record<string, never>;
  SIGNED_IN: Record<string, never>;
  PLACED: Record<string, never>;
  CONTAINS: { quantity: number; priceMinor: number; currency: string };
  HID: Record<string, never>;
  BOOKMARKED: Record<string, never>;
  /** The one person's doings are kept out of the other's feed. */
  MUTES: Record<string, never>;
  /** It was in the person's feed, and on their screen, last at `at`. */
  SEEN: Record<string, never>;
  /** More or less of what is like it in the feed. */
  WANTS: { more: boolean };
  VIEWED: { times: number };
  SAVED: Record<string, never>;
  LIKED: Record<string, never>;
  SHARED: { times?: number };
  RATED: { rating: number; reviewId?: Id<'Review'> };
  PURCHASED: { times: number; orderId?: Id<'Order'> };
  /** Listened to, watched, read, wore: the act of imported interactions. */
  USED: { times?: number };
  NOTIFIED: Record<string, never>;
  /** Beside NOTIFIED until it is read. */
  UNREAD: Record<string, never>;
  /** From who did what the notification is about. */
  CAUSED: Record<string, never>;
  MADE: Record<string, never>;
  LEADS_TO: Record<string, never>;
  /** Last at `at`; the first time is counted. */
  OPENED: Record<string, never>;
  /** From a link to the one by which its maker had come to the same thing. */
  CONTINUES: Record<string, never>;
  /** The purchase is owed to the link. */
  CREDITED: Record<string, never>;
}

export type EdgeType = keyof EdgeProps;

/** Which labels each relationship type joins. */
export const ENDPOINTS = {
  FRIEND: { from: ['User'], to: ['User'] },
  REQUESTED: { from: ['User'], to: ['User'] },
  FOLLOWS: { from: ['User'], to: ['User'] },
  BLOCKS: { from: ['User'], to: ['User'] },
  MEMBER_OF: { from: ['User'], to: ['Circle'] },
  SELLS: { from: ['User'], to: ['Item'] },
  IN_CATEGORY: { from: ['Item'], to: ['Category'] },
  WROTE: { from: ['User'], to: ['Review', 'Post', 'Comment'] },
  ABOUT: { from: ['Review'], to: ['Item'] },
  TAGS: { from: ['Post'], to: ['Item'] },
  POSTED_IN: { from: ['Post'], to: ['Circle'] },
  COMMENTED_ON: { from: ['Comment'], to: ['Post', 'Review'] },
  REPLIES_TO: { from: ['Comment'], to: ['Comment'] },
  REACTED: { from: ['User'], to: ['Post', 'Review', 'Comment'] },
  FOUND_HELPFUL: { from: ['User'], to: ['Review'] },
  SIGNED_IN: { from: ['User'], to: ['SignIn'] },
  PLACED: { from: ['User'], to: ['Order'] },
  CONTAINS: { from: ['Order'], to: ['Item'] },
  HID: { from: ['User'], to: ['Item', 'Post', 'Review', 'Category', 'User'] },
  BOOKMARKED: { from: ['User'], to: ['Post'] },
  MUTES: { from: ['User'], to: ['User'] },
  SEEN: { from: ['User'], to: ['User', 'Item', 'Post', 'Review', 'Category'] },
  WANTS: { from: ['User'], to: ['User', 'Item', 'Post', 'Review', 'Category'] },
  VIEWED: { from: ['User'], to: ['Item'] },
  SAVED: { from: ['User'], to: ['Item'] },
  LIKED: { from: ['User'], to: ['Item'] },
  SHARED: { from: ['User'], to: ['Item', 'Post'] },
  RATED: { from: ['User'], to: ['Item'] },
  PURCHASED: { from: ['User'], to: ['Item'] },
  USED: { from: ['User'], to: ['Item'] },
  NOTIFIED: { from: ['User'], to: ['Notification'] },
  UNREAD: { from: ['User'], to: ['Notification'] },
  CAUSED: { from: ['User'], to: ['Notification'] },
  MADE: { from: ['User'], to: ['ShareLink'] },
  LEADS_TO: { from: ['ShareLink'], to: ['Item', 'Post'] },
  OPENED: { from: ['User'], to: ['ShareLink'] },
  CONTINUES: { from: ['ShareLink'], to: ['ShareLink'] },
  CREDITED: { from: ['Order'], to: ['ShareLink'] },
} as const satisfies { readonly [T in EdgeType]: { from: readonly Label[]; to: readonly Label[] } };

export const LABELS = Object.keys(UNIQUE_KEYS) as readonly Label[];
export const EDGE_TYPES = Object.keys(ENDPOINTS) as readonly EdgeType[];

/** The pair under which a symmetric relationship of `a` and `b` is stored. */
export function friendPair(a: Id<'User'>, b: Id<'User'>): { from: Id<'User'>; to: Id<'User'> } {
  return a < b ? { from: a, to: b } : { from: b, to: a };
}
