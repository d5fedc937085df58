import type { Visibility } from '../../../graph-models/domain/vocabulary.js';
import type { Reaction } from '../plan.js';

/** A post of the town; people and items by index, all else by key. */
export interface TownPost {
  readonly key: string;
  readonly person: number;
  readonly at: number;
  readonly text: string;
  readonly items: readonly number[];
  readonly visibility: Visibility;
  /** Slug of the circle it is posted in, or null. */
  readonly circle: string | null;
}

export interface TownReview {
  readonly key: string;
  readonly person: number;
  readonly item: number;
  readonly at: number;
  readonly rating: number;
  readonly text: string;
  readonly visibility: Visibility;
}

export interface TownComment {
  readonly key: string;
  readonly person: number;
  readonly at: number;
  readonly on: { readonly kind: 'post' | 'review'; readonly key: string };
  readonly replyTo: string | null;
  readonly text: string;
}

export interface TownReaction {
  readonly person: number;
  readonly at: number;
  readonly on: { readonly kind: 'post' | 'review'; readonly key: string };
  readonly reaction: Reaction;
}

/** Everything people said to each other. */
export interface TownTalk {
  readonly posts: readonly TownPost[];
  readonly reviews: readonly TownReview[];
  readonly comments: readonly TownComment[];
  readonly reactions: readonly TownReaction[];
  /** Who found which review helpful. */
  readonly helpful: readonly { readonly person: number; readonly review: string; readonly at: number }[];
  readonly bookmarks: readonly { readonly person: number; readonly post: string; readonly at: number }[];
}
