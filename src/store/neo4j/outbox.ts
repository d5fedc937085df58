import type { GraphStore, NewEvent, StoredEvent } from '../graph-store.js';
import type { Connection, Send } from './connection.js';
import { eventsTaken } from './statements.js';

/**
 * Waits until no other commit is under way. Every commit holds the outbox node until it ends: one writer at a time, as
 * in SQLite, so an expectation that held still holds when the commit ends, and `seq` has no gaps.
 */
export const LOCK = `MATCH (o:Outbox {name: 'outbox'}) SET o.locked = true`;

const LAST = `MATCH (o:Outbox {name: 'outbox'}) RETURN o.seq AS seq`;

const APPEND = `MATCH (o:Outbox {name: 'outbox'})
  WITH o, o.seq AS before
  SET o.seq = before + size($events)
  WITH before
  UNWIND range(0, size($events) - 1) AS place
  WITH before, place, $events[place] AS event
  CREATE (:Event {seq: before + place + 1, id: event.id, kind: event.kind, at: event.at, payload: event.payload})
  RETURN max(before + place + 1) AS seq`;

const AFTER = `MATCH (e:Event) USING INDEX SEEK e:Event(seq) WHERE e.seq > $seq
  RETURN e.seq AS seq, e.id AS id, e.kind AS kind, e.at AS at, e.payload AS payload ORDER BY e.seq LIMIT $limit`;

/** Appends events to the outbox and answers with its last position. */
export async function announce(events: readonly NewEvent[], send: Send): Promise<number> {
  const rows = await (events.length === 0
    ? send(LAST)
    : send(APPEND, {
        events: events.map(({ id, kind, at, payload }) => ({
          id,
          kind,
          at,
          payload: JSON.stringify(payload),
        })),
      }));
  return Number(rows[0]?.['seq']);
}

/** The id of the first event that was announced before, here or earlier, or null. */
export async function firstTakenEvent(events: readonly NewEvent[], send: Send): Promise<string | null> {
  if (events.length === 0) return null;
  const rows = await send(eventsTaken, { ids: events.map(({ id }) => id) });
  const taken = new Set(rows.map((row) => row['id'] as string));
  for (const { id } of events) {
    if (taken.has(id)) return id;
    taken.add(id);
  }
  return null;
}

export function outbox(connection: Connection): Pick<GraphStore, 'eventsAfter'> {
  return {
    async eventsAfter(seq: number, limit: number): Promise<StoredEvent[]> {
      const rows = await connection.read(AFTER, { seq: BigInt(seq), limit: BigInt(limit) });
      return rows.map((row) => ({
        seq: Number(row['seq']),
        id: row['id'] as string,
        kind: row['kind'] as string,
        at: Number(row['at']),
        payload: JSON.parse(row['payload'] as string) as Record<string, unknown>,
      }));
    },
  };
}
