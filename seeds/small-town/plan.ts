import type { Role, Visibility } from '../../graph-models/domain/vocabulary.js';

/** What a step does, in the shop's own verbs. People are named by handle, items by sku, all else by its key. */
export type Deed =
  | { readonly verb: 'createCategory'; readonly slug: string; readonly name: string; readonly nameZh: string }
  /** Somebody who can be looked at and befriended, but has no account to sign in with. */
  | {
      readonly verb: 'settle';
      readonly handle: string;
      readonly name: string;
      readonly bio: string;
      readonly locale: string;
      readonly visibility: Visibility;
    }
  | {
      readonly verb: 'signUp';
      readonly handle: string;
      readonly name: string;
      readonly locale: string;
      readonly email: string;
    }
  | {
      readonly verb: 'updateProfile';
      readonly by: string;
      readonly bio?: string;
      readonly visibility?: Visibility;
    }
  /** Friends may hear what they buy. */
  | { readonly verb: 'announcePurchases'; readonly by: string }
  | { readonly verb: 'grantRole'; readonly handle: string; readonly role: Role }
  | {
      readonly verb: 'createItem';
      readonly by: string;
      readonly sku: string;
      readonly title: string;
      readonly titleZh: string;
      readonly description: string;
      readonly descriptionZh: string;
      readonly priceMinor: number;
      readonly currency: string;
      readonly brand: string;
      readonly categorySlug: string;
    }
  | { readonly verb: 'sellOut'; readonly by: string; readonly sku: string }
  | {
      readonly verb:
        | 'requestFriend'
        | 'acceptFriend'
        | 'declineFriend'
        | 'cancelRequest'
        | 'unfriend'
        | 'follow'
        | 'block';
      readonly by: string;
      readonly whom: string;
    }
  | {
      readonly verb: 'createCircle';
      readonly by: string;
      readonly slug: string;
      readonly name: string;
      readonly about: string;
      readonly visibility: 'PUBLIC' | 'CIRCLE';
    }
  | { readonly verb: 'joinCircle'; readonly by: string; readonly slug: string }
  | { readonly verb: 'addToCircle'; readonly by: string; readonly slug: string; readonly whom: string }
  | { readonly verb: 'recordEvents'; readonly by: string; readonly events: readonly PlannedEvent[] }
  | {
      readonly verb: 'saveItem' | 'likeItem' | 'shareItem' | 'hideItem';
      readonly by: string;
      readonly sku: string;
    }
  | { readonly verb: 'placeOrder'; readonly by: string; readonly skus: readonly string[] }
  | {
      readonly verb: 'reviewItem';
      readonly by: string;
      readonly key: string;
      readonly sku: string;
      readonly rating: number;
      readonly text: string;
      readonly visibility: Visibility;
    }
  | { readonly verb: 'findHelpful'; readonly by: string; readonly review: string }
  | {
      readonly verb: 'createPost';
      readonly by: string;
      readonly key: string;
      readonly text: string;
      readonly skus: readonly string[];
      readonly visibility: Visibility;
      readonly circle: string | null;
    }
  | {
      readonly verb: 'comment';
      readonly by: string;
      readonly key: string;
      readonly on: Subject;
      readonly replyTo: string | null;
      readonly text: string;
    }
  | {
      readonly verb: 'react';
      readonly by: string;
      readonly on: Subject;
      readonly reaction: Reaction;
    }
  | { readonly verb: 'bookmarkPost'; readonly by: string; readonly post: string };

export type Reaction = 'LIKE' | 'LOVE' | 'LAUGH' | 'WOW' | 'SAD';

/** The post or review that talk hangs on. */
export interface Subject {
  readonly kind: 'post' | 'review';
  readonly key: string;
}

/** Something a device noticed and reports later. */
export interface PlannedEvent {
  readonly id: string;
  readonly kind: 'VIEW' | 'SEARCH';
  readonly sku?: string;
  readonly query?: string;
  readonly at: number;
}

/** One thing done at one moment. */
export type Step = Deed & { readonly at: number };

/** What the town knows and the shop does not: the truth that a test can hold findings against. */
export interface TownTruth {
  readonly influence: {
    /** For `windowDays` after a friend's act of `kinds`, the chance of coming across the thing is this many times mine. */
    readonly factor: number;
    readonly windowDays: number;
    readonly kinds: readonly string[];
  };
  readonly people: readonly {
    readonly handle: string;
    /** Shares of wishes by category slug. */
    readonly taste: Readonly<Record<string, number>>;
    readonly visitsPerDay: number;
  }[];
  /** Who came across what because of whom; `told` ones are the story's. */
  readonly influenced: readonly {
    readonly who: string;
    readonly sku: string;
    readonly at: number;
    readonly friend: string;
    readonly friendAct: string;
    readonly friendActAt: number;
  }[];
}

/** Everything that happens in the town, in the order of time, and the truth behind it. */
export interface TownPlan {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly steps: readonly Step[];
  readonly truth: TownTruth;
}
