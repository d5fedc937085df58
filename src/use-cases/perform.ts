import type { Id } from '../../graph-models/domain/ids.js';
import { graphChanged } from '../events/graph-changed.js';
import type { Change, Expectation } from '../store/graph-store.js';
import { Refusal } from './refusal.js';
import type { Shop } from './shop.js';

/** Values that a receipt can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a use case wants written, and what it answers once that is done. */
export interface Plan<R extends Json> {
  readonly changes: readonly Change[];
  readonly expect?: readonly Expectation[];
  /** Ids and facts that a later reader can resolve; it is stored for idempotency keys. */
  readonly result: R;
}

/** Who asks for what. */
export interface Request {
  /** Name of the mutation, for example `acceptFriend`. */
  readonly mutation: string;
  readonly by: Id<'User'> | null;
  /** The same key answers the same result and writes once. */
  readonly idempotencyKey?: string | null | undefined;
  /** What the key stands for; another input under the same key is an error. */
  readonly input: unknown;
}

/** An idempotency key was used before for another input. */
export class IdempotencyKeyReusedError extends Error {
  override readonly name = 'IdempotencyKeyReusedError';
}

/** Others kept changing the same things; nothing was written. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';
}

const ATTEMPTS = 40;

/**
 * Plans, commits, and announces one mutation. A conflict with a concurrent writer plans again on what is
 * there now, so a plan reads, decides and returns; it never writes. A refusal writes nothing.
 */
export async function perform<R extends Json, F extends Refusal>(
  shop: Shop,
  request: Request,
  plan: () => Promise<Plan<R> | F>,
): Promise<R | F> {
  const receipt = receiptOf(shop, request);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (receipt !== null) {
      const [known] = await shop.store.lookup('Receipt', 'key', [receipt.key]);
      if (known) return replay<R>(known.props, receipt);
    }
    const planned = await plan();
    if (planned instanceof Refusal) return planned;
    if (planned.changes.length === 0 && receipt === null) return planned.result;

    const at = shop.now();
    const committed = await shop.store.commit({
      expect: planned.expect ?? [],
      changes: [...planned.changes, ...(receipt === null ? [] : [keep(shop, receipt, planned.result, at)])],
      events:
        planned.changes.length === 0
          ? []
          : [graphChanged(shop.newId('Act'), at, request.mutation, request.by, planned.changes)],
    });
    if (committed.kind === 'committed') {
      await shop.settled(committed.seq);
      return planned.result;
    }
    if (attempt > 3) await new Promise((resolve) => setTimeout(resolve, Math.random() * attempt * 4));
  }
  throw new ContentionError(`${request.mutation} met ${ATTEMPTS} conflicts in a row`);
}

interface Receipt {
  readonly key: string;
  readonly requestHash: string;
}

function receiptOf(shop: Shop, request: Request): Receipt | null {
  if (request.idempotencyKey === undefined || request.idempotencyKey === null) return null;
  const owner = request.by ?? 'anonymous';
  const input = JSON.stringify(request.input, withoutKey);
  return {
    key: `${owner}|${request.mutation}|${shop.digest(request.idempotencyKey)}`,
    requestHash: shop.digest(input),
  };
}

function withoutKey(name: string, value: unknown): unknown {
  return name === 'idempotencyKey' ? undefined : value;
}

function replay<R extends Json>(known: { requestHash: string; result: string }, receipt: Receipt): R {
  if (known.requestHash !== receipt.requestHash) {
    throw new IdempotencyKeyReusedError('This idempotencyKey was used before with another input.');
  }
  return JSON.parse(known.result) as R;
}

function keep(shop: Shop, receipt: Receipt, result: Json, at: number): Change {
  const props = { ...receipt, result: JSON.stringify(result), at };
  return { kind: 'createNode', id: shop.newId('Receipt'), props };
}
