import type { Changes, CommitResult, Conflict, GraphStore } from '../graph-store.js';
import { checkChanges } from '../values.js';
import { applyBatch, conflictOf, incrementOneByOne } from './apply-batch.js';
import { batches, oneByOne, type Batch } from './batches.js';
import type { Connection, Send } from './connection.js';
import { firstBroken } from './expectations.js';
import { announce, firstTakenEvent, LOCK } from './outbox.js';

/** Up to this many changes, a commit that met a conflict is gone through one by one to find the first. */
const LOOKED_AT_ONE_BY_ONE = 200;

/**
 * A commit sends all its statements at once and waits once for the answers. Constraints and counts tell whether
 * something stood in the way; only then it starts again, step by step, to find what.
 */
export function commits(connection: Connection): Pick<GraphStore, 'commit'> {
  return {
    async commit(changes: Changes): Promise<CommitResult> {
      checkChanges(changes);
      const grouped = batches(changes.changes);
      const careful =
        changes.changes.length <= LOOKED_AT_ONE_BY_ONE ? () => oneByOne(changes.changes) : () => grouped;
      const quick = await attempt(connection, (send) => allAtOnce(changes, grouped, send));
      return quick ?? (await attempt(connection, (send) => stepByStep(changes, careful(), send))) ?? refuse();
    },
  };
}

/** A taken id or key, a relationship that is there, a sum of what is no number, a sum beyond 64 bits. */
const REFUSED = new Set([
  'Neo.ClientError.Schema.ConstraintValidationFailed',
  'Neo.ClientError.Statement.TypeError',
  'Neo.ClientError.Statement.ArithmeticError',
]);

/** Thrown inside a transaction to take back what it wrote. */
class TakeBack extends Error {
  constructor(readonly conflict: Conflict | null) {
    super('the transaction is rolled back');
  }
}

/** The result of `work` in a transaction, or null when something stood in the way that it cannot name. */
async function attempt(
  connection: Connection,
  work: (send: Send) => Promise<number>,
): Promise<CommitResult | null> {
  try {
    return { kind: 'committed', seq: await connection.write(work) };
  } catch (error) {
    if (error instanceof TakeBack) return error.conflict && { kind: 'conflict', conflict: error.conflict };
    if (REFUSED.has(String((error as { code?: unknown }).code))) return null;
    throw error;
  }
}

async function allAtOnce(
  { expect = [], events = [] }: Changes,
  grouped: readonly Batch[],
  send: Send,
): Promise<number> {
  const locked = send(LOCK);
  const broken = firstBroken(expect, send);
  broken.catch(() => undefined); // awaited below, as are the others
  const applied: Promise<boolean>[] = [];
  for (const batch of grouped) {
    const wholly = applyBatch(batch, send, 'hopefully');
    wholly.catch(() => undefined);
    applied.push(wholly);
  }
  const seq = announce(events, send);
  seq.catch(() => undefined);
  await locked;
  takeBackIf(await broken);
  for (const wholly of applied) if (!(await wholly)) throw new TakeBack(null);
  return seq;
}

async function stepByStep(
  { expect = [], events = [] }: Changes,
  steps: readonly Batch[],
  send: Send,
): Promise<number> {
  await send(LOCK);
  takeBackIf(await firstBroken(expect, send));
  for (const step of steps) {
    const conflict = await conflictOf(step, send);
    if (conflict) throw new TakeBack(conflict);
    if (step.kind === 'increment') await incrementOneByOne(step, send);
    else await applyBatch(step, send, 'carefully');
  }
  const taken = await firstTakenEvent(events, send);
  if (taken !== null) throw new TakeBack({ kind: 'idTaken', id: taken });
  return announce(events, send);
}

function takeBackIf(broken: Awaited<ReturnType<typeof firstBroken>>): void {
  if (broken) throw new TakeBack({ kind: 'expectation', expectation: broken });
}

function refuse(): never {
  throw new Error('Neo4j refused a constraint that nothing stored explains');
}
