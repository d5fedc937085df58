import type { Change, Changes, CommitResult, Conflict, NewEvent } from '../graph-store.js';
import type { Connection, Kept } from './connection.js';
import { deleteNode } from './delete-node.js';
import { Draft } from './draft.js';
import { firstFailing } from './expectations.js';
import type { Names } from './names.js';

/** All or none, within a transaction: expectations, changes in their order, events. */
export function written(db: Connection, names: Names, wanted: Changes): Kept<CommitResult> {
  const outcome = write(db, names, wanted);
  return typeof outcome === 'number'
    ? { keep: true, value: { kind: 'committed', seq: outcome } }
    : { keep: false, value: { kind: 'conflict', conflict: outcome } };
}

/** The outbox position after it, or what stands in the way. */
function write(db: Connection, names: Names, wanted: Changes): number | Conflict {
  const expectation = firstFailing(db, names, wanted.expect ?? []);
  if (expectation !== null) return { kind: 'expectation', expectation };

  for (const run of runsOf(wanted.changes)) {
    if (run.kind === 'delete') {
      deleteNode(db, names, run.id);
      continue;
    }
    const draft = new Draft(db, names, run.changes);
    for (const change of run.changes) {
      const conflict = draft.apply(change);
      if (conflict !== null) return conflict;
    }
    draft.write();
  }
  return append(db, wanted.events ?? []);
}

type Drafted = Exclude<Change, { kind: 'deleteNode' }>;
type Run =
  { readonly kind: 'draft'; readonly changes: Drafted[] } | { readonly kind: 'delete'; readonly id: string };

/** Deleting a node takes relationships along that the changes do not name, so what comes before is written first. */
function runsOf(changes: readonly Change[]): Run[] {
  const runs: Run[] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (change.kind === 'deleteNode') runs.push({ kind: 'delete', id: change.id });
    else if (last?.kind === 'draft') last.changes.push(change);
    else runs.push({ kind: 'draft', changes: [change] });
  }
  return runs;
}

function append(db: Connection, events: readonly NewEvent[]): number | Conflict {
  if (events.length === 0) return lastSeq(db);
  const rows = events.map(({ id, kind, at, payload }) => [id, kind, at, JSON.stringify(payload)]);
  const { changes, lastInsertRowid } = db.run(
    `INSERT OR IGNORE INTO outbox (id, kind, at, payload)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) ORDER BY key`,
    [JSON.stringify(rows)],
  );
  return changes === events.length ? Number(lastInsertRowid) : firstTaken(db, events, lastSeq(db) - changes);
}

/** The first event whose id was taken when `seq` was the last, or else the first that has another's id. */
function firstTaken(db: Connection, events: readonly NewEvent[], seq: number): Conflict {
  const ids = events.map(({ id }) => id);
  const taken = db.first(
    `SELECT o.id FROM json_each(?1) j CROSS JOIN outbox o ON o.id = j.value AND o.seq <= ?2
     ORDER BY j.key LIMIT 1`,
    [JSON.stringify(ids), seq],
  );
  const id = taken === undefined ? ids.find((id, at) => ids.indexOf(id) < at) : String(taken[0]);
  if (id === undefined) throw new Error('the outbox refused events whose ids are free');
  return { kind: 'idTaken', id };
}

function lastSeq(db: Connection): number {
  return Number(db.first('SELECT max(seq) FROM outbox')?.[0] ?? 0);
}
