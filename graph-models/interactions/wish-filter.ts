import { ACT_KINDS, type ActKind } from './act-kinds.js';

/** Which acts say what somebody wants, and how much the old ones still do. */
export interface WishFilter {
  /** Bit k stands for code k, see `bitsOf`; -1 for every kind. */
  readonly kinds: number;
  /** How many of the person's acts are looked at, the newest first. */
  readonly newest: number;
  /** After how long an act counts half, 0 for never; its age is counted from `now`, Unix milliseconds. */
  readonly halfLifeMs: number;
  readonly now: number;
}

export const EVERY_WISH: WishFilter = { kinds: -1, newest: Infinity, halfLifeMs: 0, now: 0 };

export function bitsOf(kinds: readonly ActKind[]): number {
  return kinds.reduce((bits, kind) => bits | (1 << ACT_KINDS.indexOf(kind)), 0);
}
