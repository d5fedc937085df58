import type { Id } from '../../../graph-models/domain/ids.js';
import type { NodeProps } from '../../../graph-models/domain/vocabulary.js';
import { normalText, textProblem } from '../../graphql/text.js';
import { EventKind, EventProblem } from './event-kinds.js';

/** One event as a client reports it; `itemId` is null when the client's id names no item. */
export interface ReportedEvent {
  readonly clientEventId: string;
  readonly kind: EventKind;
  readonly itemId?: Id<'Item'> | null | undefined;
  readonly query?: string | null | undefined;
  readonly durationMs?: number | null | undefined;
  /** Milliseconds since 1970, by the client's clock. */
  readonly at: number;
}

/** How far a client's clock may be ahead; such an event is taken to have happened now. */
const AHEAD_MS = 5 * 60_000;
const OLDEST_MS = 90 * 86_400_000;
const LONGEST_DWELL_MS = 86_400_000;

/** The act that an event becomes, or why it cannot. `isItem` tells whether the person can see an item. */
export function checkEvent(
  userId: Id<'User'>,
  event: ReportedEvent,
  now: number,
  isItem: (id: Id<'Item'>) => boolean,
): NodeProps['Act'] | EventProblem {
  if (!/^[\x21-\x7e]{1,100}$/.test(event.clientEventId)) return EventProblem.ID_NOT_ALLOWED;
  if (!(event.at <= now + AHEAD_MS)) return EventProblem.IN_THE_FUTURE;
  if (event.at < now - OLDEST_MS) return EventProblem.TOO_OLD;
  const query = event.query == null ? null : normalText(event.query);
  if (query !== null && textProblem(query, { min: 0, max: 200 }) !== null)
    return EventProblem.QUERY_NOT_ALLOWED;
  if (event.kind === EventKind.SEARCH && (query ?? '') === '') return EventProblem.QUERY_MISSING;
  if (event.itemId === undefined && event.kind !== EventKind.SEARCH) return EventProblem.ITEM_MISSING;
  if (event.itemId !== undefined && (event.itemId === null || !isItem(event.itemId)))
    return EventProblem.ITEM_NOT_FOUND;
  const { durationMs } = event;
  const dwells = event.kind === EventKind.DWELL;
  if (
    dwells !== (durationMs != null) ||
    (durationMs != null && !(durationMs >= 0 && durationMs <= LONGEST_DWELL_MS))
  )
    return EventProblem.DURATION_NOT_ALLOWED;

  return {
    key: actKey(userId, event.clientEventId),
    userId,
    kind: event.kind,
    at: Math.min(event.at, now),
    ...(event.itemId !== undefined && { itemId: event.itemId }),
    ...(query !== null && query !== '' && { query }),
    ...(durationMs != null && { durationMs }),
  };
}

/** What makes an event exactly once. */
export function actKey(userId: Id<'User'>, clientEventId: string): string {
  return `${userId}|${clientEventId}`;
}
