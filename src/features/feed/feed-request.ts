import type { Id } from '../../../graph-models/domain/ids.js';
import type { Trace } from '../../pipeline/trace.js';
import type { EntryKind, FeedCandidate, ShownId, SubjectId, Why } from './entries.js';
import type { KeptFeed } from './feed-news.js';
import type { PartWeights } from './part-weights.js';
import type { FeedMode } from './stages.js';

/** What a feed depends on. */
export interface FeedOf {
  readonly viewerId: Id<'User'>;
  readonly mode: FeedMode;
  /** The share that comes from outside the viewer's network, 0 to 1; of RANKED only. */
  readonly mix: number;
  /** Of RANKED only. */
  readonly weights: PartWeights;
}

export interface FeedPosition {
  /** The list's name while it is remembered. */
  readonly list: string;
  readonly place: number;
}

/** A page of a feed. */
export interface FeedRequest extends FeedOf {
  readonly first: number;
  readonly after: FeedPosition | null;
  /** Entries that count as unseen although they were on the screen: they are in a list that is being looked at. */
  readonly keptUnseen?: ReadonlySet<string>;
}

export interface FeedEntry {
  readonly id: SubjectId;
  readonly kind: EntryKind;
  readonly shownId: ShownId;
  /** As the viewer may see it, by the store itself. */
  readonly node: object;
  /** The sum of `parts`. */
  readonly score: number;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
  readonly why: readonly Why[];
  /** When what brought it happened last, milliseconds since 1970; null where nothing happened. */
  readonly at: number | null;
  /** On the viewer's screen since what brought it happened. */
  readonly isSeen: boolean;
  /** It was before the list was made: looking at a list does not move it. */
  readonly countsAsSeen: boolean;
  readonly position: FeedPosition;
}

export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  readonly hasMore: boolean;
  /** Milliseconds since 1970: everything committed before is considered. */
  readonly asOf: number;
  readonly modelVersion: string | null;
  /** The model or the newest events were missing. */
  readonly degraded: boolean;
  readonly traces: readonly Trace[];
  /** What an open feed keeps of it. */
  readonly keep: () => KeptFeed;
}

/** The feed that the cursor is of is not remembered any more: begin anew. */
export class FeedExpiredError extends Error {
  override readonly name = 'FeedExpiredError';
}

/** The one name of all requests for the same feed. */
export function nameOf({ viewerId, mode, mix, weights }: FeedOf): string {
  if (mode !== 'RANKED') return `${viewerId} ${mode}`;
  const own = Object.entries(weights).map(([part, times]) => ` ${part}×${times}`);
  return `${viewerId} ${mode} ${mix}${own.join('')}`;
}

/** A candidate as it is shown, with the thing itself. */
export function entryOf(
  { id, kind, shown, score, parts, why, at }: FeedCandidate,
  node: object,
  seen: Pick<FeedEntry, 'isSeen' | 'countsAsSeen'>,
  position: FeedPosition,
): FeedEntry {
  return {
    ...{ id, kind, node, score, why, ...seen, position, shownId: shown },
    parts: Object.entries(parts).map(([name, value]) => ({ name, value })),
    at: at === 0 ? null : at,
  };
}
